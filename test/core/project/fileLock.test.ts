import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { SecretsFile } from '../../../src/core/project/secretsFile.ts';
import { withFileLock } from '../../../src/core/project/fileLock.ts';

function folder(): string {
	const made = mkdtempSync(join(tmpdir(), 'freehold-lock-'));
	onTestFinished(() => rmSync(made, { recursive: true, force: true }));
	return made;
}

test('renewed tokens that two processes store at the same moment both survive', async () => {
	const within = folder();
	const file = join(within, 'secrets.yaml');
	writeFileSync(file, '', { mode: 0o600 });
	const owner = (connection: string) =>
		({ connection, source: 'reapit', baseUrl: undefined, identityUrl: undefined }) as const;
	// Each keeps its own writers in turn, as the instances of two processes do.
	const [one, two] = [new SecretsFile(file), new SecretsFile(file)];
	await Promise.all(
		Array.from({ length: 8 }, (_, index) =>
			(index % 2 === 0 ? one : two).write(owner(`agency${index}`), { refreshToken: `token-${index}` }),
		),
	);
	const text = readFileSync(file, 'utf8');
	for (let index = 0; index < 8; index++) expect(text).toContain(`token-${index}`);
	expect(readdirSync(within)).toEqual(['secrets.yaml']);
});

test('work that fails gives the lock back', async () => {
	const file = join(folder(), 'file');
	await expect(withFileLock(file, () => Promise.reject(new Error('no')))).rejects.toThrow('no');
	expect(await withFileLock(file, () => Promise.resolve(1))).toBe(1);
});

test('a folder that does not exist is told as what it is', async () => {
	const file = new SecretsFile(join(folder(), 'none', 'secrets.yaml'), 'mayBeMissing');
	const owner = { connection: 'agency', source: 'reapit', baseUrl: undefined, identityUrl: undefined } as const;
	await expect(file.write(owner, { refreshToken: 'x' })).rejects.toMatchObject({ reason: 'configuration' });
});
