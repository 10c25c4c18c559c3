/** A plot that is open: what its page hears, and what becomes of what it wishes. */
import { expect, onTestFinished, test } from 'vitest';
import { FreeholdError } from '../../../src/core/errors.ts';
import type { GridArrangement } from '../../../src/protocol/grid.ts';
import type { PlotKept, PlotState, ToPlotPage } from '../../../src/protocol/plot.ts';
import { PlotSession } from '../../../src/vscode/plots/plotSession.ts';
import { fileOf } from '../../core/tables/tableRig.ts';
import { TestRows } from './testRows.ts';

const UNFILTERED: GridArrangement = { orders: [], filters: [] };
const csv = `n,city,price\n${Array.from({ length: 90 }, (_, n) => `${n},c${n % 3},${n * 10}`).join('\n')}\n`;

class Rig {
	readonly posted: ToPlotPage[] = [];
	readonly shown: GridArrangement[] = [];
	readonly opened: TestRows[] = [];
	arrangement: GridArrangement | undefined;
	failure: FreeholdError | undefined;
	readonly session: PlotSession;

	constructor(content = csv, kept: Partial<PlotKept> = {}, at?: string) {
		const file = fileOf('rows.csv', content);
		const subject = { kind: 'file', uri: 'file:///rows.csv' } as const;
		this.session = new PlotSession({ subject, arrangement: UNFILTERED, ...kept }, at, {
			post: (message) => this.posted.push(message),
			openRows: (onProgress) => {
				if (this.failure !== undefined) return Promise.reject(this.failure);
				const rows = new TestRows({ kind: 'file', file }, onProgress);
				this.opened.push(rows);
				return Promise.resolve(rows);
			},
			stages: () => Promise.resolve(undefined),
			arrangement: () => this.arrangement,
			showInGrid: (arrangement) => {
				this.shown.push(arrangement);
				return Promise.resolve();
			},
			save: () => Promise.resolve(undefined),
			copy: () => Promise.resolve('copied'),
			shown: ({ what, why, next }) => ({ what, why, next }),
		});
		onTestFinished(() => this.session.dispose());
	}

	get state(): PlotState {
		const last = this.posted.findLast((message) => message.kind === 'state');
		if (last === undefined) throw new Error('Nothing was told');
		return last.state;
	}

	get rows(): number | undefined {
		return this.state.plot?.rows;
	}
}

test('a page that comes hears what can be drawn, and has a first picture', async () => {
	const rig = new Rig();
	await rig.session.receive({ kind: 'begin' });
	expect(rig.state).toMatchObject({ work: undefined, failure: undefined, plot: { rows: 90 } });
	expect(rig.state.wish).toEqual({ kind: 'category', field: 'city', measure: { of: 'rows' }, top: 20 });
	expect(rig.state.fields.map(({ name }) => name)).toEqual(['n', 'city', 'price']);
});

test('it begins with the column that somebody is at, and with what was drawn before a reload', async () => {
	const atPrice = new Rig(csv, {}, 'price');
	await atPrice.session.receive({ kind: 'begin' });
	expect(atPrice.state.drawn).toEqual({ kind: 'distribution', field: 'price' });
	const wish = { kind: 'scatter', x: 'n', y: 'price' } as const;
	const reloaded = new Rig(csv, { wish });
	await reloaded.session.receive({ kind: 'begin' });
	expect(reloaded.state).toMatchObject({ drawn: wish, plot: { picture: { kind: 'spots' } } });
});

test('a page that comes back hears what is known, and nothing is read again', async () => {
	const rig = new Rig();
	await rig.session.receive({ kind: 'begin' });
	const before = rig.state;
	await rig.session.receive({ kind: 'begin' });
	expect([rig.opened.length, rig.state]).toEqual([1, before]);
});

test('it keeps to the filters of the grid, and follows them; another order is nothing new', async () => {
	const rig = new Rig(csv, { arrangement: { orders: [], filters: [{ column: 0, text: '< 30' }] } });
	await rig.session.receive({ kind: 'begin' });
	expect([rig.rows, rig.state.filters]).toEqual([30, [{ column: 'n', text: '< 30' }]]);
	await rig.session.follow({ orders: [], filters: [{ column: 0, text: '>= 80' }] });
	expect(rig.rows).toBe(10);
	const told = rig.posted.length;
	await rig.session.follow({ orders: [{ column: 1, isDescending: true }], filters: [{ column: 0, text: '>= 80' }] });
	expect(rig.posted.length).toBe(told);
});

