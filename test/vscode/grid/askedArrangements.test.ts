/** Which arrangement exports, plots and profiles take from a grid, whatever became of those that were asked for. */
import { expect, test } from 'vitest';
import type { GridArrangement } from '../../../src/protocol/grid.ts';
import { AskedArrangements } from '../../../src/vscode/grid/askedArrangements.ts';

const [plain, first, second, third] = ['', 'a', 'b', 'c'].map((text): GridArrangement => ({
	orders: [],
	filters: text === '' ? [] : [{ column: 0, text }],
})) as [GridArrangement, GridArrangement, GridArrangement, GridArrangement];

function asked(): AskedArrangements {
	const arrangements = new AskedArrangements(plain);
	arrangements.ask(1, first);
	arrangements.ask(2, second);
	return arrangements;
}

test('the latest that was asked for counts before it is answered', () => {
	expect(new AskedArrangements(plain).latest).toBe(plain);
	expect(asked().latest).toBe(second);
});

test('one that is refused leaves the one before it, under way or in force', () => {
	const arrangements = asked();
	arrangements.settle(2, true);
	expect(arrangements.latest).toBe(first);
	arrangements.settle(1, true);
	expect(arrangements.latest).toBe(plain);
});

test('a refusal that comes late changes nothing of what was asked for since', () => {
	const arrangements = asked();
	arrangements.ask(3, third);
	arrangements.settle(2, true);
	expect(arrangements.latest).toBe(third);
	arrangements.settle(3, true);
	expect(arrangements.latest).toBe(first);
});

test('an answer to one that a later one has ended does not bring it back', () => {
	const arrangements = asked();
	arrangements.settle(2, false);
	arrangements.settle(1, false);
	expect(arrangements.latest).toBe(second);
});

test('what a page that comes back has is compared with what was asked for last', () => {
	const arrangements = asked();
	expect(arrangements.isLatest({ ...second, where: [] })).toBe(true);
	expect(arrangements.isLatest(first)).toBe(false);
	const both = [
		{ column: 1, text: 'x' },
		{ column: 0, text: 'y' },
	];
	arrangements.ask(3, { orders: [], filters: both });
	expect(arrangements.isLatest({ orders: [], filters: [...both].reverse() })).toBe(true);
	expect(arrangements.isLatest({ orders: [{ column: 0, isDescending: true }], filters: both })).toBe(false);
	expect(arrangements.isLatest({ orders: [], filters: both, where: ["a $eq 'b'"] })).toBe(false);
});
