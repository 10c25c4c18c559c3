import {
	chmodSync,
	closeSync,
	copyFileSync,
	mkdirSync,
	openSync,
	readdirSync,
	renameSync,
	rmSync,
	statSync,
	truncateSync,
	writeFileSync,
	writeSync,
} from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { expect, test } from 'vitest';
import { FreeholdError } from '../../../src/core/errors.ts';
import type { Reason } from '../../../src/core/errors.ts';
import { chooseJournalMode } from '../../../src/core/replica/journalMode.ts';
import { ReplicaReader } from '../../../src/core/replica/reader.ts';
import { Store } from '../../../src/core/replica/store.ts';
import { Feed, dataset, planOf, temporaryFolder } from './replicaFixture.ts';

const property = dataset('Property');

function failure(work: () => unknown): FreeholdError {
	try {
		work();
	} catch (error) {
		if (FreeholdError.is(error)) return error;
		throw error;
	}
	throw new Error('it worked');
}

function reasons(file: string): Reason[] {
	return [failure(() => new Store({ file })).reason, failure(() => new ReplicaReader(file)).reason];
}

test('the file is one that any SQLite tool opens, with pages for long rows', () => {
	const feed = new Feed();
	feed.run(property, [{ Key: 'a', City: 'Fargo' }]);
	feed.close();
	expect(readdirSync(join(feed.file, '..')).sort()).toEqual(['mls.sqlite', 'mls.sqlite-writer']);
	const db = new DatabaseSync(feed.file, { readOnly: true });
	expect(db.prepare('PRAGMA page_size').get()).toEqual({ page_size: 16384 });
	expect(db.prepare('PRAGMA auto_vacuum').get()).toEqual({ auto_vacuum: 2 });
	expect(db.prepare('PRAGMA integrity_check').get()).toEqual({ integrity_check: 'ok' });
	expect(db.prepare('SELECT Key, City FROM Property').all()).toEqual([{ Key: 'a', City: 'Fargo' }]);
	db.close();
});

test('a second writer is told whose run it is, and may write when that is done', () => {
	const feed = new Feed();
	const error = failure(() => new Store({ file: feed.file }));
	expect(error.reason).toBe('locked');
	expect(error.why).toContain(`process ${process.pid}`);
	feed.run(property, [{ Key: 'a' }]);
	feed.close();
	new Store({ file: feed.file }).close();
});

test(
	'a file that another program is writing to is locked, and nothing of the page is kept',
	{ timeout: 30_000 },
	() => {
		const feed = new Feed();
		feed.run(property, [{ Key: 'a' }]);
		const other = new DatabaseSync(feed.file);
		other.exec('BEGIN IMMEDIATE');
		expect(failure(() => feed.run(property, [{ Key: 'b' }])).reason).toBe('locked');
		other.exec('ROLLBACK');
		other.close();
		feed.run(property, [{ Key: 'c' }]);
		expect(feed.query('SELECT Key FROM Property')).toEqual([['a'], ['c']]);
	},
);

test('a file from a newer version is left alone', () => {
	const feed = new Feed();
	feed.close();
	const db = new DatabaseSync(feed.file);
	db.exec('PRAGMA user_version = 99');
	db.close();
	expect(reasons(feed.file)).toEqual(['tooNew', 'tooNew']);
});

test('damage beyond the first pages is told as damage, also where only the states are read', () => {
	const feed = new Feed();
	const rows = Array.from({ length: 3000 }, (_, i) => ({ Key: `k${i}`, Text: 'x'.repeat(300) }));
	feed.run(property, rows);
	feed.close();
	const file = openSync(feed.file, 'r+');
	for (let at = 8 * 16_384; at < statSync(feed.file).size; at += 16_384)
		writeSync(file, Buffer.alloc(16_384, 'x'), 0, 16_384, at);
	closeSync(file);
	for (const read of [
		(reader: ReplicaReader) => reader.states(),
		(reader: ReplicaReader) => [...reader.diff('Property', { from: 0, to: 1 })],
	]) {
		const reader = new ReplicaReader(feed.file);
		expect(failure(() => read(reader)).reason).toBe('corrupt');
		reader.close();
	}
});

// Root may write everywhere.
test.skipIf(process.getuid?.() === 0)('a replica in a folder that may not be written to can be read', () => {
	const feed = new Feed();
	feed.run(property, [{ Key: 'a' }]);
	feed.close();
	const folder = join(feed.file, '..');
	chmodSync(folder, 0o555);
	try {
		const reader = new ReplicaReader(feed.file);
		expect(reader.query('SELECT Key FROM Property', { limit: 9 }).rows).toEqual([['a']]);
		reader.close();
	} finally {
		chmodSync(folder, 0o755);
	}
});

