/** Reapit's records one by one on the command line: a sandbox over HTTP, real files, real replicas. */
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { startSandbox } from '../../src/sandbox/sandbox.ts';
import type { Sandbox } from '../../src/sandbox/sandbox.ts';
import { RecordServer } from '../core/sources/reapit/entities/recordServer.ts';
import { startVendor } from '../core/sources/reapit/vendorRig.ts';
import { freehold as run } from './fakeTerminal.ts';
import type { Ran, RunOptions } from './fakeTerminal.ts';

let cwd: string;
let sandbox: Sandbox;
beforeEach(async () => {
	cwd = await mkdtemp(join(tmpdir(), 'freehold-reapit-write-'));
	sandbox = await startSandbox({ scale: 0.05, reapit: { limits: false } });
	const { api, connect } = sandbox.reapit.origins;
	await project(api, connect);
});
afterEach(async () => {
	await sandbox.close();
	await rm(cwd, { recursive: true, force: true });
});

async function project(api: string, connect: string, more = '', customers = 'customer: SBOX'): Promise<void> {
	const connection = `source: reapit, ${customers}, baseUrl: "${api}", identityUrl: "${connect}"${more}`;
	await writeFile(join(cwd, 'freehold.yaml'), `version: 1\nconnections:\n  agency: { ${connection} }\n`);
}

function freehold(line: string | readonly string[], options: Partial<RunOptions> = {}): Promise<Ran> {
	const { id, secret } = sandbox.reapit.handlers.clients.server;
	const env = { FREEHOLD_AGENCY_CLIENT_ID: id, FREEHOLD_AGENCY_CLIENT_SECRET: secret };
	return run(typeof line === 'string' ? line.split(' ') : line, { cwd, env, ...options });
}

function write(name: string, value: unknown): Promise<void> {
	return writeFile(join(cwd, name), typeof value === 'string' ? value : JSON.stringify(value, null, '\t'));
}

function someId(resource: string, field = 'id'): string {
	const [first] = sandbox.reapit.items(resource);
	const value = first?.[field];
	if (typeof value !== 'string') throw new Error(`the sandbox has no ${resource} with ${field}`);
	return value;
}

const contact = (): object => ({
	...{ surname: 'Moor', marketingConsent: 'grant', mobilePhone: '07700 900001' },
	...{ officeIds: [someId('offices')], negotiatorIds: [someId('negotiators')] },
});

test('a contact is created, read, changed and followed by its links', async () => {
	await write('contact.json', contact());
	const created = await freehold('reapit create agency/contacts --data contact.json');
	expect(created.code, created.err).toBe(0);
	const [id = '', location = ''] = created.out.trim().split('\t');
	expect(location.endsWith(`/contacts/${id}`)).toBe(true);

	const patched = await freehold([
		'reapit',
		'patch',
		`agency/contacts/${id}`,
		'--data',
		'{"surname": "More"}',
		'--json',
	]);
	expect(patched.lines).toEqual([{ type: 'patched', path: `contacts/${id}`, isAlreadySo: false, replays: 0 }]);

	const got = await freehold(`reapit get agency/contacts/${id} --embed offices`);
	const value = JSON.parse(got.out) as { surname: string; _links: Record<string, { href: string }>; _embedded: object };
	expect(value).toMatchObject({ id, surname: 'More', mobilePhone: '07700 900001', _embedded: { offices: [{}] } });
	const followed = await freehold(['reapit', 'get', `agency${value._links.identityChecks?.href ?? ''}`, '--json']);
	expect(followed.lines[0]).toMatchObject({ type: 'entity', value: { totalCount: 0 } });
});

test('what the model forbids is told with file, line and column, and nothing is sent', async () => {
	await write('contact.json', '{\n\t"surnme": "Moor",\n\t"marketingConsent": "maybe"\n}');
	const before = sandbox.reapit.requestCount;
	const ran = await freehold('reapit create agency/contacts --data contact.json --json');
	expect(ran.code).toBe(1);
	expect(ran.err).toContain("contact.json:2:12 surnme: is not a field: did you mean 'surname'?");
	expect(ran.err).toContain('contact.json:3:22 marketingConsent: must be one of grant, deny, notAsked');
	expect(ran.lines.at(-1)).toMatchObject({
		...{ type: 'error', reason: 'badRequest' },
		fields: expect.arrayContaining([
			expect.objectContaining({ path: ['surnme'], position: { line: 2, column: 12 } }),
		]) as object,
	});
	expect(sandbox.reapit.requestCount).toBe(before);
	const vendors = await freehold('reapit create agency/contacts --data contact.json --no-check');
	expect(vendors.code).toBe(1);
	expect(vendors.err).toMatch(/contact\.json:3:22 marketingConsent: /);
	expect(vendors.err).toContain('HTTP 422');
});

