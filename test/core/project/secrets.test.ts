/** Secrets: where they come from, and where they never go. */
import { chmod, mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { secretVariable } from '../../../src/core/missingSecret.ts';
import { connectionSecrets } from '../../../src/core/project/secrets.ts';
import { SecretsFile } from '../../../src/core/project/secretsFile.ts';

const vendor = { connection: 'mls', baseUrl: undefined, identityUrl: undefined };
const elsewhere = { ...vendor, baseUrl: 'https://mls.example' };
const loopback = { ...vendor, baseUrl: 'http://127.0.0.1:9000' };

let folder: string;
let file: string;
beforeEach(async () => {
	folder = await mkdtemp(join(tmpdir(), 'freehold-secrets-'));
	file = join(folder, 'secrets.yaml');
});
afterEach(() => rm(folder, { recursive: true, force: true }));

async function given(text: string, mode = 0o600): Promise<SecretsFile> {
	await writeFile(file, text);
	await chmod(file, mode);
	return new SecretsFile(file);
}

test.each([
	['mls', 'token', 'FREEHOLD_MLS_TOKEN'],
	['my-mls', 'clientSecret', 'FREEHOLD_MY_MLS_CLIENT_SECRET'],
	['myMls2', 'apiKey', 'FREEHOLD_MYMLS2_API_KEY'],
])('%s and %s are read from %s', (connection, field, variable) => {
	expect(secretVariable(connection, field)).toBe(variable);
});

test('the environment gives a secret for the vendor and for this machine', async () => {
	const env = { FREEHOLD_MLS_TOKEN: 's3cret' };
	expect(await connectionSecrets(vendor, env, undefined).get('token')).toBe('s3cret');
	expect(await connectionSecrets(loopback, env, undefined).get('token')).toBe('s3cret');
	expect(await connectionSecrets(vendor, {}, undefined).get('token')).toBeUndefined();
});

test('a file that names another server does not get the secret without the word of the user', async () => {
	const env = { FREEHOLD_MLS_TOKEN: 's3cret' };
	const refusal = connectionSecrets(elsewhere, env, undefined).get('token');
	await expect(refusal).rejects.toMatchObject({
		reason: 'configuration',
		next: expect.stringContaining('FREEHOLD_MLS_ORIGIN=https://mls.example') as string,
	});
	await expect(refusal).rejects.not.toThrow(/s3cret/);
	const trusted = { ...env, FREEHOLD_MLS_ORIGIN: 'https://mls.example' };
	expect(await connectionSecrets(elsewhere, trusted, undefined).get('token')).toBe('s3cret');
	const identity = { ...vendor, identityUrl: 'https://id.example' };
	await expect(connectionSecrets(identity, trusted, undefined).get('token')).rejects.toMatchObject({
		reason: 'configuration',
	});
});

test('an entry of the secrets file serves only the origin that it was made for', async () => {
	const secrets = await given('mls: { origin: "https://mls.example", token: s3cret }\n');
	expect(await secrets.read(elsewhere, 'token')).toBe('s3cret');
	await expect(secrets.read(vendor, 'token')).rejects.toMatchObject({ reason: 'configuration' });
	await expect(secrets.read(loopback, 'token')).rejects.toMatchObject({ reason: 'configuration' });
	expect(await secrets.read(elsewhere, 'apiKey')).toBeUndefined();
});

test("the vendor's hosts are one place", async () => {
	const secrets = await given('mls: { origin: "https://replication.sparkapi.com", token: s3cret }\n');
	expect(await secrets.read(vendor, 'token')).toBe('s3cret');
});

test('an entry without an origin is not used', async () => {
	const secrets = await given('mls: { token: s3cret }\n');
	await expect(secrets.read(vendor, 'token')).rejects.toMatchObject({
		reason: 'configuration',
		next: "If they belong there, write 'origin: https://sparkapi.com' into that entry",
	});
});

test.skipIf(process.platform === 'win32').each([0o640, 0o604, 0o666])(
	'a secrets file that others may read (mode %o) is refused',
	async (mode) => {
		const secrets = await given('mls: { origin: "https://sparkapi.com", token: s3cret }\n', mode);
		await expect(secrets.read(vendor, 'token')).rejects.toMatchObject({
			reason: 'configuration',
			next: `Run: chmod 600 ${file}`,
		});
	},
);

test('a renewed token is kept in the file; comments and other entries stay; nobody else may read it', async () => {
	const secrets = await given(
		'# mine\nother: { origin: "https://x.example", token: a }\nmls:\n  origin: https://sparkapi.com\n  refreshToken: old\n',
	);
	const mls = connectionSecrets(vendor, {}, secrets);
	await Promise.all([mls.set!('refreshToken', 'new'), mls.set!('accessToken', 'fresh')]);
	expect(await mls.get('refreshToken')).toBe('new');
	expect(await mls.get('accessToken')).toBe('fresh');
	const text = await readFile(file, 'utf8');
	expect(text).toContain('# mine');
	expect(text).toContain('https://x.example');
	if (process.platform !== 'win32') expect((await stat(file)).mode & 0o777).toBe(0o600);
});

test('a first sign-in makes the file and binds the secrets to where the connection goes', async () => {
	for (const name of ['made.yaml', 'made.json']) {
		file = join(folder, name);
		const secrets = new SecretsFile(file);
		await secrets.write(elsewhere, { token: 's3cret' });
		expect(await new SecretsFile(file).read(elsewhere, 'token')).toBe('s3cret');
		await expect(secrets.read(vendor, 'token')).rejects.toMatchObject({ reason: 'configuration' });
	}
	expect(JSON.parse(await readFile(file, 'utf8'))).toEqual({ mls: { origin: 'https://mls.example', token: 's3cret' } });
});

test('a broken or missing secrets file is told without its content', async () => {
	const broken = await given('mls: { token: "s3cret \n');
	const failure = await broken.read(vendor, 'token').catch((error: unknown) => error);
	expect(failure).toMatchObject({ reason: 'configuration' });
	expect(JSON.stringify(failure)).not.toContain('s3cret');
	await expect(new SecretsFile(join(folder, 'none')).read(vendor, 'token')).rejects.toMatchObject({
		reason: 'configuration',
		why: 'There is no such file',
	});
});
