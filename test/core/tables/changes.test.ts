/** Changes and past states as tables, compared with copies that were taken when those states were the present. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Json } from '../../../src/core/json.ts';
import { ChangesTable } from '../../../src/core/tables/changesTable.ts';
import { fillFromChanges } from '../../../src/core/tables/fillFromChanges.ts';
import type { WindowCell, WindowRow } from '../../../src/core/tables/tableMessages.ts';
import { Feed, dataset, planOf } from '../replica/replicaFixture.ts';
import type { Rows } from '../replica/replicaFixture.ts';
import { TableRig } from './tableRig.ts';

const property = dataset('Property', {
	columns: [
		{ name: 'Key', type: 'text' },
		{ name: 'Price', type: 'integer' },
		{ name: 'City', type: 'text' },
		{ name: 'IsNew', type: 'boolean' },
	],
});

type Row = Readonly<Record<string, unknown>>;

/** Rows of a table by key, each as an object; cells that have changed as `{ was, now }`. */
async function rowsOf(rig: TableRig, keyColumn = 'Key'): Promise<Map<string, Row>> {
	const { columns } = await rig.settled();
	const rows = (await rig.rows()) as readonly WindowRow[];
	return new Map(
		rows.map((cells) => {
			const row = Object.fromEntries(columns.map(({ name }, nth) => [name, cells?.[nth] ?? null]));
			return [row[keyColumn] as string, row];
		}),
	);
}

/** What the dataset's own columns hold in a row of changes: after them, or before. */
function valuesOf(row: Row, side: 'was' | 'now'): Row {
	const own = Object.entries(row).filter(([name]) => !name.startsWith('_') && !name.endsWith(' (before)'));
	return Object.fromEntries(
		own.map(([name, cell]) => {
			const value = cell as WindowCell;
			const isChanged = typeof value === 'object' && value !== null && 'was' in value;
			return [name, isChanged ? value[side] : value];
		}),
	);
}

function past(feed: Feed, at: number, of = 'Property'): TableRig {
	return new TableRig({ kind: 'past', file: feed.file, dataset: of, at });
}

function changes(feed: Feed, from: number, to?: number, of = 'Property'): TableRig {
	return new TableRig({ kind: 'changes', file: feed.file, dataset: of, from, to });
}

test('a change has a row: what happened, to which row, by which run, and both values of each changed cell', async () => {
	const feed = new Feed();
	feed.run(property, [
		{ Key: 'a', Price: 1, City: 'Fargo', IsNew: true },
		{ Key: 'b', Price: 2, City: 'Brno', IsNew: false },
		{ Key: 'c', Price: 3, City: null, IsNew: false },
	]);
	feed.run(property, [
		{ Key: 'a', Price: 9, City: 'Fargo', IsNew: false },
		{ Key: 'd', Price: 4, City: 'Praha', IsNew: true },
		{ Key: 'c', Price: 3, City: 'Plzeň', IsNew: false },
	]);
	feed.sweep(property, ['a', 'c', 'd']);
	const rig = changes(feed, 1);
	const { columns } = await rig.settled();
	expect(columns.map(({ name }) => name)).toEqual([
		...['_change', '_key', '_run', '_changed', 'Price', 'City', 'IsNew', 'Key'],
		...['Price (before)', 'IsNew (before)', 'City (before)'],
	]);
	expect(await rig.rows()).toEqual([
		['updated', 'a', 2, 'Price, IsNew', { was: 1, now: 9 }, 'Fargo', { was: true, now: false }, 'a', 1, true],
		['deleted', 'b', 3, null, 2, 'Brno', false, 'b'],
		['updated', 'c', 2, 'City', 3, { was: null, now: 'Plzeň' }, false, 'c', null, null, null],
		['inserted', 'd', 2, null, 4, 'Praha', true, 'd'],
	]);
});

test('changes are ordered and filtered like any table, by both values', async () => {
	const feed = new Feed();
	feed.run(
		property,
		[1, 2, 3, 4].map((n) => ({ Key: `k${n}`, Price: n * 100, City: 'Fargo' })),
	);
	feed.run(
		property,
		[1, 2, 3, 4].map((n) => ({ Key: `k${n}`, Price: 1000 - n * n, City: 'Fargo' })),
	);
	const rig = changes(feed, 1);
	const { columns } = await rig.settled();
	const column = (name: string): number => columns.findIndex((one) => one.name === name);
	await rig.ask('arrange', {
		orders: [{ column: column('Price'), isDescending: false }],
		filters: [{ column: column('Price (before)'), text: '> 150' }],
	});
	expect(await rig.column(column('_key'))).toEqual(['k4', 'k3', 'k2']);
	expect(await rig.column(column('Price'))).toEqual([
		{ was: 400, now: 984 },
		{ was: 300, now: 991 },
		{ was: 200, now: 996 },
	]);
	expect(await rig.ask('key', { row: 0 })).toBe('k4');
	expect(await rig.ask('cell', { row: 0, column: column('Price') })).toBe(984);
	const copied = {
		rows: [{ first: 0, last: 0 }],
		columns: [column('_key'), column('Price (before)'), column('Price')],
	};
	expect(await rig.ask('copy', { ...copied, withHeaders: true })).toBe('_key\tPrice (before)\tPrice\nk4\t400\t984');
});

