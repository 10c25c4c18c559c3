/** Wrong usage is told with the nearest right word and exit code 2; global options stand anywhere. */
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { freehold, withFolder } from './fakeTerminal.ts';

const PROJECT =
	'version: 1\nconnections: { mls: { source: spark } }\njobs: { listings: { replicate: mls, every: 1h } }\n';

test.each([
	[['replicat', 'mls'], '(Did you mean replicate?)'],
	[['replicate'], "missing required argument 'targets'"],
	[['status', '--jsn'], '(Did you mean --json?)'],
	[['query', 'mls', 'SELECT 1', '--format', 'xml'], 'table, csv, tsv, ndjson, json, md, sql, xlsx, parquet'],
	[['replicate', 'mls', '--purge-limit', '120'], 'Use a whole number from 0 to 100'],
	[['replicate', 'mls', '--wait', 'soon'], 'Use a duration such as'],
	[[], 'Usage: freehold'],
])('%j is wrong usage', async (args, hint) => {
	await withFolder(async (cwd) => {
		const { code, out, err } = await freehold(args, { cwd });
		expect(code).toBe(2);
		expect(err).toContain(hint);
		expect(out).toBe('');
	});
});

test.each([['--help'], ['--version'], ['demo --help'], ['query --help']])('%s is answered on stdout', async (text) => {
	await withFolder(async (cwd) => {
		const { code, out, err } = await freehold(text.split(' '), { cwd });
		expect({ code, err }).toEqual({ code: 0, err: '' });
		expect(out).not.toBe('');
	});
});

test('global options stand before or after the command', async () => {
	await withFolder(async (cwd) => {
		await writeFile(join(cwd, 'freehold.yaml'), PROJECT);
		for (const args of [
			['--json', 'sources'],
			['sources', '--json'],
		]) {
			const { code, lines } = await freehold(args, { cwd });
			expect(code).toBe(0);
			expect(lines).toEqual([expect.objectContaining({ type: 'connection', connection: 'mls', datasets: 0 })]);
		}
	});
});

test('the workspace is found upwards, or named', async () => {
	await withFolder(async (cwd) => {
		await writeFile(join(cwd, 'freehold.yaml'), PROJECT);
		expect((await freehold(['status'], { cwd: join(cwd) })).code).toBe(0);
		const below = await freehold(['sources'], { cwd: join(cwd, 'a', 'b') });
		expect(below.out).toContain('mls');
		const named = await freehold(['sources', '--workspace', cwd], { cwd: '/' });
		expect(named.out).toContain('mls');
		const missing = await freehold(['sources', '--workspace', join(cwd, 'none')], { cwd });
		expect(missing.code).toBe(2);
		expect(missing.err).toContain('freehold init');
	});
});

test('a mistake in freehold.yaml is told with its place, for people and for programs', async () => {
	await withFolder(async (cwd) => {
		await writeFile(join(cwd, 'freehold.yaml'), 'version: 1\nconnections: { mls: { source: spark, keyTyp: idx } }\n');
		const { code, err, lines } = await freehold(['status', '--json'], { cwd });
		expect(code).toBe(2);
		expect(err).toContain("2:38 Unknown key 'keyTyp'. Did you mean 'keyType'?");
		expect(lines).toEqual([expect.objectContaining({ type: 'error', reason: 'configuration' })]);
	});
});

test.each([
	[['replicate', 'msl'], "Did you mean 'mls'?"],
	[['run', 'listing'], "Did you mean 'listings'?"],
	[['run'], 'Known jobs: listings'],
	[['run', 'listings', '--all'], 'Only one of'],
	[['export', 'mls'], 'mls/Property'],
	[['diff', 'mls'], 'mls/Property'],
	[['query', 'mls', 'SELECT 1'], 'freehold replicate mls'],
	[['sign-in', 'mls'], 'auth: token'],
])('%j says what to do', async (args, next) => {
	await withFolder(async (cwd) => {
		await writeFile(join(cwd, 'freehold.yaml'), PROJECT);
		const { code, err } = await freehold(args, { cwd });
		expect(code).toBe(args[0] === 'query' ? 1 : 2);
		expect(err).toContain(next);
	});
});