test('other files are not taken for replicas', () => {
	const folder = temporaryFolder();
	const text = join(folder, 'notes.sqlite');
	writeFileSync(text, 'Dear diary, '.repeat(400));
	expect(reasons(text)).toEqual(['corrupt', 'corrupt']);
	const foreign = join(folder, 'foreign.sqlite');
	const db = new DatabaseSync(foreign);
	db.exec('CREATE TABLE t (a)');
	db.close();
	expect(reasons(foreign)).toEqual(['corrupt', 'corrupt']);
	mkdirSync(join(folder, 'folder.sqlite'));
	expect(reasons(join(folder, 'folder.sqlite'))).toEqual(['notFound', 'notFound']);
});

test('a damaged replica is told as such, with what to do', () => {
	const feed = new Feed();
	feed.run(
		property,
		Array.from({ length: 2000 }, (_, index) => ({ Key: `k${index}`, Text: 'x'.repeat(200) })),
	);
	feed.close();
	const copy = join(temporaryFolder(), 'copy.sqlite');
	copyFileSync(feed.file, copy);
	truncateSync(copy, 16384 * 12);
	const error = failure(() => {
		const damaged = new Feed(copy);
		damaged.run(property, [{ Key: 'k1999', Text: 'y' }]);
	});
	expect(error.reason).toBe('corrupt');
	expect(error.next).toMatch(/replicate again/);
});

test('a file deleted or replaced in the middle of a run is noticed at the next page', () => {
	const feed = new Feed();
	const run = feed.begin(property);
	feed.page(run, planOf(property), [{ Key: 'a' }]);
	const aside = join(temporaryFolder(), 'aside.sqlite');
	renameSync(feed.file, aside);
	const error = failure(() => feed.page(run, planOf(property), [{ Key: 'b' }]));
	expect(error.reason).toBe('storeGone');
	writeFileSync(feed.file, '');
	expect(failure(() => feed.page(run, planOf(property), [{ Key: 'b' }])).reason).toBe('storeGone');
	rmSync(feed.file);
	renameSync(aside, feed.file);
	feed.page(run, planOf(property), [{ Key: 'c' }]);
	expect(feed.query('SELECT Key FROM Property')).toEqual([['a'], ['c']]);
});

test('a full disk rolls the page back, and the rest is intact', () => {
	const feed = new Feed();
	feed.run(property, [{ Key: 'a', Text: 'x' }]);
	feed.close();
	const db = new DatabaseSync(feed.file);
	const { page_count: pages } = db.prepare('PRAGMA page_count').get() as { page_count: number };
	db.close();
	const full = new Feed(feed.file, [`max_page_count = ${pages + 2}`]);
	const rows = Array.from({ length: 500 }, (_, index) => ({ Key: `k${index}`, Text: 'x'.repeat(500), New: 1 }));
	const run = full.begin(property);
	const error = failure(() => full.page(run, planOf(property), rows));
	expect(error.reason).toBe('diskFull');
	expect(error.next).toMatch(/intact/);
	expect(full.query('SELECT count(*) FROM Property')).toEqual([[1]]);
	full.close();
	const roomy = new Feed(feed.file);
	roomy.run(property, rows);
	expect(roomy.query('SELECT count(*), sum(New) FROM Property')).toEqual([[501, 500]]);
});

test('where SQLite has no shared memory, it is written without WAL, and the user is told', () => {
	const file = join(temporaryFolder(), 'mls.sqlite');
	const store = new Store({ file, vfs: 'unix-dotfile' });
	expect(store.isWal).toBe(false);
	expect(store.notes()[0]).toMatch(/without write-ahead log/);
	store.begin(property, 'initial', [], false, 1);
	store.close();
	const memory = new DatabaseSync(':memory:');
	expect(chooseJournalMode(memory)).toMatchObject({ mode: 'truncate' });
	memory.close();
});

test('a file that is just being made holds nothing yet, and one that is none of ours is still refused', () => {
	const folder = temporaryFolder();
	const file = join(folder, 'mls.sqlite');
	expect(ReplicaReader.openWhereAny(file)).toBeUndefined();
	writeFileSync(file, '');
	expect(ReplicaReader.openWhereAny(file)).toBeUndefined();
	const foreign = join(folder, 'foreign.sqlite');
	writeFileSync(foreign, 'not a database'.repeat(100));
	expect(failure(() => ReplicaReader.openWhereAny(foreign)).reason).toBe('corrupt');
});