test('--dry-run shows what would be sent and sends nothing', async () => {
	await write('contact.json', contact());
	const id = someId('contacts');
	const dry = await freehold('reapit create agency/contacts --data contact.json --dry-run --json');
	expect(dry.lines).toEqual([{ type: 'dryRun', method: 'POST', path: '/contacts/', body: contact() }]);
	const patch = await freehold(['reapit', 'patch', `agency/contacts/${id}`, '--data', '{"surname":"X"}', '--dry-run']);
	expect(patch.out).toMatch(
		new RegExp(`^PATCH /contacts/${id}\nif-match: "[0-9a-fA-F]+"\n\n\\{\n  "surname": "X"\n\\}\n$`),
	);
	const writes = sandbox.reapit.requests.filter(({ method, path }) => method !== 'GET' && !path.includes('token'));
	expect(writes).toEqual([]);
});

test('a conflict is shown as base, theirs and yours', async () => {
	const record = new RecordServer({ id: 'OXF1', surname: 'Moor', email: 'a@example.com' });
	const vendor = await startVendor((asked) => record.answer(asked));
	await project(vendor.origin, vendor.origin);
	const theirs = (): void => {
		record.meanwhile = undefined;
		record.edit({ surname: 'Morr' });
	};
	record.meanwhile = theirs;
	const args = ['reapit', 'patch', 'agency/contacts/OXF1', '--data', '{"surname": "More"}'];
	const ran = await freehold(args);
	expect(ran.code).toBe(1);
	expect(ran.err).toMatch(/field +base +theirs +yours\n.*\nsurname +Moor +Morr +More\n/);
	expect(ran.err).toContain('nothing was sent');
	record.edit({ surname: 'Moor' });
	record.meanwhile = theirs;
	const json = await freehold([...args, '--json']);
	expect(json.lines.at(-1)).toMatchObject({
		...{ type: 'error', reason: 'conflict', status: 412 },
		collisions: [{ field: 'surname', base: 'Moor', theirs: 'Morr', yours: 'More' }],
	});
	expect(record.accepted).toEqual([]);
});

test('a deletion is asked for, or said beforehand', async () => {
	const id = someId('documents');
	const asked = await freehold(`reapit delete agency/documents/${id}`);
	expect(asked.code).toBe(2);
	expect(asked.err).toContain('--yes');
	const done = await freehold(`reapit delete agency/documents/${id} --yes`);
	expect(done.code, done.err).toBe(0);
	expect((await freehold(`reapit get agency/documents/${id}`)).err).toContain('HTTP 404');
});

test('a read-only connection reads and changes nothing', async () => {
	const { api, connect } = sandbox.reapit.origins;
	await project(api, connect, ', readOnly: true');
	expect((await freehold(`reapit get agency/contacts/${someId('contacts')}`)).code).toBe(0);
	const ran = await freehold(['reapit', 'patch', `agency/contacts/${someId('contacts')}`, '--data', '{"surname":"X"}']);
	expect(ran.code).toBe(1);
	expect(ran.err).toContain('read-only');
});

test('files are uploaded, small ones within the request and large ones to the file store, and come back whole', async () => {
	const small = Buffer.from('%PDF-1.7 small');
	const large = Buffer.alloc(5_000_000, 'x');
	await writeFile(join(cwd, 'small.pdf'), small);
	await writeFile(join(cwd, 'large.pdf'), large);
	const set = [
		'associatedType=property',
		`associatedId=${someId('properties')}`,
		`typeId=${someId('documents', 'typeId')}`,
	];
	const args = [
		'reapit',
		'upload',
		'agency/documents',
		'small.pdf',
		'large.pdf',
		...set.flatMap((one) => ['--set', one]),
	];
	const dry = await freehold([...args, '--dry-run', '--json']);
	expect(dry.lines.map(({ files }) => files)).toMatchObject([
		[{ name: 'small.pdf', mediaType: 'application/pdf', way: 'inline' }],
		[{ name: 'large.pdf', way: 'signed' }],
	]);
	const ran = await freehold([...args, '--json']);
	expect(ran.code, ran.err).toBe(0);
	expect(ran.lines.map(({ type, files }) => [type, files])).toEqual([
		['created', ['small.pdf']],
		['created', ['large.pdf']],
	]);
	for (const [index, bytes] of [small, large].entries()) {
		const id = String(ran.lines[index]?.id);
		const got = await freehold(`reapit get agency/documents/${id}/download --output back.pdf`);
		expect(got.code, got.err).toBe(0);
		expect((await readFile(join(cwd, 'back.pdf'))).equals(bytes)).toBe(true);
	}
});

