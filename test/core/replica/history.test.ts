import fc from 'fast-check';
import { expect, test } from 'vitest';
import { FreeholdError } from '../../../src/core/errors.ts';
import type { RowChange } from '../../../src/core/replica/contract.ts';
import { Feed, dataset, planOf } from './replicaFixture.ts';

const property = dataset('Property', {
	columns: [
		{ name: 'Price', type: 'integer' },
		{ name: 'City', type: 'text' },
	],
});

test('an update keeps only the old values of what changed', () => {
	const feed = new Feed();
	feed.run(property, [{ Key: 'a', Price: 1, City: 'Fargo' }]);
	const { counts } = feed.run(property, [{ Key: 'a', Price: 2, City: 'Fargo' }]);
	expect(counts.Property).toEqual({ read: 1, inserted: 0, updated: 1, deleted: 0, unchanged: 0 });
	expect(feed.query('SELECT run, key, op, old FROM _history')).toEqual([[2, 'a', 'u', '{"Price":1}']]);
});

test('a record seen twice, in one page or in two, changes nothing', () => {
	const feed = new Feed();
	const row = { Key: 'a', Price: 1, City: 'Fargo' };
	const run = feed.begin(property);
	expect(feed.page(run, planOf(property), [{ ...row, Price: 9 }, row]).Property).toMatchObject({
		inserted: 1,
		read: 1,
	});
	expect(feed.page(run, planOf(property), [row]).Property).toMatchObject({ unchanged: 1, inserted: 0 });
	feed.finish(run);
	expect(feed.run(property, [row, row]).counts.Property).toMatchObject({ unchanged: 1, updated: 0 });
	expect(feed.query('SELECT count(*) FROM _history')).toEqual([[0]]);
	expect(feed.query('SELECT Price FROM Property')).toEqual([[1]]);
});

test('the history of a row tells its whole life', () => {
	const feed = new Feed();
	feed.run(property, [{ Key: 'a', Price: 1 }, { Key: 'b' }]);
	feed.run(property, [{ Key: 'a', Price: 2 }]);
	feed.sweep(property, ['b']);
	feed.run(property, [{ Key: 'a', Price: 3 }]);
	const told = feed.read((reader) => reader.rowHistory('Property', 'a'));
	expect(told.map(({ run, kind }) => [run, kind])).toEqual([
		[1, 'inserted'],
		[2, 'updated'],
		[3, 'deleted'],
		[4, 'inserted'],
	]);
	expect(told[1]).toMatchObject({ cells: [{ column: 'Price', from: 1, to: 2 }] });
	expect(told[2]).toMatchObject({ row: { Key: 'a', Price: 2 } });
});

test('a query can ask for the tables as they were, by run and by time', () => {
	const feed = new Feed();
	feed.run(property, [
		{ Key: 'a', Price: 1 },
		{ Key: 'b', Price: 5 },
	]);
	feed.run(property, [
		{ Key: 'a', Price: 2 },
		{ Key: 'c', Price: 7 },
	]);
	feed.sweep(property, ['a', 'c']);
	const ask = (run: number): unknown =>
		feed.read((reader) => reader.queryAsOf(run, 'SELECT Key, Price FROM Property ORDER BY Key', { limit: 10 }).rows);
	expect(ask(0)).toEqual([]);
	expect(ask(1)).toEqual([
		['a', 1],
		['b', 5],
	]);
	expect(ask(2)).toEqual([
		['a', 2],
		['b', 5],
		['c', 7],
	]);
	expect(ask(3)).toEqual([
		['a', 2],
		['c', 7],
	]);
	expect(feed.read((reader) => reader.runs(9).map((run) => reader.runAt(run.startedAt)))).toEqual([3, 2, 1]);
	expect(feed.read((reader) => reader.runAt(0))).toBe(0);
});

