/** The field index is kept while rows are written, and equals what reading all of them would tell. */
import fc from 'fast-check';
import { DatabaseSync } from 'node:sqlite';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { FieldIndex } from '../../../src/core/filter/fieldIndex.ts';
import { FieldLearner } from '../../../src/core/filter/learnFields.ts';
import { document } from '../filter/arbitraries.ts';
import { Feed, dataset, planOf, temporaryFolder } from './replicaFixture.ts';
import type { Rows } from './replicaFixture.ts';

const properties = dataset('properties', { columns: [{ name: 'metadata', type: 'json' }] });
const documents = dataset('metadata', {
	columns: [
		{ name: 'entityType', type: 'text' },
		{ name: 'metadata', type: 'json' },
	],
});

const indexOf = (feed: Feed, of = 'properties', entityType?: string): FieldIndex =>
	feed.read((reader) => reader.metadataFields(of, entityType));

/** What all rows tell, read afresh. */
function afresh(feed: Feed, of = 'properties', where = '1'): FieldIndex {
	const learner = new FieldLearner();
	for (const [text] of feed.query(`SELECT metadata FROM "${of}" WHERE metadata IS NOT NULL AND ${where}`))
		learner.add(JSON.parse(String(text)));
	return learner.index();
}

/** Everything that taking documents back leaves exact: not the ranges, nor values that were too many once. */
function exact({ documents: count, fields }: FieldIndex): unknown {
	const facts = [...fields].map(([path, { seen, types, itemTypes }]) => ({ path, seen, types, itemTypes }));
	return { count, facts: facts.sort((a, b) => (a.path < b.path ? -1 : 1)) };
}

type Step =
	| { readonly kind: 'rows'; readonly rows: Rows; readonly isFinished: boolean }
	| { readonly kind: 'sweep'; readonly keys: readonly string[] }
	| { readonly kind: 'reopen' };

const key = fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f');
const row = fc.record({ Key: key, entityType: fc.constantFrom('x', 'y'), metadata: document });
const step: fc.Arbitrary<Step> = fc.oneof(
	{
		weight: 6,
		arbitrary: fc.record({
			kind: fc.constant('rows' as const),
			rows: fc.array(row, { maxLength: 6 }),
			isFinished: fc.oneof({ weight: 5, arbitrary: fc.constant(true) }, fc.constant(false)),
		}),
	},
	{ weight: 2, arbitrary: fc.record({ kind: fc.constant('sweep' as const), keys: fc.uniqueArray(key) }) },
	fc.record({ kind: fc.constant('reopen' as const) }),
);

test('after any runs, killed ones too, it equals what all rows tell', () => {
	fc.assert(
		fc.property(fc.array(step, { minLength: 1, maxLength: 8 }), (steps) => {
			let feed = new Feed();
			feed.run(documents, []);
			for (const one of steps) {
				if (one.kind === 'sweep') feed.sweep(documents, one.keys);
				else if (one.kind === 'reopen') {
					feed.close();
					feed = new Feed(feed.file);
				} else {
					const run = feed.begin(documents, 'update');
					feed.page(run, planOf(documents), one.rows);
					if (one.isFinished) feed.finish(run, { watermark: 1 });
				}
			}
			feed.run(documents, []);
			expect(exact(indexOf(feed, 'metadata'))).toEqual(exact(afresh(feed, 'metadata')));
			expect(exact(indexOf(feed, 'metadata', 'x'))).toEqual(exact(afresh(feed, 'metadata', "entityType = 'x'")));
			feed.close();
		}),
		{ numRuns: 60 },
	);
});

test('values and ranges follow the rows as long as nothing was taken back', () => {
	const feed = new Feed();
	feed.run(properties, [
		{ Key: 'a', metadata: { city: 'London', score: 5 } },
		{ Key: 'b', metadata: { city: 'London', score: 9 } },
	]);
	feed.run(properties, [{ Key: 'c', metadata: { city: 'Oxford', score: -1, at: '2026-05-01' } }]);
	const { fields, isPartial } = indexOf(feed);
	expect(isPartial).toBeUndefined();
	expect(fields.get('city')!.topValues).toEqual([
		{ value: 'London', count: 2 },
		{ value: 'Oxford', count: 1 },
	]);
	expect(fields.get('score')).toMatchObject({ min: -1, max: 9, firstSeen: 2_000 });
	expect(fields.get('at')).toMatchObject({ min: '2026-05-01', types: { date: 1 }, firstSeen: 4_000 });
	feed.run(properties, [{ Key: 'b', metadata: { city: 'Oxford' } }]);
	const after = indexOf(feed).fields;
	expect(after.get('city')!.topValues).toContainEqual({ value: 'Oxford', count: 2 });
	expect(after.get('score')).toMatchObject({ seen: 2, min: -1, max: 9, lastSeen: 4_000 });
});