test('a missing token is told by the variable that takes it', async () => {
	await withFolder(async (cwd) => {
		await writeFile(join(cwd, 'freehold.yaml'), PROJECT.replace('spark }', 'spark, baseUrl: "http://127.0.0.1:9" }'));
		const { code, err } = await freehold(['replicate', 'mls', '--no-wait'], { cwd });
		expect(code).toBe(4);
		expect(err).toContain('FREEHOLD_MLS_TOKEN');
	});
});

test('init writes a project that loads, keeps data out of git and search, and never writes over one', async () => {
	await withFolder(async (cwd) => {
		await writeFile(join(cwd, '.gitignore'), 'node_modules/');
		const made = await freehold(['init', '--key-type', 'private', '--replication', '--name', 'north'], { cwd });
		expect(made.code).toBe(0);
		expect(made.err).toContain('FREEHOLD_NORTH_TOKEN');
		expect(await readFile(join(cwd, '.gitignore'), 'utf8')).toBe(
			'node_modules/\ndata/\n*.secrets.yaml\n*.har\nhttp-client.private.env.json\n',
		);
		expect(JSON.parse(await readFile(join(cwd, '.vscode/settings.json'), 'utf8'))).toHaveProperty(['search.exclude']);
		const { lines } = await freehold(['sources', '--json'], { cwd });
		expect(lines).toEqual([expect.objectContaining({ connection: 'north', keyType: 'private', replication: true })]);
		const again = await freehold(['init'], { cwd });
		expect(again.code).toBe(2);
		expect(again.err).toContain('already there');
	});
});

test('init leaves VS Code settings alone and says what to add', async () => {
	await withFolder(async (cwd) => {
		await freehold(['init', '--workspace', 'one'], { cwd });
		await writeFile(join(cwd, 'one/.vscode/settings.json'), '{ /* mine */ }');
		const { rm } = await import('node:fs/promises');
		await rm(join(cwd, 'one/freehold.yaml'));
		const { err } = await freehold(['init', '--sandbox', '--workspace', 'one'], { cwd });
		expect(err).toContain('files.watcherExclude');
		expect(await readFile(join(cwd, 'one/.vscode/settings.json'), 'utf8')).toBe('{ /* mine */ }');
		const text = await readFile(join(cwd, 'one/freehold.yaml'), 'utf8');
		expect(text).toContain('baseUrl: http://127.0.0.1:4371');
		expect(text).toContain('baseUrl: http://127.0.0.1:4372');
		expect(text).toContain('baseUrl: http://127.0.0.1:4373');
		expect(text).toContain('identityUrl: http://127.0.0.1:4374');
		const { lines } = await freehold(['sources', '--workspace', 'one', '--json'], { cwd });
		expect(lines.map(({ connection }) => connection)).toEqual(['mls', 'prague', 'agency']);
	});
});

test('init describes a Realpad connection with jobs that may be run', async () => {
	await withFolder(async (cwd) => {
		const made = await freehold(['init', '--source', 'realpad', '--name', 'brno', '--multiple-inquiries'], { cwd });
		expect(made.code).toBe(0);
		expect(made.err).toContain('FREEHOLD_BRNO_PASSWORD');
		const text = await readFile(join(cwd, 'freehold.yaml'), 'utf8');
		expect(text).toContain('brno/customers-contacts');
		expect(text).toContain('backup: brno');
		expect((await freehold(['status'], { cwd })).code).toBe(0);
		const both = await freehold(['init', '--sandbox', '--source', 'realpad', '--workspace', 'other'], { cwd });
		expect(both.code).toBe(2);
	});
});

test('init describes a Reapit connection, as an application or as a user', async () => {
	await withFolder(async (cwd) => {
		const made = await freehold(['init', '--customer', 'RES, SBOX', '--name', 'north', '--workspace', 'a'], { cwd });
		expect(made.code).toBe(0);
		expect(made.err).toContain('FREEHOLD_NORTH_CLIENT_SECRET');
		const [application] = (await freehold(['sources', '--json', '--workspace', 'a'], { cwd })).lines;
		expect(application).toMatchObject({
			...{ connection: 'north', source: 'reapit', customers: ['RES', 'SBOX'], auth: 'clientCredentials' },
			...{ apiVersion: '2020-01-31', readOnly: false },
		});
		expect((await freehold(['sources', '--workspace', 'a'], { cwd })).out).toMatch(/north +reapit +RES, SBOX/);
		const user = await freehold(['init', '--auth', 'authorizationCode', '--workspace', 'b'], { cwd });
		expect(user.err).toContain('sign-in agency --secrets-file agency.secrets.yaml');
		const [signedIn] = (await freehold(['sources', '--json', '--workspace', 'b'], { cwd })).lines;
		expect(signedIn).toMatchObject({ connection: 'agency', customers: [], auth: 'authorizationCode' });
		const plain = await freehold(['init', '--source', 'reapit', '--workspace', 'c'], { cwd });
		expect(plain.code).toBe(0);
		expect(await readFile(join(cwd, 'c/freehold.yaml'), 'utf8')).toContain('customer: SBOX');
	});
});

