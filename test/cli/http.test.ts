/** `freehold http`: request files against a server of the test and the sandbox. */
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { startSandbox } from '../../src/sandbox/sandbox.ts';
import type { Sandbox } from '../../src/sandbox/sandbox.ts';
import { sandboxConnections } from '../core/requests/sending.ts';
import { startRecorder } from '../core/requests/recorder.ts';
import type { Recorder } from '../core/requests/recorder.ts';
import { freehold as run } from './fakeTerminal.ts';
import type { Ran } from './fakeTerminal.ts';

const CANARY = 'canary0secret1value2';
let cwd: string;
let sandbox: Sandbox;
let server: Recorder;
let env: Readonly<Record<string, string>>;

beforeAll(async () => {
	cwd = await mkdtemp(join(tmpdir(), 'freehold-http-'));
	sandbox = await startSandbox({ scale: 0.02 });
	server = await startRecorder();
	const { connections, secrets = {} } = sandboxConnections(sandbox);
	await writeFile(join(cwd, 'freehold.yaml'), `version: 1\nconnections:\n${connections}`);
	await writeFile(join(cwd, 'http-client.env.json'), JSON.stringify({ test: { base: server.origin } }));
	await writeFile(join(cwd, 'http-client.private.env.json'), JSON.stringify({ test: { key: CANARY } }));
	const { clientId = '', clientSecret = '' } = secrets.agency ?? {};
	env = {
		FREEHOLD_AGENCY_CLIENT_ID: clientId,
		FREEHOLD_AGENCY_CLIENT_SECRET: clientSecret,
		FREEHOLD_MLS_TOKEN: secrets.mls?.token ?? '',
	};
});
beforeEach(() => {
	server.answer(undefined);
	server.received.length = 0;
});
afterAll(async () => {
	await server.close();
	await sandbox.close();
	await rm(cwd, { recursive: true, force: true });
});

async function http(text: string, ...args: readonly string[]): Promise<Ran> {
	await writeFile(join(cwd, 'a.http'), text);
	return run(['http', 'a.http', ...args], { cwd, env });
}

const OFFICES =
	'### offices\n# @name offices\n# @connection agency\n# @expect 200\n# @expect body.$.pageSize == 2\nGET {{base}}/offices/\n  ?pageSize=2\n';

test('requests run from top to bottom; what is expected decides the exit code', async () => {
	const good = await http(OFFICES);
	expect([good.code, good.out]).toEqual([0, '']);
	expect(good.err).toMatch(/✓ offices {2}GET 200 · .* · /);
	const bad = await http(
		`${OFFICES}### none\n# @connection agency\n# @expect 2xx\n# @expect header x-none\nGET /nothing\n`,
	);
	expect(bad.code).toBe(1);
	expect(bad.err).toContain('✗ none  GET 404');
	expect(bad.err).toContain('@expect 2xx: status is 404');
	expect(bad.err).toContain('@expect header x-none: there is no header x-none');
	expect(bad.err).toContain('1 of 2 requests as expected.');
});

test('--name, --body and --json choose what is run and told', async () => {
	const text = `${OFFICES}### other\nGET ${server.origin}/other\n`;
	const body = await http(text, '--name', 'other', '--body');
	expect([body.code, body.out]).toEqual([0, '{}\n']);
	const { lines } = await http(text, '--json', '--body');
	expect(lines).toMatchObject([
		{
			type: 'request',
			name: 'offices',
			line: 6,
			isMet: true,
			connection: 'agency',
			status: 200,
			body: { pageSize: 2 },
		},
		{ name: 'other', status: 200, body: {}, checks: [{ isMet: true }] },
	]);
	expect(await http(text, '--name', 'ofices')).toMatchObject({
		code: 2,
		err: expect.stringContaining("Did you mean 'offices'?") as string,
	});
});

test('what changes data needs --yes', async () => {
	const text = '### write\nDELETE {{base}}/x\n';
	expect((await http(text, '--env', 'test')).code).toBe(2);
	expect(server.received).toEqual([]);
	expect((await http(text, '--env', 'test', '--yes')).code).toBe(0);
	expect(server.received).toMatchObject([{ method: 'DELETE', target: '/x' }]);
});

test('a dry run and failures show no secret', async () => {
	server.answer((_, response) => response.writeHead(401).end('no'));
	const text = 'POST {{base}}/?key={{key}}\nx-key: {{key}}\nAuthorization: Bearer {{key}}\n\n{"key": "{{key}}"}\n';
	const dry = await http(text, '--env', 'test', '--dry-run');
	expect([dry.code, server.received.length]).toEqual([0, 0]);
	expect(dry.out).toContain(`POST ${server.origin}/?key=***`);
	const ran = await http(
		text,
		'--env',
		'test',
		'--yes',
		'--json',
		'--verbose',
		'--junit',
		'out.xml',
		'--har',
		'out.har',
	);
	expect([ran.code, server.received[0]?.headers['x-key']]).toEqual([4, CANARY]);
	const written = [await readFile(join(cwd, 'out.xml'), 'utf8'), ran.out, dry.out, dry.err];
	expect(written.join('\n')).not.toContain(CANARY);
});