test('a field with too many values has no commonest ones, and those of personal fields never reach the file', () => {
	const feed = new Feed();
	const rows = Array.from({ length: 600 }, (_, n) => ({
		Key: String(n),
		metadata: {
			ref: `R${n}`,
			ownerEmail: `owner${n}@example.com`,
			via: `via${n}@example.com`,
			call: '+44 7700 900123',
		},
	}));
	feed.run(properties, rows);
	for (const path of ['ref', 'ownerEmail', 'via', 'call'])
		expect(indexOf(feed).fields.get(path)!.topValues).toEqual([]);
	const [[stored]] = feed.query('SELECT group_concat(top_values || value_counts || coalesce(min, 0)) FROM _fields') as [
		[string],
	];
	expect(stored).not.toMatch(/@|7700/);
});

test('it is read in a few steps, however many rows there are', () => {
	const feed = new Feed();
	feed.run(
		properties,
		Array.from({ length: 2_000 }, (_, n) => ({ Key: String(n), metadata: { city: 'London', score: n } })),
	);
	const plans = feed.query(
		"EXPLAIN QUERY PLAN SELECT path FROM _fields WHERE dataset = 'properties' AND (NULL IS NULL OR entity_type = NULL) ORDER BY path",
	);
	expect(JSON.stringify(plans)).toContain('SEARCH _fields USING');
	// Not one row of the table is needed.
	feed.close();
	const db = new DatabaseSync(feed.file);
	db.exec('PRAGMA writable_schema = ON; UPDATE properties SET metadata = NULL');
	db.close();
	expect(indexOf(feed)).toMatchObject({ documents: 2_000 });
});

describe('where it cannot be relied on', () => {
	test('a run that was killed leaves it marked; the next one that ends well learns anew', () => {
		const feed = new Feed();
		feed.run(properties, [{ Key: 'a', metadata: { city: 'London' } }]);
		feed.page(feed.begin(properties), planOf(properties), [{ Key: 'b', metadata: { town: 'Oxford' } }]);
		expect(indexOf(feed)).toMatchObject({ isPartial: true, documents: 1 });
		feed.close();
		const next = new Feed(feed.file);
		next.run(properties, []);
		expect(indexOf(next)).toMatchObject({ documents: 2 });
		expect([...indexOf(next).fields.keys()]).toEqual(['city', 'town']);
	});

	test('during the first download a sample of what is there is read', () => {
		const feed = new Feed();
		feed.page(feed.begin(properties), planOf(properties), [{ Key: 'b', metadata: { town: 'Oxford' } }]);
		expect(indexOf(feed)).toMatchObject({ isPartial: true, documents: 1 });
	});

	test('a replica of an older version is read without it, and gets it with its next run', () => {
		const file = join(temporaryFolder(), 'old.sqlite');
		const feed = new Feed(file);
		feed.run(properties, [{ Key: 'a', metadata: { city: 'London' } }]);
		feed.close();
		const db = new DatabaseSync(file);
		db.exec('DROP TABLE _fields; DROP TABLE _field_documents; DROP TABLE _field_indexes; PRAGMA user_version = 2');
		db.close();
		expect(indexOf(feed)).toMatchObject({ isPartial: true, documents: 1 });
		const next = new Feed(file);
		next.run(properties, [{ Key: 'b', metadata: { city: 'Oxford' } }]);
		expect(indexOf(next)).toMatchObject({ documents: 2 });
		expect(indexOf(next).isPartial).toBeUndefined();
	});

	test('ranges are learned anew once as much was replaced as there is', () => {
		const feed = new Feed();
		feed.run(properties, [{ Key: 'a', metadata: { score: 1_000_000 } }]);
		for (let n = 0; n < 1_001; n += 1) feed.run(properties, [{ Key: 'a', metadata: { score: n } }]);
		expect(indexOf(feed).fields.get('score')).toMatchObject({ seen: 1, max: 1_000 });
	});
});

test('schemas of custom types add what no document has yet', () => {
	const feed = new Feed();
	const schemas = dataset('metadata.schema', { key: ['id'], columns: [{ name: 'schema', type: 'text' }] });
	feed.run(documents, [{ Key: '1', entityType: 'viewing', metadata: { city: 'London' } }]);
	const schema = {
		$defs: { stage: { enum: ['open', 'closed'] } },
		properties: { stage: { $ref: '#/$defs/stage' }, city: { type: 'string' }, due: { type: 'string', format: 'date' } },
	};
	feed.run(schemas, [
		{ id: 'SBOX_viewing', schema: JSON.stringify(schema) },
		{ id: 'SBOX_other', schema: '{' },
	]);
	const { fields } = indexOf(feed, 'metadata', 'viewing');
	expect(fields.get('city')).toMatchObject({ seen: 1, source: 'both' });
	expect(fields.get('due')).toMatchObject({ seen: 0, types: { date: 0 }, source: 'schema' });
	expect(fields.get('stage')!.topValues).toEqual([
		{ value: 'open', count: 0 },
		{ value: 'closed', count: 0 },
	]);
	expect([...indexOf(feed, 'metadata', 'other').fields.keys()]).toEqual([]);
});