test('a refresh reads everything again, with the filters that the grid has now', async () => {
	const rig = new Rig();
	await rig.session.receive({ kind: 'begin' });
	rig.arrangement = { orders: [], filters: [{ column: 1, text: '= c1' }] };
	await rig.session.receive({ kind: 'refresh' });
	expect([rig.opened.length, rig.opened[0]?.isEnded, rig.rows]).toEqual([2, true, 30]);
});

test('of two wishes the later one is drawn, whatever comes first', async () => {
	const rig = new Rig();
	await rig.session.receive({ kind: 'begin' });
	const first = rig.session.receive({ kind: 'draw', wish: { kind: 'distribution', field: 'n' } });
	const second = rig.session.receive({ kind: 'draw', wish: { kind: 'distribution', field: 'price' } });
	await Promise.all([first, second]);
	expect(rig.state).toMatchObject({
		drawn: { field: 'price' },
		wish: { field: 'price' },
		work: undefined,
		failure: undefined,
	});
});

test('who cancels keeps the picture that was there', async () => {
	const rig = new Rig();
	await rig.session.receive({ kind: 'begin' });
	const { drawn } = rig.state;
	const drawing = rig.session.receive({ kind: 'draw', wish: { kind: 'distribution', field: 'n' } });
	await rig.session.receive({ kind: 'cancel' });
	await drawing;
	expect(rig.state).toMatchObject({ work: undefined, failure: undefined, wish: drawn, drawn });
});

test('who cancels the reading may retry', async () => {
	const rig = new Rig();
	const opening = rig.session.receive({ kind: 'begin' });
	await rig.session.receive({ kind: 'cancel' });
	await opening;
	expect(rig.state).toMatchObject({ work: undefined, plot: undefined, failure: undefined });
	await rig.session.receive({ kind: 'refresh' });
	expect(rig.rows).toBe(90);
});

test('a mark is opened in the grid with its filter before those that the grid has', async () => {
	const filters = [{ column: 1, text: 'c' }];
	const rig = new Rig(csv, { arrangement: { orders: [], filters } });
	await rig.session.receive({ kind: 'begin' });
	await rig.session.receive({ kind: 'open', picks: [{ field: 'city', is: 'c2' }] });
	expect(rig.shown).toEqual([{ orders: [], filters: [{ column: 1, text: '= "c2"' }, ...filters] }]);
	await rig.session.receive({ kind: 'open', picks: [{ field: 'address.city', is: 'x' }] });
	expect(rig.posted.at(-1)).toMatchObject({
		kind: 'failed',
		failure: { why: expect.stringContaining('JSON') as unknown },
	});
});

test('what cannot be read or drawn is said, and the next wish is drawn', async () => {
	const rig = new Rig();
	rig.failure = new FreeholdError('notFound', { what: 'a', why: 'b', next: 'c' });
	await rig.session.receive({ kind: 'begin' });
	expect(rig.state).toMatchObject({ work: undefined, failure: { what: 'a', why: 'b', next: 'c' } });
	rig.failure = undefined;
	await rig.session.receive({ kind: 'draw', wish: { kind: 'distribution', field: 'gone' } });
	expect(rig.state.failure?.why).toBe('the table has no gone');
	await rig.session.receive({ kind: 'draw', wish: { kind: 'distribution', field: 'n' } });
	expect(rig.state).toMatchObject({ failure: undefined, plot: { rows: 90 } });
});

test('a file that breaks off is drawn as far as it goes, and says so', async () => {
	const rig = new Rig('a,b\n1,2\n3,"4\n');
	await rig.session.receive({ kind: 'begin' });
	expect(rig.rows).toBe(1);
	expect(rig.state.failure?.what).toMatch(/could not be read/);
});

test('a table without rows or columns is no failure', async () => {
	const rig = new Rig('');
	await rig.session.receive({ kind: 'begin' });
	expect(rig.state).toMatchObject({ work: undefined, failure: undefined, plot: undefined });
});