test.each([
	[['--source', 'reapit', '--auth', 'token'], '--auth token does not fit --source reapit'],
	[['--auth', 'clientCredentials', '--replication'], 'does not fit'],
	[['--source', 'spark', '--customer', 'SBOX'], '--customer does not fit --source spark'],
	[['--source', 'realpad', '--key-type', 'vow'], '--key-type does not fit --source realpad'],
	[['--customer', 'S BOX'], 'Use the id of a customer'],
	[['--customer', 'A,B', '--auth', 'authorizationCode'], 'Only one customer can sign in'],
])('init %j is refused before anything is written', async (args, why) => {
	await withFolder(async (cwd) => {
		const { code, err } = await freehold(['init', ...args], { cwd });
		expect(code).toBe(2);
		expect(err).toContain(why);
		expect((await freehold(['status'], { cwd })).code).toBe(2);
	});
});

const AGENCY = 'version: 1\nconnections: { agency: { source: reapit, customer: SBOX }, mls: { source: spark } }\n';

test.each([
	[['replicate', 'agency', '--param', 'active=true'], 'narrow one dataset'],
	[['replicate', 'agency/contacts', 'agency/offices', '--filter', 'metadata.a $eq 1'], 'narrow one dataset'],
	[['replicate', 'agency/contacts', '--param', 'active'], 'Write it as --param name=value'],
	[['replicate', 'mls/Property', '--param', 'a=b'], 'The replica of mls cannot be narrowed'],
	[['replicate', 'agency/contacts', '--release-held', '--param', 'a=b'], 'cannot be used with option'],
	[['export', 'mls/Property', '--filter', 'metadata.a $eq 1'], 'only Reapit has metadata filters'],
	[['export', 'agency'], 'agency/contacts'],
	[['sign-in', 'agency'], 'Set auth to authorizationCode'],
	[['backup', 'agency'], 'only Realpad lists files'],
])('%j says what does not fit', async (args, why) => {
	await withFolder(async (cwd) => {
		await writeFile(join(cwd, 'freehold.yaml'), AGENCY);
		const { code, err } = await freehold(args, { cwd, env: { FREEHOLD_MLS_TOKEN: 'x' } });
		expect(err).toContain(why);
		expect(code).toBe(2);
	});
});

test('status counts the requests of the day, where the application is known', async () => {
	await withFolder(async (cwd) => {
		await writeFile(join(cwd, 'freehold.yaml'), AGENCY);
		const { err } = await freehold(['status'], { cwd, env: { FREEHOLD_AGENCY_CLIENT_ID: 'app' } });
		expect(err).toContain('agency: 0 of 250,000 requests are used today');
		const { lines } = await freehold(['status', '--json'], { cwd, env: { FREEHOLD_AGENCY_CLIENT_ID: 'app' } });
		expect(lines).toEqual([{ type: 'day', connections: ['agency'], requestsToday: 0, requestsPerDay: 250_000 }]);
		expect((await freehold(['status', '--json'], { cwd })).lines).toEqual([]);
	});
});

test('connections of one application have one count of the day', async () => {
	await withFolder(async (cwd) => {
		const second = AGENCY.replace('mls: { source: spark }', 'sales: { source: reapit, customer: RES }');
		await writeFile(join(cwd, 'freehold.yaml'), second);
		const env = { FREEHOLD_AGENCY_CLIENT_ID: 'app', FREEHOLD_SALES_CLIENT_ID: 'app' };
		const { err } = await freehold(['status'], { cwd, env });
		expect(err.match(/.*requests are used today/g)).toEqual(['agency, sales: 0 of 250,000 requests are used today']);
	});
});