test('a filter is checked against the schema of an entity type, which is asked for only then', async () => {
	await write('schema.json', { properties: { rating: { type: 'integer' }, visited: { type: 'string' } } });
	expect((await freehold('reapit schema create agency --type survey --data schema.json')).code).toBe(0);
	const check = (text: string, ...more: readonly string[]): Promise<Ran> =>
		freehold(['filter', 'check', text, '--json', ...more]);
	const checked = await check("metadata.rating $eq '3'", '--schema', 'agency/survey');
	expect(checked.lines, checked.err).toMatchObject([{ type: 'finding', code: 'FH152' }]);
	const [unknown] = (await check('metadata.ratting $gt 3', '--schema', 'agency/survey')).lines;
	expect(unknown).toMatchObject({ code: 'FH150', fixes: [{ title: 'Change to rating' }] });
	expect((await check('metadata.rating $gt 3', '--schema', 'agency/survey')).lines).toEqual([]);

	expect((await check('metadata.rating $gt 3', '--schema', 'agency/visit')).err).toContain(
		'no schema of this entity type',
	);
	expect((await check('metadata.rating $gt 3', '--schema', 'agency/contact')).err).toContain(
		"Reapit's own entity types",
	);
	expect((await check('metadata.rating $gt 3', '--schema', 'agency')).err).toContain('--schema agency/survey');
	await sandbox.close();
	expect((await check("metadata.rating $eq '3'")).lines).toEqual([]);
});

test('metadata of a custom type: schema, records, changes, filter', async () => {
	await write('schema.json', { type: 'object', required: ['rating'], properties: { rating: { type: 'integer' } } });
	await write('survey.json', { rating: 4, tags: ['a'] });
	expect((await freehold('reapit schema create agency --type survey --data schema.json')).code).toBe(0);
	const refused = await freehold([
		'reapit',
		'metadata',
		'create',
		'agency',
		'--type',
		'survey',
		'--data',
		'{"rating": "x"}',
	]);
	expect(refused.err).toContain('--data:1:12 rating: must be integer');
	const created = await freehold('reapit metadata create agency --type survey --data survey.json --json');
	expect(created.code, created.err).toBe(0);
	const id = String(created.lines[0]?.id);

	await write('next.json', { rating: 5, tags: ['a', 'b'] });
	const dry = await freehold(['reapit', 'metadata', 'patch', 'agency', id, '--to', 'next.json', '--dry-run', '--json']);
	expect(dry.lines[0]).toMatchObject({
		method: 'PATCH',
		body: [{ op: 'replace', path: '/rating', value: 5 }, { op: 'add' }],
	});
	expect((await freehold(['reapit', 'metadata', 'patch', 'agency', id, '--to', 'next.json'])).code).toBe(0);

	const list = ['reapit', 'metadata', 'list', 'agency', '--type', 'survey', '--filter'];
	const found = await freehold([...list, 'metadata.rating $gt 4', '--json']);
	expect(found.lines).toMatchObject([
		{ type: 'metadata', id, entityType: 'survey', metadata: { rating: 5, tags: ['a', 'b'] } },
	]);
	expect((await freehold([...list, 'metadata.rating $gt 5'])).out).toBe('');
	expect((await freehold(['reapit', 'metadata', 'delete', 'agency', id, '--yes'])).code).toBe(0);
	expect((await freehold(['reapit', 'metadata', 'get', 'agency', id])).err).toContain('HTTP 404');
	const asked = sandbox.reapit.requestCount;
	const wrong = await freehold([...list, "metadata.note $neq 'x'"]);
	expect(wrong.code).toBe(2);
	expect(wrong.err).toContain('Change to $ne');
	expect(sandbox.reapit.requestCount).toBe(asked);
});