test('changes with cells of megabytes are read a few at a time', async () => {
	const feed = new Feed();
	const text = 'x'.repeat(5_000_000);
	const keys = Array.from({ length: 9 }, (_, nth) => `k${nth}`);
	feed.run(
		property,
		keys.map((Key) => ({ Key, Price: 1, City: text })),
	);
	using table = new ChangesTable();
	const counts: number[] = [];
	const source = { kind: 'changes', file: feed.file, dataset: 'Property', from: 0 } as const;
	for await (const _ of fillFromChanges(table, source, new AbortController().signal)) counts.push(table.count);
	expect(counts).toEqual([4, 8, 9]);
});

test('a past table is ordered and filtered by the values of its time', async () => {
	const feed = new Feed();
	feed.run(
		property,
		[1, 2, 3, 4].map((n) => ({ Key: `k${n}`, Price: n, City: 'Fargo' })),
	);
	feed.run(property, [
		{ Key: 'k1', Price: 50, City: 'Fargo' },
		{ Key: 'k5', Price: 2, City: 'Fargo' },
	]);
	feed.sweep(property, ['k1', 'k2', 'k5']);
	const rig = past(feed, 1);
	expect((await rig.settled()).total).toBe(4);
	await rig.ask('arrange', { orders: [{ column: 1, isDescending: true }], filters: [{ column: 1, text: '<= 3' }] });
	expect(await rig.column(0)).toEqual(['k3', 'k2', 'k1']);
	expect(await rig.column(1)).toEqual([3, 2, 1]);
	expect(await rig.ask('key', { row: 2 })).toBe('k1');
	expect(await rig.ask('key', { row: 9 })).toBeNull();
});

test('a past table that a run has written past is still searched, filtered, ordered and counted as it was', async () => {
	const feed = new Feed();
	const before = [
		{ Key: 'a', Price: 1, City: 'Brno' },
		{ Key: 'b', Price: 2, City: 'Brno' },
		{ Key: 'c', Price: 3, City: 'Praha' },
	];
	feed.run(property, before);
	const work: readonly ((rig: TableRig) => Promise<unknown>)[] = [
		(rig) => rig.ask('arrange', { orders: [], filters: [{ column: 2, text: 'Brno' }] }).then(() => rig.column(0)),
		(rig) => rig.ask('arrange', { orders: [{ column: 1, isDescending: true }], filters: [] }).then(() => rig.column(0)),
		(rig) => rig.ask('find', { text: 'Praha', columns: [2], from: { row: -1, column: 2 }, direction: 1 }),
		async (rig) => (await rig.ask('profile', { columns: [2] })).columns[0]?.top,
		async (rig) => {
			const wish = { kind: 'category', field: 'City', measure: { of: 'rows' }, top: 5 } as const;
			return (await rig.ask('plot', { wish, arrangement: { orders: [], filters: [] } })).picture;
		},
	];
	const rigs = work.map(() => past(feed, 1));
	for (const rig of rigs) await rig.settled();
	feed.run(property, [
		{ Key: 'a', Price: 9, City: 'Praha' },
		{ Key: 'b', Price: 8, City: 'Plzeň' },
	]);
	const told: unknown[] = [];
	for (const [nth, rig] of rigs.entries()) told.push(await work[nth]!(rig));
	expect(told).toEqual([
		['a', 'b'],
		['c', 'b', 'a'],
		{ row: 2, column: 2 },
		[{ value: 'Brno', count: 2, filter: '= Brno' }],
		expect.objectContaining({
			bars: [expect.objectContaining({ value: 'Brno', rows: 2 }), expect.objectContaining({ value: 'Praha', rows: 1 })],
		}),
	]);
});

