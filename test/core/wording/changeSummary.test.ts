/** One change of a row as a line. */
import { expect, test } from 'vitest';
import type { Json } from '../../../src/core/json.ts';
import { changeText } from '../../../src/core/wording/changeSummary.ts';

function updated(from: Json, to: Json): string {
	const text = changeText({ kind: 'updated', key: 'a', cells: [{ column: 'data', from, to }] }, 'a');
	return text.replace('a: data ', '');
}

test.each<[Json, Json, string]>([
	[100_000, 99_000, '100,000 → 99,000'],
	[null, 'new', '(none) → new'],
	[{ a: 1 }, { a: 2 }, '{"a":1} → {"a":2}'],
	['short', 'x'.repeat(50), `short → ${'x'.repeat(40)}…`],
])('%j to %j reads %s', (from, to, text) => {
	expect(updated(from, to)).toBe(text);
});

test('long values are shown where they differ', () => {
	const before = { line1: 'The Old House with a long name', line2: 'High Street', postcode: 'SW1A 1AA', country: 'GB' };
	const [from, to] = updated(before, { ...before, postcode: 'SW1A 2BB' }).split(' → ');
	expect(from).toContain('SW1A 1AA');
	expect(to).toContain('SW1A 2BB');
	expect(from).toMatch(/^….{40}$/);
	expect(updated('x'.repeat(80) + '1', 'x'.repeat(80) + '2')).toBe(`…${'x'.repeat(39)}1 → …${'x'.repeat(39)}2`);
});
