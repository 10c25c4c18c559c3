/** Reapit on the command line: a sandbox over HTTP, real replicas, files and secrets. */
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { estimateText } from '../../src/core/wording/estimateText.ts';
import { startSandbox } from '../../src/sandbox/sandbox.ts';
import type { Sandbox } from '../../src/sandbox/sandbox.ts';
import { freehold as run } from './fakeTerminal.ts';
import type { Ran, RunOptions } from './fakeTerminal.ts';

let cwd: string;
let sandbox: Sandbox;
beforeEach(async () => {
	cwd = await mkdtemp(join(tmpdir(), 'freehold-reapit-'));
	sandbox = await startSandbox({ scale: 0.05 });
	await project('');
});
afterEach(async () => {
	await sandbox.close();
	await rm(cwd, { recursive: true, force: true });
});

async function project(more: string, customer = 'SBOX'): Promise<void> {
	const { api, connect } = sandbox.reapit.origins;
	await writeFile(
		join(cwd, 'freehold.yaml'),
		`version: 1
connections:
  agency: { source: reapit, customer: ${customer}, baseUrl: "${api}", identityUrl: "${connect}"${more} }
jobs:
  people: { replicate: [agency/contacts, agency/offices], every: 1h }
`,
	);
}

function freehold(args: readonly string[], options: Partial<RunOptions> = {}): Promise<Ran> {
	const { id, secret } = sandbox.reapit.handlers.clients.server;
	const env = { FREEHOLD_AGENCY_CLIENT_ID: id, FREEHOLD_AGENCY_CLIENT_SECRET: secret };
	return run(args, { cwd, env, ...options });
}

async function countOf(sql: string): Promise<unknown> {
	const { lines, err } = await freehold(['query', 'agency', `SELECT count(*) AS n FROM ${sql}`, '--json']);
	expect(err).toBe('');
	return lines[0]!.n;
}

/** Of contacts, as lists give them: without the archived ones. */
function listed(): readonly Readonly<Record<string, unknown>>[] {
	return [...sandbox.reapit.items('contacts')].filter(({ fromArchive }) => fromArchive !== true);
}

test('contacts are replicated by customer, updated, purged and verified; status counts the day', async () => {
	const first = await freehold(['run', 'people']);
	expect(first.err).toMatch(/✓ agency\/contacts download: \d+ records: \+\d+ new/);
	expect(first.code).toBe(0);
	expect(await countOf("contacts WHERE customerId = 'SBOX'")).toBe(listed().length);

	const [edited, gone] = listed().map(({ id }) => String(id));
	sandbox.clock.advance(3_600_000);
	sandbox.reapit.edit('contacts', [edited!]);
	sandbox.reapit.remove('contacts', [gone!]);
	const second = await freehold(['replicate', 'agency/contacts', '--purge-every', '1ms', '--purge-limit', '100']);
	expect(second.err).toContain('~1 changed');
	expect(second.err).toContain('−1 gone');
	expect((await freehold(['verify', 'agency/contacts'])).code).toBe(0);

	const status = await freehold(['status']);
	const [, used] = /agency: (\d+) of 250,000 requests are used today/.exec(status.err) ?? [];
	expect(Number(used)).toBeGreaterThan(3);
	expect(Number(used)).toBe(sandbox.reapit.handlers.limits.seen.billed);
});