test('dropped history is refused clearly, and what is younger still works', () => {
	const feed = new Feed();
	feed.run(property, [{ Key: 'a', Price: 1 }]);
	const second = feed.run(property, [{ Key: 'a', Price: 2 }]);
	feed.run(property, [{ Key: 'a', Price: 3 }]);
	expect(feed.store.retain(second.startedAt + 1)).toEqual({ dropped: 1 });
	feed.read((reader) => {
		expect([...reader.asOf('Property', 2)]).toEqual([{ Key: 'a', Price: 2, City: null }]);
		expect(() => [...reader.asOf('Property', 1)]).toThrow(/can no longer be told/);
		expect(() => [...reader.diff('Property', { from: 1, to: 3 })]).toThrow(FreeholdError);
		expect([...reader.diff('Property', { from: 2, to: 3 })]).toHaveLength(1);
		expect(reader.rowHistory('Property', 'a').map(({ run }) => run)).toEqual([3]);
	});
	expect(feed.store.retain(second.startedAt + 1)).toEqual({ dropped: 0 });
});

type Model = ReadonlyMap<string, Readonly<Record<string, unknown>>>;

function modelDiff(from: Model, to: Model): RowChange[] {
	const changes: RowChange[] = [];
	for (const key of [...new Set([...from.keys(), ...to.keys()])].sort()) {
		const [before, after] = [from.get(key), to.get(key)];
		if (after === undefined && before !== undefined) changes.push({ kind: 'deleted', key, row: before as never });
		else if (before === undefined && after !== undefined) changes.push({ kind: 'inserted', key, row: after as never });
		else {
			const cells = ['Price', 'City', 'Tags']
				.map((column) => ({ column, from: before![column] as never, to: after![column] as never }))
				.filter((cell) => JSON.stringify(cell.from) !== JSON.stringify(cell.to));
			if (cells.length > 0) changes.push({ kind: 'updated', key, cells });
		}
	}
	return changes;
}

test('for any sequence of pages and purges the table equals the model, then and at every past run', () => {
	const key = fc.integer({ min: 0, max: 11 }).map((number) => `k${String(number).padStart(2, '0')}`);
	const row = fc.record({
		Key: key,
		Price: fc.option(fc.integer({ min: 0, max: 3 })),
		City: fc.option(fc.constantFrom('Fargo', 'Brno')),
		Tags: fc.option(fc.array(fc.constantFrom('x', 'y'), { maxLength: 2 })),
	});
	const step = fc.oneof(
		{ weight: 3, arbitrary: fc.record({ pages: fc.array(fc.array(row, { maxLength: 6 }), { maxLength: 3 }) }) },
		{ weight: 1, arbitrary: fc.record({ sweep: fc.uniqueArray(key, { minLength: 1, maxLength: 10 }) }) },
	);
	fc.assert(
		fc.property(fc.array(step, { minLength: 1, maxLength: 8 }), (steps) => {
			const feed = new Feed();
			const wide = dataset('Property', { columns: [...property.columns, { name: 'Tags', type: 'json' }] });
			const models: Model[] = [new Map()];
			for (const one of steps) {
				const model = new Map(models.at(-1));
				if ('pages' in one) {
					const run = feed.begin(wide, 'update');
					for (const page of one.pages) {
						feed.page(run, planOf(wide), page);
						for (const record of page) model.set(record.Key, record);
					}
					feed.finish(run);
				} else {
					feed.sweep(wide, one.sweep);
					for (const known of model.keys()) if (!one.sweep.includes(known)) model.delete(known);
				}
				models.push(model);
			}
			feed.close();
			feed.read((reader) => {
				const byKey = (a: { Key?: unknown }, b: { Key?: unknown }): number => (String(a.Key) < String(b.Key) ? -1 : 1);
				for (const [run, model] of models.entries()) {
					expect([...reader.asOf('Property', run)].sort(byKey)).toEqual([...model.values()].sort(byKey));
					const later = models.length - 1;
					expect([...reader.diff('Property', { from: run, to: later })]).toEqual(modelDiff(model, models[later]!));
					if (run > 0) {
						const step_ = [...reader.diff('Property', { from: run - 1, to: run })];
						expect(step_).toEqual(modelDiff(models[run - 1]!, model));
					}
				}
				expect([...reader.rows('Property')].sort(byKey)).toEqual([...models.at(-1)!.values()].sort(byKey));
				expect([...reader.asOf('Property', 0)]).toEqual([]);
			});
		}),
		{ numRuns: 40 },
	);
});
