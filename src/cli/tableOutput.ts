/** How wide a table on stdout may be: the terminal's width, or as wide as it likes in a file or a pipe. */
import { columnsOf } from './terminal.ts';
import type { Output } from './terminal.ts';

export function tableWidth(output: Output): number {
	const { out } = output.terminal;
	return out.isTTY === true ? columnsOf(out) : Infinity;
}
