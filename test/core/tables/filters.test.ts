/** Filters against a model of them in plain JavaScript, over random cells of datasets and of files. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { Feed, dataset } from '../replica/replicaFixture.ts';
import { among, between, compares, contains, empty, regex } from './filterModel.ts';
import type { Cell, CellType, Wanted } from './filterModel.ts';
import { TableRig, fileOf } from './tableRig.ts';

const types: readonly CellType[] = ['text', 'decimal', 'boolean', 'date'];

/** Few letters, so that something is found: case within and beyond ASCII, what SQL and patterns treat specially, NUL. */
const text = fc.string({ unit: fc.constantFrom(...Array.from('aAbB10.,%_\'"$/ šŠßİ\0\n\\')), maxLength: 5 });
const number = fc.oneof(
	fc.integer({ min: -20, max: 20 }),
	fc.integer({ min: -40, max: 40 }).map((nth) => nth / 8),
);
const day = fc
	.date({ min: new Date('2025-11-01'), max: new Date('2026-03-01'), noInvalidDate: true })
	.map((date) => date.toISOString().slice(0, 10));
const cells: Readonly<Record<CellType, fc.Arbitrary<Cell>>> = {
	text: fc.option(text, { freq: 5 }),
	decimal: fc.option(number, { freq: 5 }),
	boolean: fc.option(fc.boolean(), { freq: 5 }),
	date: fc.option(day, { freq: 5 }),
};

const comparison = fc.constantFrom('=', '!=', '<', '<=', '>', '>=');
const valueOf: Readonly<Record<CellType, fc.Arbitrary<string>>> = {
	text: text.filter((value) => value !== ''),
	decimal: number.map(String),
	boolean: fc.constantFrom('true', 'false'),
	date: fc.oneof(
		day,
		day.map((value) => value.slice(0, 7)),
		fc.constantFrom('2025', '2026'),
	),
};
const pattern = fc.constantFrom('a', '^b', '[0-9]$', '.', '^$', 'a|š', '\\\\', '^true$', '(?<x>a)\\k<x>');

function wanted(type: CellType): fc.Arbitrary<Wanted> {
	const value = valueOf[type];
	return fc.oneof(
		text.filter((part) => part.trim() !== '').map(contains),
		fc.tuple(comparison, value).map(([sign, operand]) => compares(sign, operand, type)),
		fc
			.tuple(fc.array(value, { minLength: 1, maxLength: 4 }), fc.boolean())
			.map(([values, isNot]) => among(values, type, isNot)),
		fc.tuple(value, value).map(([from, to]) => between(from, to, type)),
		fc.boolean().map(empty),
		fc.tuple(pattern, fc.constantFrom('', 'i')).map(([source, flags]) => regex(source, flags)),
	);
}

const columns = types.map((type) => ({ name: type, type }));
const listings = dataset('Listing', { key: ['Id'], columns: [{ name: 'Id', type: 'text' }, ...columns] });
type Row = readonly Cell[];
const rows = fc.array(fc.tuple(...types.map((type) => cells[type])), {
	minLength: 1,
	maxLength: 30,
});

function objectsOf(given: readonly Row[]): readonly Record<string, Cell>[] {
	return given.map((row, nth) => ({
		Id: String(nth),
		...Object.fromEntries(types.map((type, at) => [type, row[at] ?? null])),
	}));
}

async function checkAll(rig: TableRig, given: readonly Row[], filters: readonly (Wanted | undefined)[]): Promise<void> {
	await rig.settled();
	const named = filters.flatMap((filter, nth) =>
		filter === undefined ? [] : [{ column: nth + 1, text: filter.text }],
	);
	await rig.ask('arrange', { orders: [], filters: named });
	const expected = given.flatMap((row, nth) =>
		filters.every((filter, at) => filter === undefined || filter.matches(row[at] ?? null)) ? [String(nth)] : [],
	);
	expect({ named, found: await rig.column(0) }).toEqual({ named, found: expected });
}

describe('filters find what the model finds', () => {
	const filters = fc.tuple(...types.map((type) => fc.option(wanted(type), { freq: 2 })));

	test('in a dataset', async () => {
		await fc.assert(
			fc.asyncProperty(rows, fc.array(filters, { minLength: 5, maxLength: 10 }), async (given, several) => {
				const feed = new Feed();
				feed.run(listings, objectsOf(given), 'initial');
				const rig = new TableRig({ kind: 'dataset', file: feed.file, dataset: 'Listing' });
				for (const some of several)
					await checkAll(
						rig,
						given,
						some.map((one) => one ?? undefined),
					);
			}),
			{ numRuns: 25 },
		);
	});

	test('in a file, whose columns have their types from what stands in them', async () => {
		// Of a row that has a value everywhere, so that each column is what it is meant to be.
		const typed: Row = ['x', 1.5, true, '2026-01-01'];
		await fc.assert(
			fc.asyncProperty(rows, fc.array(filters, { minLength: 5, maxLength: 10 }), async (some, several) => {
				const given = [typed, ...some];
				const file = fileOf(
					'a.ndjson',
					objectsOf(given)
						.map((row) => JSON.stringify(row))
						.join('\n'),
				);
				const rig = new TableRig({ kind: 'file', file });
				for (const one of several)
					await checkAll(
						rig,
						given,
						one.map((filter) => filter ?? undefined),
					);
			}),
			{ numRuns: 25 },
		);
	});
});

test('texts are told apart by what stands behind a NUL', async () => {
	const feed = new Feed();
	feed.run(listings, objectsOf(['\0a', '\0b', '\0A'].map((one) => [one, null, null, null])), 'initial');
	const rig = new TableRig({ kind: 'dataset', file: feed.file, dataset: 'Listing' });
	await checkAll(
		rig,
		['\0a', '\0b', '\0A'].map((one) => [one]),
		[compares('=', '\0a', 'text')],
	);
});