test('a row that a run takes away while its past is looked at leaves its place, and is back when rows are listed anew', async () => {
	const feed = new Feed();
	feed.run(
		property,
		[1, 2, 3].map((n) => ({ Key: `k${n}`, Price: n })),
	);
	const rig = past(feed, 1);
	await rig.settled();
	feed.sweep(property, ['k1', 'k3']);
	expect((await rig.rows()).map((row) => (row === null ? 'gone' : 'there'))).toEqual(['there', 'gone', 'there']);
	await rig.ask('arrange', { orders: [{ column: 1, isDescending: true }], filters: [] });
	expect(await rig.column(0)).toEqual(['k3', 'k2', 'k1']);
	await rig.ask('arrange', { orders: [], filters: [] });
	expect(new Set(await rig.column(0))).toEqual(new Set(['k1', 'k2', 'k3']));
});

test('runs that write while a past table is looked at change nothing of it', async () => {
	const feed = new Feed();
	feed.run(
		property,
		[1, 2, 3].map((n) => ({ Key: `k${n}`, Price: n, City: 'Fargo' })),
	);
	const rig = past(feed, 1);
	await rig.settled();
	const before = await rig.rows();
	feed.run(property, [
		{ Key: 'k2', Price: 99, City: 'Brno' },
		{ Key: 'k9', Price: 9 },
	]);
	expect(await rig.rows()).toEqual(before);
	feed.run(property, [{ Key: 'k2', Price: 100, City: 'Brno' }]);
	feed.sweep(property, ['k1', 'k3', 'k9']);
	expect(await rig.rows()).toEqual(before);
});

test('what lies before the kept history is refused with the reason', async () => {
	const feed = new Feed();
	feed.run(property, [{ Key: 'a', Price: 1 }]);
	const second = feed.run(property, [{ Key: 'a', Price: 2 }]);
	feed.run(property, [{ Key: 'a', Price: 3 }]);
	feed.store.retain(second.startedAt + 1);
	for (const rig of [past(feed, 1), changes(feed, 1)]) {
		const { failure } = await rig.settled();
		expect(failure).toMatchObject({ reason: 'notFound', what: 'The state after run 1 can no longer be told' });
		expect(failure?.why).toContain('the change history before run 2 (1970-01-01T00:00Z) was dropped');
	}
	expect((await rowsOf(past(feed, 2))).get('a')).toMatchObject({ Price: 2 });
});

test('columns that come later, hidden values, and a cell of five megabytes', async () => {
	const feed = new Feed();
	const long = 'x'.repeat(5_000_000);
	feed.run(property, [
		{ Key: 'a', Price: 1, City: long },
		{ Key: 'b', Price: 5, City: 'Brno' },
	]);
	feed.run(property, [
		{ Key: 'a', Price: 1, City: `${long}y` },
		{ Key: 'b', Price: '********', City: 'Brno', Extra: 'later' },
	]);
	const rig = changes(feed, 1);
	const rows = await rowsOf(rig, '_key');
	expect(rows.get('a')).toMatchObject({
		_changed: 'City',
		City: { was: { cut: 'x'.repeat(1000) }, now: { cut: 'x'.repeat(1000) } },
	});
	expect(rows.get('b')).toMatchObject({
		_changed: 'Price, Extra, _hidden',
		...{ Price: { was: 5, now: null }, Extra: { was: null, now: 'later' }, _hidden: { was: null, now: '["Price"]' } },
	});
	const { columns } = await rig.settled();
	const city = columns.findIndex(({ name }) => name === 'City');
	expect(await rig.ask('cell', { row: 0, column: city })).toBe(`${long}y`);
	expect(await rig.ask('cell', { row: 0, column: columns.findIndex(({ name }) => name === 'City (before)') })).toBe(
		long,
	);
	const then = past(feed, 1);
	expect((await rowsOf(then)).get('b')).toEqual({ Key: 'b', Price: 5, City: 'Brno', IsNew: null, Extra: null });
	expect(await then.ask('cell', { row: 0, column: 2 })).toBe(long);
});

test('a column that has become text since is no change, and neither is a row that was changed back', async () => {
	const feed = new Feed();
	feed.run(property, [
		{ Key: 'a', Price: 1, City: 'Fargo' },
		{ Key: 'b', Price: 2, City: 'Fargo' },
	]);
	feed.run(property, [
		{ Key: 'a', Price: 5, City: 'Fargo' },
		{ Key: 'b', Price: 2, City: 'Brno' },
	]);
	feed.run(property, [
		{ Key: 'a', Price: 1, City: 'Fargo' },
		{ Key: 'c', Price: 'by offer', City: 'Fargo' },
	]);
	expect([...(await rowsOf(changes(feed, 1), '_key')).keys()]).toEqual(['b', 'c']);
});

