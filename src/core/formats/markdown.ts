/**
 * A table of GitHub Flavored Markdown (spec 0.29, §4.10), for people: what stands in a cell is shown as it is, never taken
 * for markup. NULL and an empty text look alike, and line breaks become `<br>`, because a row is one line.
 */
import { chunked } from './chunks.ts';
import type { Cell, CellType, RowStream } from './rows.ts';
import { plainText } from './typedCell.ts';

export function writeMarkdown(stream: RowStream): AsyncGenerator<string> {
	return chunked(lines(stream));
}

async function* lines({ columns, rows, types }: RowStream): AsyncGenerator<string> {
	yield line(columns);
	yield `|${columns.map((_, nth) => (isNumeric(types?.[nth]) ? ' ---: ' : ' --- ')).join('|')}|\n`;
	for await (const row of rows) yield line(row);
}

function line(cells: readonly Cell[]): string {
	return `|${cells.map((cell) => ` ${cell === null ? '' : shown(plainText(cell))} `).join('|')}|\n`;
}

function isNumeric(type: CellType | undefined): boolean {
	return type === 'integer' || type === 'decimal';
}

function shown(text: string): string {
	return (
		text
			.replaceAll(/[\\`*[\]<>&|~]/g, (sign) => `\\${sign}`)
			// Within a word an underscore means nothing; escaped there it would only be in the way.
			.replaceAll(/(?<![\p{L}\p{N}])_|_(?![\p{L}\p{N}])/gu, '\\_')
			.replaceAll(/\r\n?|\n/g, '<br>')
			// Blanks at the ends of a cell are taken away otherwise.
			.replaceAll(/^[ \t]+|[ \t]+$/g, (blanks) => blanks.replaceAll(/./g, (blank) => `&#${blank.charCodeAt(0)};`))
	);
}