test('an estimate tells billable calls, and makes no replica', async () => {
	const ran = await freehold('reapit estimate agency/properties --embed images --json');
	expect(ran.code, ran.err).toBe(0);
	expect(ran.lines).toMatchObject([
		{ type: 'estimate', dataset: 'properties', relations: ['images'], requestsPerDay: 250_000 },
	]);
	await expect(readFile(join(cwd, 'data', 'agency.sqlite'))).rejects.toMatchObject({ code: 'ENOENT' });
	const wrong = await freehold('reapit estimate agency/properties --embed image');
	expect(wrong.err).toContain("Did you mean 'images'?");
});

test.each([
	['reapit get agency/contcts', "Did you mean 'contacts'?"],
	['reapit get agency/contacts --param emial=x', "Did you mean 'email'?"],
	['reapit get agency/contacts --embed office', "Did you mean 'offices'?"],
	['reapit get agency', 'agency/contacts/OXF18000001'],
	['reapit get agency/contacts --customer RES', 'Name one with --customer: SBOX'],
	['reapit create agency/contacts --data none.json', 'Name a JSON file'],
	['reapit create agency/contacts --data {"a":1,}', 'line 1, column 8'],
	['reapit upload agency/contacts a.pdf', 'documents, propertyImages, identityChecks'],
	[
		'reapit webhooks create agency --url https://example.com --topic contact.modified',
		"Did you mean 'contacts.modified'?",
	],
	['reapit metadata patch agency X', '--data FILE or --to FILE'],
	['reapit listen agency --url localhost', 'Use an address such as'],
	['reapit listen agency --url http://example.com', 'Reapit sends to https only'],
	['reapit webhooks create agency --url http://example.com --topic contacts.modified', 'it takes https only'],
	['export agency/contacts --output -', 'cannot go to stdout'],
	['reapit', 'Usage: freehold reapit'],
])('%s is wrong usage', async (line, hint) => {
	const { code, err } = await freehold(line);
	expect(err).toContain(hint);
	expect(code).toBe(2);
});

test('an event that Reapit signs is seen in the replica at once, without polling', async () => {
	const { api, connect } = sandbox.reapit.origins;
	await project(api, connect, '', 'customer: [SBOX, RES]');
	expect((await freehold('replicate agency/contacts')).code).toBe(0);
	const id = someId('contacts');
	const stop = new AbortController();
	let listening: (url: string) => void = () => undefined;
	const url = new Promise<string>((resolve) => (listening = resolve));
	let taken: () => void = () => undefined;
	const event = new Promise<void>((resolve) => (taken = resolve));
	const onOut = (text: string): void => {
		for (const line of text.split('\n').filter((one) => one !== '')) {
			const { type, url: at } = JSON.parse(line) as { type: string; url: string };
			if (type === 'listening') listening(at);
			if (type === 'event') taken();
		}
	};
	const ending = freehold('reapit listen agency --port 0 --json', { signal: stop.signal, onOut });
	const sbox = ['--customer', 'SBOX'];
	const webhook = [
		'reapit',
		'webhooks',
		'create',
		'agency',
		'--url',
		await url,
		'--topic',
		'contacts.modified',
		...sbox,
	];
	const made = await freehold(webhook);
	expect(made.code, made.err).toBe(0);
	const listed = await freehold('reapit webhooks list agency --customer SBOX');
	expect(listed.out).toContain('contacts.modified');
	await freehold(['reapit', 'patch', `agency/contacts/${id}`, '--data', '{"surname": "Seen at once"}', ...sbox]);
	await event;
	stop.abort();
	const ended = await ending;
	expect(ended.code).toBe(0);
	expect(ended.lines.find(({ type }) => type === 'event')).toMatchObject({
		...{ topicId: 'contacts.modified', entityId: id, customerId: 'SBOX', outcome: 'updated' },
		counts: { contacts: { updated: 1 } },
	});
	const { lines } = await freehold([
		'query',
		'agency',
		`SELECT surname FROM contacts WHERE customerId = 'SBOX' AND id = '${id}'`,
		'--json',
	]);
	expect(lines).toEqual([{ surname: 'Seen at once' }]);
});
