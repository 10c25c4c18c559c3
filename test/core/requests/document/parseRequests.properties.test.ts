/** Laws of the request file's parser. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { parseRequests } from '../../../../src/core/requests/document/parseRequests.ts';
import { blockNotes } from '../../../../src/core/requests/document/portability.ts';
import { blockAt } from '../../../../src/core/requests/document/requestDocument.ts';
import type { Part, RequestBlock } from '../../../../src/core/requests/document/requestDocument.ts';
import { requestTokens } from '../../../../src/core/requests/document/requestTokens.ts';
import { requestTexts } from './requestTexts.ts';

test('its tokens put together are the text', () => {
	fc.assert(
		fc.property(requestTexts, (text) => {
			const tokens = requestTokens(parseRequests(text));
			expect(tokens.map(({ start, end }) => text.slice(start, end)).join('')).toBe(text);
			for (const { start, end } of tokens) expect(end).toBeGreaterThan(start);
		}),
	);
});

test('blocks cover the text; each part stands within its block and is what stands there', () => {
	fc.assert(
		fc.property(requestTexts, (text) => {
			const document = parseRequests(text);
			expect(document.blocks.map(({ start, end }) => text.slice(start, end)).join('')).toBe(text);
			for (const block of document.blocks) {
				for (const part of partsOf(block)) {
					expect(part.start).toBeGreaterThanOrEqual(block.start);
					expect(part.end).toBeLessThanOrEqual(block.end);
					expect(text.slice(part.start, part.end)).toBe(part.text);
				}
			}
			for (const { start, end } of document.blocks.flatMap((block) => blockNotes(document.text, block)))
				expect(end).toBeGreaterThan(start);
		}),
	);
});

test('every line that is not blank belongs to something', () => {
	fc.assert(
		fc.property(requestTexts, (text) => {
			const kinds = requestTokens(parseRequests(text)).filter(({ kind }) => kind === 'between');
			// What stands between parts is only signs of the form itself.
			for (const { start, end } of kinds) expect(text.slice(start, end)).toMatch(/^[\s\ufeff@#/=:?&<\w]*$/);
		}),
	);
});

test('what is written behind a block changes nothing in the blocks before it', () => {
	fc.assert(
		fc.property(requestTexts, requestTexts, (before, after) => {
			const start = before.endsWith('\n') || before === '' ? before : `${before}\n`;
			const alone = parseRequests(`${start}### next\n`).blocks;
			const more = parseRequests(`${start}### next\n${after.replace('\ufeff', '')}`).blocks;
			expect(more.slice(0, alone.length - 1)).toEqual(alone.slice(0, -1));
		}),
	);
});

test('the block at an offset is the one that holds it', () => {
	fc.assert(
		fc.property(requestTexts, fc.double({ min: 0, max: 0.999, noNaN: true }), (text, share) => {
			const offset = Math.floor(share * text.length);
			const block = blockAt(parseRequests(text), offset);
			expect(block?.start).toBeLessThanOrEqual(offset);
			if (text !== '') expect(block?.end).toBeGreaterThan(offset);
		}),
	);
});

function partsOf(block: RequestBlock): readonly Part[] {
	const { title, directives, comments, variables, request, headers, body, unknown } = block;
	const pairs = [...directives, ...variables, ...headers, ...(request?.parameters ?? [])];
	return [
		...[title, request?.method, request?.address, request?.version].filter((part) => part !== undefined),
		...pairs.flatMap(({ name, value }) => (value === undefined ? [name] : [name, value])),
		...(request?.lines ?? []),
		...comments,
		...unknown,
		...(body?.pieces ?? []).map((piece) => (piece.kind === 'text' ? piece : piece.path)),
	];
}

test('a file that was changed anywhere parses as it does alone', () => {
	fc.assert(
		fc.property(requestTexts, requestTexts, fc.nat(), fc.nat(), (text, inserted, at, removed) => {
			const start = at % (text.length + 1);
			const changed = text.slice(0, start) + inserted + text.slice(start + (removed % 40));
			expect(parseRequests(changed, parseRequests(text))).toEqual(parseRequests(changed));
		}),
	);
});
