/** Lines of a text that comes in pieces. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { textLines } from '../../../src/core/formats/textLines.ts';
import type { Line } from '../../../src/core/formats/textLines.ts';

async function* given(pieces: readonly string[]): AsyncGenerator<string> {
	for (const piece of pieces) yield await Promise.resolve(piece);
}

async function linesOf(pieces: readonly string[]): Promise<readonly Line[]> {
	const lines: Line[] = [];
	for await (const some of textLines(given(pieces))) lines.push(...some);
	return lines;
}

test('lines are the same however the text is cut, each with its number', async () => {
	const piece = fc.string({ unit: fc.constantFrom('a', 'b', '\n', '\n\n', ' ') });
	await fc.assert(
		fc.asyncProperty(fc.array(piece), async (pieces) => {
			const expected = pieces
				.join('')
				.split('\n')
				.map((text, nth) => ({ text, number: nth + 1 }))
				.filter(({ text }) => text.trim() !== '');
			expect(await linesOf(pieces)).toEqual(expected);
		}),
	);
});

test('a line without end is refused before it fills the memory', async () => {
	const piece = 'x'.repeat(16 * 1024 * 1024);
	await expect(linesOf([piece, piece, piece, piece, piece])).rejects.toThrow(/line 1 is longer than 64 million/);
});
