/** A connection's replica and files follow its name, and go only when nobody writes to them. */
import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { FreeholdError } from '../../../src/core/errors.ts';
import { connectionData, removeConnectionData, renameConnectionData } from '../../../src/core/jobs/connectionData.ts';
import { WriterLock } from '../../../src/core/replica/writerLock.ts';

let data: string;

beforeEach(() => {
	data = mkdtempSync(join(tmpdir(), 'freehold-data-'));
	for (const name of ['mls.sqlite', 'mls.sqlite-wal', 'other.sqlite']) writeFileSync(join(data, name), name);
	mkdirSync(join(data, 'files', 'mls'), { recursive: true });
	writeFileSync(join(data, 'files', 'mls', 'plan.pdf'), 'plan');
});

afterEach(() => rmSync(data, { recursive: true, force: true }));

test('replica, its log and the files are renamed together', async () => {
	await renameConnectionData(data, 'mls', 'agency');
	expect(
		readdirSync(data)
			.filter((name) => !name.endsWith('-writer'))
			.toSorted(),
	).toEqual(['agency.sqlite', 'agency.sqlite-wal', 'files', 'other.sqlite']);
	expect(readdirSync(join(data, 'files'))).toEqual(['agency']);
	expect(await connectionData(data, 'agency')).toEqual({ hasReplica: true, hasFiles: true, bytes: 10 });
	expect(await connectionData(data, 'mls')).toEqual({ hasReplica: false, hasFiles: false, bytes: 0 });
});

test('data of the new name are never written over', async () => {
	await expect(renameConnectionData(data, 'mls', 'other')).rejects.toSatisfy((error) =>
		FreeholdError.is(error, 'usage'),
	);
	expect(existsSync(join(data, 'mls.sqlite'))).toBe(true);
});

test('while a run writes, nothing is renamed or deleted', async () => {
	const run = new WriterLock(join(data, 'mls.sqlite'), 4711);
	try {
		for (const attempt of [renameConnectionData(data, 'mls', 'agency'), removeConnectionData(data, 'mls')]) {
			await expect(attempt).rejects.toSatisfy((error) => FreeholdError.is(error, 'locked'));
		}
		expect(existsSync(join(data, 'mls.sqlite'))).toBe(true);
		expect(existsSync(join(data, 'files', 'mls', 'plan.pdf'))).toBe(true);
	} finally {
		run.release();
	}
});

test('all that a connection has is deleted, and nothing of others', async () => {
	await removeConnectionData(data, 'mls');
	expect(readdirSync(data).toSorted()).toEqual(['files', 'other.sqlite']);
	expect(readdirSync(join(data, 'files'))).toEqual([]);
});
