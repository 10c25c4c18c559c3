/** How values look in a cell, and in full. */
import { expect, test } from 'vitest';
import type { GridCell, GridColumnType } from '../../../src/protocol/grid.ts';
import { gridTexts } from '../../../src/vscode/grid/gridTexts.ts';
import { MOST_DETAIL_CHARACTERS, filled, shownCell, wholeText } from '../../../src/webview/grid/cellText.ts';

/** As the page gets them: places are filled there. */
const texts = gridTexts({ t: (message) => message });

test.each<[GridCell, GridColumnType, string, 'value' | 'none']>([
	[null, 'text', 'null', 'none'],
	['', 'text', 'empty', 'none'],
	['null', 'text', 'null', 'value'],
	[0, 'integer', '0', 'value'],
	[1234567.5, 'decimal', '1234567.5', 'value'],
	['12345678901234567890', 'decimal', '12345678901234567890', 'value'],
	[false, 'boolean', 'false', 'value'],
	['2026-05-01T11:47:00.000Z', 'instant', '2026-05-01 11:47:00Z', 'value'],
	['2026-05-01T11:47:00.250Z', 'instant', '2026-05-01 11:47:00.250Z', 'value'],
	['a\r\nb\tc\u0000', 'text', 'a⏎b␉c␀', 'value'],
	[{ cut: 'abc' }, 'text', 'abc…', 'value'],
])('%j as %s', (cell, type, text, kind) => {
	expect(shownCell(cell, type, texts)).toEqual({ text, kind });
});

test('a changed cell shows both values, and says them in words', () => {
	expect(shownCell({ was: 250_000, now: null }, 'integer', texts)).toEqual({
		...{ text: ' → null', was: '250000', kind: 'changed', label: 'null, before: 250000' },
	});
	expect(shownCell({ was: { cut: 'abc' }, now: 'x\ny' }, 'text', texts)).toMatchObject({ was: 'abc…', text: ' → x⏎y' });
});

test('nested values are laid out, but for digits that would be lost by it', () => {
	expect(wholeText('{"a":[1]}', 'json', texts)).toBe('{\n  "a": [\n    1\n  ]\n}');
	expect(wholeText('{"a":12345678901234567890}', 'json', texts)).toBe('{"a":12345678901234567890}');
	expect(wholeText('not JSON', 'json', texts)).toBe('not JSON');
	expect(wholeText('{"a":1}', 'text', texts)).toBe('{"a":1}');
});

test('a value of five million characters is cut on the page, and says so', () => {
	const text = wholeText('x'.repeat(5_000_000), 'text', texts);
	expect(text.length).toBeLessThan(MOST_DETAIL_CHARACTERS + 200);
	expect(text).toMatch(/The value has 5.000.000 characters/);
});

test('what is put into a text is not read as a place itself', () => {
	expect(filled('{0} of {1}', '{1}', '2')).toBe('{1} of 2');
});
