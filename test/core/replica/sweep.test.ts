import { expect, test } from 'vitest';
import { Feed, dataset, noTraffic, planOf } from './replicaFixture.ts';

const property = dataset('Property');
const keys = (count: number, from = 0): { Key: string }[] =>
	Array.from({ length: count }, (_, index) => ({ Key: `k${String(from + index).padStart(3, '0')}` }));

test('a purge deletes what a complete walk did not see, and keeps it in the history', () => {
	const feed = new Feed();
	feed.run(property, keys(10));
	const result = feed.sweep(
		property,
		keys(9).map(({ Key }) => Key),
		20,
	);
	expect(result).toEqual({ deleted: { Property: 1 }, held: undefined });
	expect(feed.query("SELECT key, op FROM _history WHERE op = 'd'")).toEqual([['k009', 'd']]);
	expect(feed.query('SELECT count(*) FROM _sweep_keys')).toEqual([[0]]);
	expect(feed.store.states()[0]!.lastPurge).toBeGreaterThan(0);
	expect(feed.store.states()[0]!.resume).toBeUndefined();
});

test('a purge beyond the limit is held, stays visible, and can be carried out later without asking again', () => {
	const feed = new Feed();
	feed.run(property, keys(10));
	const result = feed.sweep(
		property,
		keys(7).map(({ Key }) => Key),
		20,
	);
	expect(result.deleted).toEqual({});
	expect(result.held).toMatchObject({ wouldDelete: 3, rows: 10 });
	expect(result.held?.why).toMatch(/30.0 %.*limit of 20 %/);
	expect(feed.query('SELECT count(*) FROM Property')).toEqual([[10]]);
	expect(feed.store.states()[0]!.heldSweep).toEqual(result.held);
	expect(feed.store.releaseHeld('Property', 25, feed.tick()).held).toMatchObject({ wouldDelete: 3 });
	const released = feed.store.releaseHeld('Property', 30, feed.tick());
	expect(released).toEqual({ deleted: { Property: 3 }, held: undefined });
	expect(feed.store.states()[0]!.heldSweep).toBeUndefined();
	expect(feed.query('SELECT count(*) FROM _sweep_keys')).toEqual([[0]]);
	expect(feed.store.states()[0]!.lastRun).toMatchObject({ phase: 'sweep', outcome: 'done' });
	expect(() => feed.store.releaseHeld('Property', 30, 1)).toThrow(/No purge of Property is held/);
});

test('a record that shows up again is not taken by a held purge', () => {
	const feed = new Feed();
	feed.run(property, keys(4));
	feed.sweep(property, ['k000'], 20);
	feed.run(property, [{ Key: 'k002' }]);
	expect(feed.store.releaseHeld('Property', 100, feed.tick()).deleted).toEqual({ Property: 2 });
	expect(feed.query('SELECT Key FROM Property ORDER BY Key')).toEqual([['k000'], ['k002']]);
});

test('a later purge that works clears a held one', () => {
	const feed = new Feed();
	feed.run(property, keys(10));
	feed.sweep(property, ['k000'], 20);
	expect(
		feed.sweep(
			property,
			keys(9).map(({ Key }) => Key),
			20,
		).held,
	).toBeUndefined();
	expect(feed.store.states()[0]!.heldSweep).toBeUndefined();
	expect(feed.query('SELECT count(*) FROM _sweep_keys')).toEqual([[0]]);
});

test('a walk that saw nothing, or was not proven complete, deletes nothing at any limit', () => {
	const feed = new Feed();
	feed.run(property, keys(3));
	expect(feed.sweep(property, [], 100).held?.why).toMatch(/without a single record/);
	expect(feed.store.releaseHeld('Property', 100, 1).held).toBeDefined();
	const run = feed.begin(property, 'sweep');
	feed.page(run, planOf(property, { keysOnly: true }), [{ Key: 'k000' }]);
	const proof = { isComplete: false, why: 'the count changed' };
	expect(feed.store.finishSweep({ run, proof, limitPercent: 100, now: 1 }).held?.why).toMatch(/count changed/);
	expect(feed.store.releaseHeld('Property', 100, 1).deleted).toEqual({});
	expect(feed.query('SELECT count(*) FROM Property')).toEqual([[3]]);
});

test('rows that arrive while the keys are walked are safe', () => {
	const feed = new Feed();
	feed.run(property, keys(10));
	const sweep = feed.begin(property, 'sweep');
	feed.page(sweep, planOf(property, { keysOnly: true }), keys(10));
	const other = dataset('Other', {
		relations: [{ property: 'P', dataset: 'Property', key: ['Key'], parentColumn: 'OtherKey' }],
	});
	feed.run(other, [{ Key: 'o', P: [{ Key: 'new' }] }]);
	expect(
		feed.store.finishSweep({ run: sweep, proof: { isComplete: true }, limitPercent: 100, now: 1 }).deleted,
	).toEqual({});
});

