/** Words of POSIX shells. */
import { writtenText } from './processVariable.ts';

/** A variable of the process is one of the shell; everything else stays as it is. */
export function shellWord(text: string): string {
	if (/^[\w./:=-]+$/.test(text)) return text;
	const forms = {
		literal: (piece: string) => `'${piece.replaceAll("'", String.raw`'\''`)}'`,
		variable: (name: string) => `"\${${name}}"`,
		joint: '',
	};
	return writtenText(text, forms) ?? "''";
}
