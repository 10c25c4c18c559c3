/** The SELECT of a table gives the rows that the table shows. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { ReplicaReader } from '../../../src/core/replica/reader.ts';
import type { Arrangement } from '../../../src/core/tables/arrangement.ts';
import { registerTableFunctions } from '../../../src/core/tables/tableFunctions.ts';
import { Feed, dataset } from '../replica/replicaFixture.ts';
import { TableRig } from './tableRig.ts';

const listings = dataset('open-houses', {
	key: ['Id'],
	columns: [
		{ name: 'Id', type: 'text' },
		{ name: 'City', type: 'text' },
		{ name: 'order', type: 'decimal' },
		{ name: 'IsNew', type: 'boolean' },
	],
});

const rows = [
	{ Id: 'd', City: 'Brno', order: 3, IsNew: true },
	{ Id: 'c', City: 'Šumperk', order: null, IsNew: false },
	{ Id: 'b', City: '', order: 20, IsNew: null },
	{ Id: 'a', City: "brno-'venkov'?", order: 1.5, IsNew: true },
];

function replica(): string {
	const feed = new Feed();
	feed.run(listings, rows, 'initial');
	return feed.file;
}

function idsOf(file: string, sql: string): readonly unknown[] {
	const reader = new ReplicaReader(file);
	const query = reader.openQuery(sql, { register: registerTableFunctions });
	try {
		const at = query.columns.indexOf('Id');
		return [...query.rows].map((row) => row[at]);
	} finally {
		query.close();
		reader.close();
	}
}

const texts = [
	'',
	'brno',
	'šum',
	'=',
	'!=',
	"=brno-'venkov'?",
	'> 2',
	'1..3',
	'in 3, 20',
	'/^b/i',
	'!= true',
	'not in Brno',
	'$gt 2',
];
const arrangements = fc.record({
	orders: fc.uniqueArray(fc.record({ column: fc.nat(3), isDescending: fc.boolean() }), {
		selector: ({ column }) => column,
		maxLength: 2,
	}),
	filters: fc.array(fc.record({ column: fc.nat(3), text: fc.constantFrom(...texts) }), { maxLength: 2 }),
});

test.each(['dataset', 'query'] as const)('the rows are those of the %s, in their order', async (kind) => {
	const file = replica();
	const sql = 'SELECT * FROM "open-houses" ORDER BY rowid';
	const query = kind === 'query' ? 'SELECT Id, City, "order", IsNew FROM "open-houses" ORDER BY rowid' : undefined;
	const rig = new TableRig(
		query === undefined ? { kind: 'dataset', file, dataset: 'open-houses' } : { kind: 'query', file, sql: query },
	);
	await rig.settled();
	await fc.assert(
		fc.asyncProperty(arrangements, async (arrangement: Arrangement) => {
			try {
				await rig.ask('arrange', arrangement);
			} catch {
				// A filter that the column cannot have is refused in both places.
				await expect(rig.ask('select', { arrangement, columns: [0, 1, 2, 3], query })).rejects.toThrow();
				return;
			}
			const select = await rig.ask('select', { arrangement, columns: [2, 0], query });
			const shown = await rig.column(0);
			const found = idsOf(file, select);
			if (arrangement.orders.length > 0) expect(found.length).toBe(shown.length);
			expect([...found].sort()).toEqual([...shown].sort());
			if (arrangement.orders.length === 1) expectOrder(found, shown, arrangement);
		}),
		{ numRuns: 60 },
	);
	expect(idsOf(file, sql)).toEqual(['d', 'c', 'b', 'a']);
});

/** Rows that are equal in the ordered column may change places. */
function expectOrder(found: readonly unknown[], shown: readonly unknown[], { orders }: Arrangement): void {
	const name = (['Id', 'City', 'order', 'IsNew'] as const)[orders[0]!.column]!;
	const valueOf = (id: unknown): unknown => rows.find(({ Id }) => Id === id)?.[name];
	expect(found.map(valueOf)).toEqual(shown.map(valueOf));
}

test('it is written as a person would: names without needless quotes, a query as it was', async () => {
	const file = replica();
	const rig = new TableRig({ kind: 'dataset', file, dataset: 'open-houses' });
	await rig.settled();
	const arrangement = { orders: [{ column: 2, isDescending: true }], filters: [{ column: 1, text: 'brno' }] };
	const lines = (await rig.ask('select', { arrangement, columns: [0, 2] })).split('\n');
	expect(lines.slice(0, 2)).toEqual(['SELECT Id, "order"', 'FROM "open-houses"']);
	expect(lines[2]).toMatch(/^WHERE .*"City".*brno/);
	expect(lines.slice(3)).toEqual(['ORDER BY "order" DESC NULLS LAST']);
	const plain = { orders: [], filters: [] };
	expect(await rig.ask('select', { arrangement: plain, columns: [0, 1, 2, 3], query: 'SELECT 1' })).toBe('SELECT 1');
});

const repeated: readonly (readonly [string, readonly string[]])[] = [
	['SELECT Id, Id, "order", City AS id FROM "open-houses"', ['Id', 'Id (2)', 'order', 'id (3)']],
	[
		'SELECT a."order", q.Id, q.Id FROM "open-houses" AS a JOIN "open-houses" AS q USING (Id)',
		['order', 'Id', 'Id (2)'],
	],
	['SELECT true, Id AS "true_", 1 AS False FROM "open-houses"', ['true', 'true_', 'False']],
	['SELECT Id AS "a (2)", City AS a, City AS a FROM "open-houses" -- all', ['a (2)', 'a', 'a (3)']],
	['WITH q2 AS (SELECT Id, "order" FROM "open-houses") SELECT Id, "order", Id FROM q2', ['Id', 'order', 'Id (2)']],
	['SELECT Id, count(*), count(*), \'x\' FROM "open-houses" GROUP BY Id', ['Id', 'count(*)', 'count(*) (2)', "'x'"]],
];

test.each(repeated)(
	'columns of one name, or whose name is none within a query, are told apart: %s',
	async (sql, names) => {
		const file = replica();
		const rig = new TableRig({ kind: 'query', file, sql });
		const { columns } = await rig.settled();
		expect(columns.map(({ name }) => name)).toEqual(names);
		const last = names.length - 1;
		const filters = [{ column: last, text: '!=' }];
		for (const orders of [[{ column: last, isDescending: true }], [{ column: 0, isDescending: false }]]) {
			await rig.ask('arrange', { orders, filters });
			const order = [...names.keys()].reverse();
			const select = await rig.ask('select', { arrangement: { orders, filters }, columns: order, query: sql });
			const reader = new ReplicaReader(file);
			const query = reader.openQuery(select, { register: registerTableFunctions });
			expect(query.columns).toEqual(order.map((column) => names[column]));
			const shown = (await rig.rows()) as readonly (readonly unknown[])[];
			expect([...query.rows]).toEqual(shown.map((row) => order.map((column) => row[column])));
			query.close();
			reader.close();
		}
	},
);