test('embeds are left out unless named; then their cost is told before and counted after', async () => {
	const plain = await freehold(['replicate', 'agency/properties']);
	expect(plain.err).not.toContain('billable');
	expect(plain.err).not.toContain('charged');
	await rm(join(cwd, 'data'), { recursive: true });

	const embedded = await freehold(['replicate', 'agency/properties', '--expand', 'images,landlord', '--json']);
	expect(embedded.code, embedded.err).toBe(0);
	expect(embedded.err).toMatch(/agency\/properties with images, landlord: about \d+ billable calls for \d+ records/);
	expect(embedded.err).toMatch(/\d requests?, \d+ calls? charged for embeds/);
	expect(embedded.lines).toContainEqual(
		expect.objectContaining({ type: 'estimate', dataset: 'properties', relations: ['images', 'landlord'] }),
	);
	const { record } = embedded.lines.find(({ type }) => type === 'end') as { record: { charged: number } };
	expect(record.charged).toBeGreaterThan(0);
	expect(await countOf('propertyImages')).toBeGreaterThan(0);

	const again = await freehold([
		...['replicate', 'agency/properties', '--expand', 'images', '--mode', 'initial', '--json'],
	]);
	const [first, second] = [embedded, again].map(({ lines }) => lines.find(({ type }) => type === 'estimate')?.records);
	expect(second).toBe(first);

	const wrong = await freehold(['replicate', 'agency/properties', '--expand', 'imges']);
	expect(wrong.code).toBe(2);
	expect(wrong.err).toContain("Did you mean 'images'?");
});

test('an estimate that the day has no room for is told as such', () => {
	const estimate = {
		records: 50,
		requests: 1,
		billableCalls: 9,
		usedToday: 249_995,
		requestsPerDay: 250_000,
		notes: [],
	};
	expect(estimateText('agency/properties', ['images'], estimate)).toBe(
		'agency/properties with images: about 9 billable calls for 50 records; 249,995 of 250,000 are used today, so it cannot end today',
	);
	expect(estimateText('agency/properties', ['images'], { ...estimate, usedToday: 1234 })).toMatch(
		/9 billable calls for 50 records; 1,234 of 250,000 are used today$/,
	);
});

test('a dataset is narrowed for one run by parameters, which deletes nothing, or for good in freehold.yaml', async () => {
	const offices = [...new Set(listed().flatMap(({ officeIds }) => officeIds as string[]))];
	const [first, second] = offices;
	const narrow = ['--param', `officeId=${first!}`, '--param', `officeId=${second!}`];
	const inBoth = listed().filter(({ officeIds }) =>
		(officeIds as string[]).some((id) => id === first || id === second),
	);
	const exported = await freehold(['export', 'agency/contacts', '--format', 'json', '--output', 'c.json', ...narrow]);
	expect(exported.code, exported.err).toBe(0);
	expect(JSON.parse(await readFile(join(cwd, 'c.json'), 'utf8'))).toHaveLength(inBoth.length);

	await freehold(['replicate', 'agency/contacts']);
	const all = await countOf('contacts');
	const again = await freehold(['replicate', 'agency/contacts', '--mode', 'initial', ...narrow]);
	expect(again.err).toContain('Only this run of agency/contacts is narrowed');
	expect(await countOf('contacts')).toBe(all);

	await rm(join(cwd, 'data'), { recursive: true });
	await project(`, parameters: { contacts: { officeId: [${first!}, ${second!}] } }`);
	await freehold(['replicate', 'agency/contacts']);
	expect(await countOf('contacts')).toBe(inBoth.length);

	const typo = await freehold(['export', 'agency/contacts', '--param', 'ofiiceId=OXF']);
	expect(typo.code).toBe(2);
	expect(typo.err).toContain('officeId');
});

test('a metadata filter narrows a list', async () => {
	const [marked] = listed().map(({ id }) => String(id));
	const { clients, metadata } = sandbox.reapit.handlers;
	const caller = { clientId: clients.server.id, customer: 'SBOX', scopes: new Set<string>() };
	metadata.attach(caller, 'contact', marked!, { stage: 'won' });
	const args = ['export', 'agency/contacts', '--format', 'ndjson', '--output', 'won.ndjson'];
	const found = await freehold([...args, '--filter', "metadata.stage $eq 'won'"]);
	expect(found.code, found.err).toBe(0);
	const rows = (await readFile(join(cwd, 'won.ndjson'), 'utf8')).trim().split('\n');
	expect(rows.map((row) => (JSON.parse(row) as { id: string }).id)).toEqual([marked]);
});