test('what is wrong in the file is told with its place', async () => {
	const wrong = await http(`@base = x\n\n### one\nGET {{bse}}/\n### two\n# @expect soon\nGET ${server.origin}/\n`);
	expect(wrong.code).toBe(2);
	expect(wrong.err).toContain('a.http:4:5');
	expect(wrong.err).toContain('Did you mean {{base}}?');
	expect(wrong.err).toContain('a.http:6:11');
	expect(server.received).toEqual([]);
});

test('all pages go to a file', async () => {
	const text = '# @connection mls\n# @limit 20 rows\nGET {{reso}}/Property?$top=7&$select=ListingKey\n';
	expect(await http(text, '--all-pages')).toMatchObject({ code: 2 });
	const ran = await http(text, '--all-pages', '--output', 'rows.csv');
	expect(ran).toMatchObject({ code: 0, err: expect.stringContaining('20 rows from 3 pages') as string });
	expect((await readFile(join(cwd, 'rows.csv'), 'utf8')).trimEnd().split('\r\n')).toHaveLength(21);
	expect(await http(`${text}### b\nGET ${server.origin}/\n`, '--output', 'x.json')).toMatchObject({ code: 2 });
});

test('JUnit XML tells each request, well formed', async () => {
	const text = `### good & <fine>\nGET ${server.origin}/\n### bad "one"\n# @expect 404\nGET ${server.origin}/\n### broken\nGET {{nobody}}/\n`;
	const { code } = await http(text, '--junit', 'out.xml');
	const xml = await readFile(join(cwd, 'out.xml'), 'utf8');
	expect(code).toBe(2);
	expect(xml.replaceAll(/time="[^"]*"/g, 'time="0"').replaceAll(server.origin, '')).toBe(
		[
			'<?xml version="1.0" encoding="UTF-8"?>',
			'<testsuites name="freehold http" tests="3" failures="1" errors="1" time="0">',
			'  <testsuite name="a.http" tests="3" failures="1" errors="1" time="0">',
			'    <testcase classname="a.http" name="good &amp; &lt;fine&gt;" file="a.http" line="2" time="0"/>',
			'    <testcase classname="a.http" name="bad &quot;one&quot;" file="a.http" line="5" time="0">',
			'      <failure type="expectation" message="@expect 404: status is 200"/>',
			'    </testcase>',
			'    <testcase classname="a.http" name="broken" file="a.http" line="7" time="0">',
			'      <error type="unknownVariable" message="broken was not sent: {{nobody}} has no value. Write @nobody = … above the request, or into an environment"/>',
			'    </testcase>',
			'  </testsuite>',
			'</testsuites>',
			'',
		].join('\n'),
	);
});

test('no freehold.yaml is needed where no connection is named', async () => {
	const elsewhere = await mkdtemp(join(tmpdir(), 'freehold-http-'));
	await writeFile(join(elsewhere, 'a.http'), `GET ${server.origin}/\n`);
	expect(await run(['http', 'a.http'], { cwd: elsewhere })).toMatchObject({ code: 0 });
	expect(await run(['http', 'none.http'], { cwd: elsewhere })).toMatchObject({ code: 2 });
	await rm(elsewhere, { recursive: true });
});

test('a change names the version of the read before it; an If-Match of the file stays, and markers are not sent', async () => {
	const list = await http(OFFICES.replace('offices/', 'contacts/'), '--body');
	const [{ id = '' } = {}] = (JSON.parse(list.out) as { _embedded: { id?: string }[] })._embedded;
	const [get, patch] = [
		`### read\n# @connection agency\nGET {{base}}/contacts/${id}\n`,
		(name: string, version = '') =>
			`### change\n# @connection agency\nPATCH {{base}}/contacts/${id}\nContent-Type: application/json\n${version}\n{ "forename": "${name}" }\n`,
	];
	const good = await http(get + patch('Ada'), '--yes');
	expect([good.code, good.err]).toEqual([0, expect.stringMatching(/✓ change {2}PATCH 204/)]);
	const stale = await http(get + patch('Grace', 'If-Match: "old"\n'), '--yes');
	expect([stale.code, stale.err]).toEqual([1, expect.stringMatching(/PATCH 412/)]);
	const unresolved = patch('Ada').replace('{ "forename"', '{\n<<<<<<< yours\n"forename"');
	const refused = await http(unresolved, '--yes');
	expect([refused.code, refused.err]).toEqual([2, expect.stringMatching(/conflict that is not resolved/)]);
});
