/** What changes come to, from a replica whose runs were fed by hand. */
import { expect, test } from 'vitest';
import { figuresOf } from '../../../src/core/changes/figuresOf.ts';
import type { Column } from '../../../src/core/sources/source.ts';
import { changeSentences } from '../../../src/core/wording/changeSentences.ts';
import { englishWording } from '../../../src/core/wording/language.ts';
import { Feed, dataset } from '../replica/replicaFixture.ts';
import type { Rows } from '../replica/replicaFixture.ts';

/** Rows of two runs, the second of which purges what it does not name. */
function sentences(columns: Column[], before: Rows, after: Rows): readonly string[] {
	const feed = new Feed();
	const table = dataset('Property', { columns: [{ name: 'Key', type: 'text' }, ...columns] });
	feed.run(table, before);
	feed.run(table, after);
	feed.sweep(
		table,
		after.map(({ Key }) => String(Key)),
	);
	feed.close();
	return feed.read((reader) => changeSentences(figuresOf(reader, 'Property', { from: 1, to: 3 }), englishWording));
}

test('prices, statuses and what came and went are told of listings', () => {
	const listing = (Key: string, ListPrice: number, StandardStatus: string, at: string): Rows[number] => ({
		...{ Key, ListPrice, StandardStatus, MlsStatus: StandardStatus, ModificationTimestamp: at },
	});
	const before = [
		listing('a', 100_000, 'Active', '1'),
		listing('b', 200_000, 'Active', '1'),
		listing('c', 300_000, 'Pending', '1'),
		listing('d', 400_000, 'Active', '1'),
		listing('e', 500_000, 'Withdrawn', '1'),
	];
	const after = [
		listing('a', 98_000, 'Active', '2'),
		listing('b', 190_000, 'Pending', '2'),
		listing('c', 306_000, 'Closed', '2'),
		listing('d', 400_000, 'Active', '2'),
		listing('f', 600_000, 'Coming Soon', '2'),
	];
	expect(sentences([], before, after)).toEqual([
		'1 new, 4 changed, 1 gone',
		'3 price changes (ListPrice), median −2.0 %, 2 lower, 1 higher',
		'StandardStatus: Active → Pending 1, Pending → Closed 1',
		'New by StandardStatus: Coming Soon 1',
		'Gone by StandardStatus: Withdrawn 1',
		'Changed columns: ListPrice 3, MlsStatus 2, StandardStatus 2',
	]);
});

test('prices and statuses of Reapit lie within nested values', () => {
	const property = (Key: string, selling: object | null, letting: object | null): Rows[number] => ({
		...{ Key, selling, letting },
	});
	const told = sentences(
		[
			{ name: 'selling', type: 'json' },
			{ name: 'letting', type: 'json' },
		],
		[
			property('a', { price: 250_000, status: 'forSale', fee: 1 }, null),
			property('b', null, { rent: 1000, status: 'toLet' }),
			property('c', { price: 100, status: 'forSale', fee: 1 }, null),
		],
		[
			property('a', { price: 260_000, status: 'underOffer', fee: 1 }, null),
			property('b', null, { rent: 1100, status: 'toLet' }),
			property('c', { price: 100, status: 'forSale', fee: 2 }, null),
		],
	);
	expect(told).toEqual([
		'0 new, 3 changed, 0 gone',
		'1 price change (selling.price), median +4.0 %',
		'1 price change (letting.rent), median +10.0 %',
		'selling.status: forSale → underOffer 1',
		'Changed columns: selling 2, letting 1',
	]);
});

test('columns of Realpad are known by their labels, and of two prices one is told', () => {
	const columns: Column[] = [
		{ name: 'c1', type: 'decimal', label: 'Cena bez DPH' },
		{ name: 'c2', type: 'decimal', label: 'Cena s DPH' },
		{ name: 'c3', type: 'text', label: 'Dostupnost' },
		{ name: 'c4', type: 'integer', label: 'Dostupnost jednotky ID' },
	];
	const unit = (Key: string, c1: number, c3: string, c4: number): Rows[number] => ({ Key, c1, c2: c1 * 2, c3, c4 });
	expect(sentences(columns, [unit('1', 100, 'volná', 0)], [unit('1', 90, 'rezervovaná', 2)])).toEqual([
		'0 new, 1 changed, 0 gone',
		'1 price change (Cena s DPH), median −10.0 %',
		'Dostupnost: volná → rezervovaná 1',
		'Changed columns: c1 1, c2 1, c3 1, c4 1',
	]);
});

test('a price that comes or goes is a change without a percentage; the rest of many statuses is summed', () => {
	const rows = (shift: number, price: number | null): Rows =>
		Array.from({ length: 6 }, (_, n) => ({ Key: `k${n}`, status: `s${n + shift}`, ListPrice: price }));
	const told = sentences([{ name: 'ListPrice', type: 'decimal' }], rows(0, null), rows(1, 10));
	expect(told).toEqual([
		'0 new, 6 changed, 0 gone',
		'6 price changes (ListPrice)',
		'status: s0 → s1 1, s1 → s2 1, s2 → s3 1, s3 → s4 1, 2 others',
		'Changed columns: ListPrice 6, status 6',
	]);
});

test('what is as it was, and what a hostile value would break, makes no noise', () => {
	expect(sentences([], [{ Key: 'a', status: 'x' }], [{ Key: 'a', status: 'x' }])).toEqual([]);
	const [, status] = sentences([], [{ Key: 'a', status: 'x' }], [{ Key: 'a', status: `\u001b[2J\n${'y'.repeat(99)}` }]);
	expect(status).toMatch(/^status: x → \[2J⏎y{35}… 1$/);
});

test('text in a column of nested values has no price and no status; those of other rows are told', () => {
	const property = (Key: string, selling: object | string): Rows[number] => ({ Key, selling });
	const told = sentences(
		[{ name: 'selling', type: 'text' }],
		[property('a', 'on request'), property('b', { price: 100, status: 'forSale' })],
		[property('a', 'sold'), property('b', { price: 90, status: 'forSale' })],
	);
	expect(told).toContain('1 price change (selling.price), median −10.0 %');
});