test('datasets with dots in their names are tables and files', async () => {
	const lists = ['agency/configuration.documentTypes', 'agency/properties.keys'];
	const { code, err } = await freehold(['replicate', ...lists]);
	expect(code, err).toBe(0);
	expect(await countOf('"configuration.documentTypes"')).toBeGreaterThan(0);
	const exported = await freehold(['export', lists[0]!]);
	expect(exported.code, exported.err).toBe(0);
	expect(await readFile(join(cwd, 'data/exports/agency-configuration.documentTypes.csv'), 'utf8')).toContain('value');
	expect((await freehold(['diff', lists[0]!])).code).toBe(0);
});

test('sources tells what a dataset takes', async () => {
	const { out, code } = await freehold(['sources', 'agency/properties']);
	expect(code).toBe(0);
	expect(out).toContain('images → propertyImages');
	expect(out).toMatch(/officeId +text +yes/);
	expect(out).toContain('--filter with an expression on metadata');
	const { lines } = await freehold(['sources', 'agency', '--json']);
	const contacts = lines.find(({ dataset }) => dataset === 'contacts');
	expect(contacts).toMatchObject({ group: 'People', filterParameter: 'metadata', key: ['customerId', 'id'] });
	expect(contacts!.parameters).toContainEqual(expect.objectContaining({ name: 'active', type: 'boolean' }));
	expect((await freehold(['sources', 'agency/contact'])).err).toContain('Did you mean agency/contacts?');
});

test('a user signs in with PKCE; the tokens stay in the secrets file and work', async () => {
	await sandbox.close();
	sandbox = await startSandbox({ scale: 0.05, reapit: { autoApprove: true } });
	const { api, connect } = sandbox.reapit.origins;
	await writeFile(
		join(cwd, 'freehold.yaml'),
		`version: 1
connections:
  agency: { source: reapit, auth: authorizationCode, baseUrl: "${api}", identityUrl: "${connect}", redirectUri: "http://127.0.0.1:48654/callback" }
`,
	);
	const env = { FREEHOLD_AGENCY_CLIENT_ID: sandbox.reapit.handlers.clients.publicClient.id };
	let browser: Promise<unknown> = Promise.resolve();
	const onErr = (text: string): void => {
		const url = /^ {2}(http:\S+)$/m.exec(text)?.[1];
		if (url !== undefined) browser = fetch(url).then((answer) => answer.text());
	};
	const signedIn = await freehold(['sign-in', 'agency', '--secrets-file', 'my.secrets.yaml'], { env, onErr });
	await browser;
	expect(signedIn.code, signedIn.err).toBe(0);
	const kept = await readFile(join(cwd, 'my.secrets.yaml'), 'utf8');
	expect(kept).toContain('customer: SBOX');
	const token = /refreshToken: (\S+)/.exec(kept)?.[1];
	expect(token).toBeDefined();
	expect(signedIn.err + signedIn.out).not.toContain(token!);
	const used = await freehold(['replicate', 'agency/offices', '--secrets-file', 'my.secrets.yaml'], { env });
	expect(used.code, used.err).toBe(0);
	expect(await countOf("offices WHERE customerId = 'SBOX'")).toBeGreaterThan(0);
});

test('refused credentials end with 4, and nothing secret is told', async () => {
	const env = { FREEHOLD_AGENCY_CLIENT_ID: 'nobody', FREEHOLD_AGENCY_CLIENT_SECRET: 'wrong-secret-0123456789' };
	const { code, err, out } = await freehold(['replicate', 'agency/offices', '--har', 'run.har'], { env });
	expect(code).toBe(4);
	expect(err + out + (await readFile(join(cwd, 'run.har'), 'utf8'))).not.toContain('wrong-secret');
});
