/** What the system refuses is told as such, and never as a mistake of Freehold's. */
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { systemFailure } from '../../src/cli/systemFailure.ts';

async function refusalOf(work: () => Promise<unknown>): Promise<unknown> {
	try {
		await work();
	} catch (error) {
		return error;
	}
	throw new Error('it worked');
}

test('a path that cannot be used is named with the reason', async () => {
	const folder = await mkdtemp(join(tmpdir(), 'freehold-system-'));
	try {
		const file = join(folder, 'file');
		await writeFile(file, '');
		const failures = [
			await refusalOf(() => writeFile(join(folder, 'none', 'x'), '')),
			await refusalOf(() => mkdir(join(file, 'x'))),
			await refusalOf(() => writeFile(folder, '')),
		].map(systemFailure);
		expect(failures).toMatchObject([
			{ reason: 'notFound', what: expect.stringContaining(join(folder, 'none')) as string },
			{ reason: 'notFound', why: expect.stringContaining('ENOTDIR') as string },
			{ reason: 'usage', what: expect.stringContaining(folder) as string },
		]);
	} finally {
		await rm(folder, { recursive: true, force: true });
	}
});

test.each([
	['EACCES', 'readOnly'],
	['EROFS', 'readOnly'],
	['ENOSPC', 'diskFull'],
])('%s is %s', (code, reason) => {
	const error = Object.assign(new Error(code), { code, path: '/there' });
	expect(systemFailure(error)).toMatchObject({ reason, what: '/there could not be used', cause: error });
});

test('everything else is left as it is', () => {
	expect(systemFailure(Object.assign(new Error('no'), { code: 'ECONNREFUSED' }))).toBeUndefined();
	expect(systemFailure(Object.assign(new Error('no'), { code: 'EBADF', path: '/there' }))).toBeUndefined();
	expect(systemFailure('no')).toBeUndefined();
});