test('rows of a relation have changes of their own', async () => {
	const feed = new Feed();
	const media = {
		...{ property: 'Media', dataset: 'Media', key: ['MediaKey'], parentColumn: 'ResourceRecordKey', columns: [] },
	};
	const listing = dataset('Property', { columns: [...property.columns], relations: [media] });
	const withMedia = (urls: readonly string[]): Rows => [
		{ Key: 'a', Price: 1, Media: urls.map((MediaURL, n) => ({ MediaKey: `m${n}`, MediaURL })) },
	];
	feed.run(listing, withMedia(['u0', 'u1']));
	feed.run(listing, withMedia(['u0', 'changed', 'new']));
	const rows = await rowsOf(changes(feed, 1, 2, 'Media'), '_key');
	expect([...rows].map(([key, row]) => [key, row._change])).toEqual([
		['m1', 'updated'],
		['m2', 'inserted'],
	]);
	expect(rows.get('m1')).toMatchObject({ MediaURL: { was: 'u1', now: 'changed' } });
	expect([...(await rowsOf(past(feed, 1, 'Media'), 'MediaKey')).keys()]).toEqual(['m0', 'm1']);
});

test('a composite key is told as it is, and a row whose key has changed is one that went and one that came', async () => {
	const feed = new Feed();
	const contacts = dataset('contacts', { key: ['customer', 'id'], fullReadFindsDeletions: true });
	const full = (rows: Rows): void => {
		const run = feed.begin(contacts);
		feed.page(run, planOf(contacts), rows);
		feed.finish(run, { deleteUnseen: { limitPercent: 100, proof: { isComplete: true } } });
	};
	full([
		{ customer: 'X', id: 1, name: 'Ann' },
		{ customer: 'Y', id: 1, name: 'Ben' },
	]);
	full([
		{ customer: 'X', id: 2, name: 'Ann' },
		{ customer: 'Y', id: 1, name: 'Bob' },
	]);
	const rows = await rowsOf(changes(feed, 1, 2, 'contacts'), '_key');
	expect([...rows].map(([key_, row]) => [key_, row._change])).toEqual([
		['["X","1"]', 'deleted'],
		['["X","2"]', 'inserted'],
		['["Y","1"]', 'updated'],
	]);
	const then = past(feed, 1, 'contacts');
	await then.settled();
	expect(await then.ask('key', { row: 0 })).toMatch(/^\["[XY]","1"\]$/);
	expect((await then.column(2)).toSorted()).toEqual(['Ann', 'Ben']);
});

const key = fc.integer({ min: 0, max: 7 }).map((number) => `k${number}`);
const anyRow = fc.record({
	Key: key,
	Price: fc.option(fc.integer({ min: 0, max: 3 })),
	City: fc.option(fc.constantFrom('Fargo', 'Brno')),
	IsNew: fc.option(fc.boolean()),
});
const step = fc.oneof(
	{ weight: 3, arbitrary: fc.record({ rows: fc.array(anyRow, { maxLength: 6 }) }) },
	{ weight: 1, arbitrary: fc.record({ sweep: fc.uniqueArray(key, { minLength: 1, maxLength: 6 }) }) },
);

test('for any runs: the table as of each of them is the copy taken then, and changes lead from any one to any later one', async () => {
	await fc.assert(
		fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 6 }), fc.nat(), fc.nat(), async (steps, a, b) => {
			const feed = new Feed();
			const copies: ReadonlyMap<string, Row>[] = [new Map()];
			feed.begin(property);
			for (const one of steps) {
				if ('rows' in one) feed.run(property, one.rows);
				else feed.sweep(property, one.sweep);
				copies.push(
					new Map(feed.read((reader) => [...reader.rows('Property')].map((row) => [row.Key as string, row as Row]))),
				);
			}
			const nothing: ReadonlyMap<string, Row> = new Map();
			// The first run only began.
			const copyAfter = (run: number): ReadonlyMap<string, Row> => (run < 2 ? nothing : (copies[run - 1] ?? nothing));
			const [from, to] = [a % (steps.length + 2), b % (steps.length + 2)].sort((x, y) => x - y) as [number, number];
			expect(sorted(await rowsOf(past(feed, from)))).toEqual(sorted(copyAfter(from)));
			const changed = await rowsOf(changes(feed, from, to), '_key');
			const applied = new Map<string, Json | Row>(copyAfter(from));
			for (const [id, row] of changed) {
				if (row._change === 'inserted') expect(applied.has(id)).toBe(false);
				else expect(applied.get(id)).toEqual(valuesOf(row, 'was'));
				if (row._change === 'deleted') applied.delete(id);
				else applied.set(id, valuesOf(row, 'now'));
			}
			expect(sorted(applied)).toEqual(sorted(copyAfter(to)));
			feed.close();
		}),
		{ numRuns: 40 },
	);
});

function sorted(rows: ReadonlyMap<string, unknown>): unknown {
	return [...rows].sort(([one], [other]) => (one < other ? -1 : 1));
}