test('a resumed sweep goes on with the keys of the run that it resumes', () => {
	const feed = new Feed();
	feed.run(property, keys(4));
	const first = feed.begin(property, 'sweep');
	feed.page(first, planOf(property, { keysOnly: true }), keys(2), { at: 2 });
	expect(feed.store.states()[0]!.resume).toEqual({ phase: 'sweep', relations: [], checkpoint: { at: 2 } });
	const second = feed.begin(property, 'sweep', true);
	feed.page(second, planOf(property, { keysOnly: true }), keys(1, 2));
	expect(feed.store.compareSweep(second, 5)).toEqual({
		missing: 0,
		extra: 1,
		missingExamples: [],
		extraExamples: ['k003'],
	});
	feed.store.finishSweep({ run: second, proof: { isComplete: true }, limitPercent: 50, now: 1 });
	feed.finish(second);
	expect(feed.query('SELECT Key FROM Property')).toEqual(keys(3).map(({ Key }) => [Key]));
	expect(feed.query("SELECT outcome FROM _runs WHERE phase = 'sweep' ORDER BY id")).toEqual([
		['interrupted'],
		['done'],
	]);
});

test('a walk that only compared is forgotten, and an interrupted walk still goes on', () => {
	const feed = new Feed();
	const first = feed.begin(property);
	feed.page(first, planOf(property), keys(2), { at: 2 });
	const looked = feed.begin(property, 'sweep');
	feed.page(looked, planOf(property, { keysOnly: true }), keys(4), null);
	expect(feed.store.compareSweep(looked, 1)).toMatchObject({ missing: 2, extra: 0 });
	feed.store.forget(looked);
	expect(feed.query('SELECT phase FROM _runs')).toEqual([['initial']]);
	expect(feed.query('SELECT count(*) FROM _sweep_keys')).toEqual([[0]]);
	expect(feed.store.states()[0]!.resume).toMatchObject({ phase: 'initial', checkpoint: { at: 2 } });
});

test('a sweep that was given up leaves no keys behind', () => {
	const feed = new Feed();
	feed.run(property, keys(4));
	const run = feed.begin(property, 'sweep');
	feed.page(run, planOf(property, { keysOnly: true }), keys(2), null);
	expect(feed.store.states()[0]!.resume).toBeUndefined();
	feed.run(property, keys(4));
	expect(feed.query('SELECT count(*) FROM _sweep_keys')).toEqual([[0]]);
});

test('a full read finds deletions by absence, over the runs that it was resumed in', () => {
	const feed = new Feed();
	const contacts = dataset('Contacts', { fullReadFindsDeletions: true });
	const finish = { deleteUnseen: { limitPercent: 50 } };
	let run = feed.begin(contacts);
	feed.page(run, planOf(contacts), keys(4));
	feed.finish(run, finish);
	run = feed.begin(contacts);
	feed.page(run, planOf(contacts), keys(2), { page: 1 });
	feed.finish(run, { outcome: 'cancelled', clearResume: false });
	run = feed.begin(contacts, 'initial', true);
	feed.page(run, planOf(contacts), [...keys(1, 2), { Key: 'new' }]);
	const record = feed.finish(run, finish);
	expect(record.counts.Contacts).toMatchObject({ inserted: 1, unchanged: 1, deleted: 1 });
	expect(feed.query('SELECT Key FROM Contacts ORDER BY Key')).toEqual([['k000'], ['k001'], ['k002'], ['new']]);
	run = feed.begin(contacts);
	feed.page(run, planOf(contacts), keys(1));
	expect(feed.finish(run, finish)).toMatchObject({ outcome: 'held' });
	expect(feed.store.states()[0]!.heldSweep).toMatchObject({ wouldDelete: 3 });
});

test('gaps stay on record until the record comes, or is known to be gone', () => {
	const feed = new Feed();
	const run = feed.begin(property);
	const page = feed.store.decode(new TextEncoder().encode('{"value":[]}'), planOf(property));
	const gaps = [
		{ key: 'k1', error: '500' },
		{ key: 'k2', error: '500' },
		{ key: 'k3', error: '500' },
	];
	feed.store.apply({ run, page, checkpoint: 1, gaps, traffic: noTraffic });
	feed.finish(run, { outcome: 'gaps' });
	expect(feed.store.states()[0]!.gaps).toEqual(gaps);
	const retry = feed.begin(property, 'retry');
	const found = feed.store.decode(new TextEncoder().encode('{"value":[{"Key":"k1"}]}'), planOf(property));
	feed.store.apply({ run: retry, page: found, checkpoint: 1, missing: ['k2'], traffic: noTraffic });
	feed.finish(retry);
	expect(feed.store.states()[0]).toMatchObject({ gaps: [{ key: 'k3', error: '500' }], resume: undefined });
});

test('runs, watermark and checkpoint are kept as they were given', () => {
	const feed = new Feed();
	const run = feed.begin(property);
	feed.page(run, planOf(property), keys(1), { next: 'https://x', done: 1 });
	expect(feed.store.states()[0]).toMatchObject({
		rows: 1,
		watermark: undefined,
		resume: { phase: 'initial', relations: [], checkpoint: { next: 'https://x', done: 1 } },
		lastRun: { id: run, outcome: 'running', finishedAt: undefined },
	});
	const traffic = { requests: 3, charged: 0, retries: 1, throttles: 0, bytes: 99, waitedMs: 5 };
	const record = feed.finish(run, { watermark: 77, traffic, warnings: ['w', 'w'], error: 'e', outcome: 'failed' });
	expect(record).toMatchObject({ ...traffic, warnings: ['w'], error: 'e', outcome: 'failed' });
	expect(feed.store.states()[0]).toMatchObject({ watermark: 77, resume: undefined, lastRun: record });
});
