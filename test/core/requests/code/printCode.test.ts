/** Generated programs, run against the sandbox: whatever the language, the same records. */
import { createHash } from 'node:crypto';
import { mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { codePlan } from '../../../../src/core/requests/code/codePlan.ts';
import { CODE_LANGUAGES } from '../../../../src/core/requests/code/printCode.ts';
import type { CodeLanguageId } from '../../../../src/core/requests/code/printCode.ts';
import type { PlainRequest } from '../../../../src/core/requests/plainRequest.ts';
import type { Connection } from '../../../../src/core/project/project.ts';
import { startSandbox } from '../../../../src/sandbox/sandbox.ts';
import type { Sandbox } from '../../../../src/sandbox/sandbox.ts';
import { installLanguageTools, runProgram } from '../../../support/languageTools.ts';
import { allTypeFaults } from '../../../support/typeCheck.ts';

const languages = Object.keys(CODE_LANGUAGES) as CodeLanguageId[];
/** Java reads escapes in comments too: this one would end the line there. */
const TITLE = 'žádost \\u000a } */ ?> "';
let sandbox: Sandbox;
let connections: Readonly<Record<'agency' | 'own' | 'mls' | 'prague', Connection>>;
let env: Readonly<Record<string, string>>;

beforeAll(async () => {
	installLanguageTools();
	sandbox = await startSandbox({ scale: 0.2, reapit: { metadata: 'agency' } });
	const { spark, realpad, reapit } = sandbox;
	const none = { redirectUri: undefined, identityUrl: undefined };
	const settings = {
		...{ source: 'reapit' as const, apiVersion: '2020-01-31', redirectUri: undefined, readOnly: false },
		...{ baseUrl: reapit.origins.api, identityUrl: reapit.origins.connect },
	} as const;
	connections = {
		own: { ...settings, connection: 'own', customers: [], auth: 'authorizationCode' as const },
		agency: { ...settings, connection: 'agency', customers: ['SBOX'], auth: 'clientCredentials' as const },
		mls: {
			...{ source: 'spark', connection: 'mls', keyType: 'private', replication: true, dictionary: '2.0', ...none },
			...{ baseUrl: spark.origins.replication, auth: 'token', strictInitial: false },
		},
		prague: {
			...{ source: 'realpad', connection: 'prague', multipleInquiries: false, baseUrl: realpad.origin },
			...{ headers: 'ids_labels', keys: {}, identityUrl: undefined },
		},
	};
	const { server } = reapit.handlers.clients;
	const [user] = realpad.users;
	env = {
		// As in cron: nothing says that the machine's texts are UTF-8.
		LC_ALL: 'C',
		FREEHOLD_AGENCY_CLIENT_ID: server.id,
		FREEHOLD_AGENCY_CLIENT_SECRET: server.secret ?? '',
		FREEHOLD_MLS_TOKEN: spark.tokens.private.replication,
		FREEHOLD_PRAGUE_LOGIN: user?.login ?? '',
		FREEHOLD_PRAGUE_PASSWORD: user?.password ?? '',
	};
}, 600_000);
afterAll(() => sandbox.close());

function program(language: CodeLanguageId, name: keyof typeof connections | undefined, request: PlainRequest): string {
	const connection = name === undefined ? undefined : connections[name];
	const plan = codePlan({ title: TITLE, request, connection, wantsAllPages: true });
	return CODE_LANGUAGES[language].print(plan);
}

function recordsOf(out: string): readonly unknown[] {
	return out
		.trim()
		.split('\n')
		.map((line) => JSON.parse(line) as unknown);
}

async function accessToken(): Promise<string> {
	const { server } = sandbox.reapit.handlers.clients;
	const answer = await fetch(`${sandbox.reapit.origins.connect}/token`, {
		method: 'POST',
		headers: { authorization: `Basic ${Buffer.from(`${server.id}:${server.secret}`).toString('base64')}` },
		body: new URLSearchParams({ client_id: server.id, grant_type: 'client_credentials' }),
	});
	return ((await answer.json()) as { access_token: string }).access_token;
}

/** As a user's sign-in in the browser brings it. */
async function refreshToken(): Promise<string> {
	const { clients } = sandbox.reapit.handlers;
	const [user] = clients.users;
	const [redirect = ''] = clients.publicClient.redirectUris;
	const verifier = 'v'.repeat(64);
	const asked = new URLSearchParams({
		...{ response_type: 'code', client_id: clients.publicClient.id, redirect_uri: redirect, state: 's' },
		...{ code_challenge: createHash('sha256').update(verifier).digest('base64url'), code_challenge_method: 'S256' },
		...{ username: user?.name ?? '', password: user?.password ?? '' },
	});
	const { connect } = sandbox.reapit.origins;
	const allowed = await fetch(`${connect}/authorize`, { method: 'POST', body: asked, redirect: 'manual' });
	const code = new URL(allowed.headers.get('location') ?? '').searchParams.get('code') ?? '';
	const answer = await fetch(`${connect}/token`, {
		method: 'POST',
		body: new URLSearchParams({
			...{ grant_type: 'authorization_code', client_id: clients.publicClient.id, code, redirect_uri: redirect },
			code_verifier: verifier,
		}),
	});
	return ((await answer.json()) as { refresh_token: string }).refresh_token;
}

const agencyHeaders = [
	['reapit-customer', 'SBOX'],
	['api-version', '2020-01-31'],
] as const;

async function ask(path: string): Promise<unknown> {
	const authorization = `Bearer ${await accessToken()}`;
	for (;;) {
		const answer = await fetch(sandbox.reapit.origins.api + path, {
			headers: { ...Object.fromEntries(agencyHeaders), authorization },
		});
		const body: unknown = await answer.json();
		if (answer.status !== 429) return body;
		await setTimeout(Number(answer.headers.get('retry-after') ?? 1) * 1000);
	}
}

describe.each(languages)('%s', (language) => {
	test('signs in, reads all pages of a filtered list, and waits where it is told to', async () => {
		const filters = ["metadata.stage $ne 'B&B + Co'", 'metadata.budget $gte 200000'];
		const query = `${filters.map((filter) => `metadata=${encodeURIComponent(filter)}`).join('&')}&pageSize=50`;
		const request = { method: 'GET', url: `${sandbox.reapit.origins.api}/contacts/?${query}`, headers: agencyHeaders };
		const expected: unknown[] = [];
		for (let page = 1, last = 1; page <= last; page++) {
			const found = (await ask(`/contacts/?${query}&pageNumber=${page}`)) as Record<string, unknown>;
			expected.push(...(found._embedded as unknown[]));
			last = found.totalPageCount as number;
		}
		expect(expected.length).toBeGreaterThan(100);
		const refused = { kind: 'status', status: 429, headers: { 'retry-after': '0' } } as const;
		sandbox.reapit.faults.add({ match: { path: '/contacts/', nth: 2, times: 1 }, do: refused });
		const text = program(language, 'agency', request);
		expect(text).not.toContain(env.FREEHOLD_AGENCY_CLIENT_SECRET);
		const { code, out, err } = await runProgram(language, text, env);
		expect({ code, err }).toEqual({ code: 0, err: '' });
		expect(recordsOf(out)).toEqual(expected);
	});

	test('follows the next links of a replication', async () => {
		const url = `${sandbox.spark.origins.replication}/Version/3/Reso/OData/Property?$top=150&$select=ListingKey,ListPrice,City,PublicRemarks,ModificationTimestamp`;
		const { code, out, err } = await runProgram(
			language,
			program(language, 'mls', { method: 'GET', url, headers: [] }),
			env,
		);
		expect({ code, err }).toEqual({ code: 0, err: '' });
		const headers = { authorization: `Bearer ${env.FREEHOLD_MLS_TOKEN}` };
		const expected: unknown[] = [];
		for (let next: string | undefined = url; next !== undefined;) {
			const page = (await (await fetch(next, { headers })).json()) as Record<string, unknown>;
			expected.push(...(page.value as unknown[]));
			next = page['@odata.nextLink'] as string | undefined;
		}
		expect(expected.length).toBeGreaterThan(150);
		expect(recordsOf(out)).toEqual(expected);
	});

	test('changes a record that somebody else changes meanwhile', async () => {
		const { id } = ((await ask('/contacts/?pageSize=1')) as { _embedded: { id: string }[] })._embedded[0]!;
		const forename = `Ondřej "${language}" $HOME \\ 'x' \u001F \\u001f`;
		const request: PlainRequest = {
			method: 'PATCH',
			url: `${sandbox.reapit.origins.api}/contacts/${id}`,
			headers: [...agencyHeaders, ['Content-Type', 'application/json']],
			body: JSON.stringify({ forename }),
		};
		const refused = { kind: 'status', status: 412 } as const;
		sandbox.reapit.faults.add({ match: { method: 'PATCH', path: `/contacts/${id}`, nth: 1, times: 1 }, do: refused });
		const { code, out, err } = await runProgram(language, program(language, 'agency', request), env);
		expect({ code, err }).toEqual({ code: 0, err: '' });
		expect(recordsOf(out)).toEqual([{ status: 204 }]);
		expect(await ask(`/contacts/${id}`)).toMatchObject({ forename });
	});

	test('fetches an export with the login in its form, and says what went wrong', async () => {
		const url = `${sandbox.realpad.origin}/ws/v10/list-resources`;
		const request = { method: 'POST', url, headers: [] };
		sandbox.clock.advance(10 * 60_000);
		const { code, out, err } = await runProgram(language, program(language, 'prague', request), env);
		expect({ code, err }).toEqual({ code: 0, err: '' });
		expect(out).toMatch(/^<\?xml[^]*<resource/);
		const wrong = { ...env, FREEHOLD_PRAGUE_PASSWORD: 'wrong' };
		const failed = await runProgram(language, program(language, 'prague', request), wrong);
		expect(failed.code).not.toBe(0);
		expect(failed.err).toMatch(/Status 401/);
	});

	test('uses a refresh token once, and keeps the one that follows', async () => {
		const folder = await mkdtemp(join(tmpdir(), 'freehold-token-'));
		try {
			const file = join(folder, 'token');
			const first = await refreshToken();
			await writeFile(file, `${first}\n`, { mode: 0o600 });
			const { publicClient } = sandbox.reapit.handlers.clients;
			const variables = { FREEHOLD_OWN_CLIENT_ID: publicClient.id, FREEHOLD_OWN_REFRESH_TOKEN_FILE: file };
			const url = `${sandbox.reapit.origins.api}/offices/?pageSize=2`;
			const text = program(language, 'own', { method: 'GET', url, headers: [['api-version', '2020-01-31']] });
			for (let time = 0; time < 2; time++) {
				const { code, out, err } = await runProgram(language, text, variables);
				expect({ code, err }).toEqual({ code: 0, err: '' });
				expect(recordsOf(out).length).toBeGreaterThan(1);
			}
			expect((await readFile(file, 'utf8')).trim()).not.toBe(first);
			expect((await stat(file)).mode & 0o077).toBe(0);
			expect(await readdir(folder)).toEqual(['token']);
		} finally {
			await rm(folder, { recursive: true });
		}
	});

	test('sends what a request without a connection says, with variables from the environment', async () => {
		const url = `${sandbox.spark.origins.replication}/Version/3/Reso/OData/Property?$top=1000&$select={{$env.SELECTED}}`;
		const headers = [
			['Authorization', 'Bearer {{$env.MY_TOKEN}}'],
			['Content-Length', '7'],
		] as const;
		const text = program(language, undefined, { method: 'GET', url, headers });
		const variables = { MY_TOKEN: env.FREEHOLD_MLS_TOKEN ?? '', SELECTED: 'ListingKey' };
		const { code, out, err } = await runProgram(language, text, variables);
		expect({ code, err }).toEqual({ code: 0, err: '' });
		expect(Object.keys(recordsOf(out)[0] as object)).toContain('ListingKey');
		const { err: missing } = await runProgram(language, text, { SELECTED: 'ListingKey' });
		expect(missing).toContain('MY_TOKEN');
		sandbox.clock.advance(10 * 60_000);
		const form = {
			method: 'POST',
			url: `${sandbox.realpad.origin}/ws/v10/list-resources`,
			headers: [['Content-Type', 'application/x-www-form-urlencoded']],
			body: 'login={{$env.WHO}}&password={{$env.PASS}}',
		} as const;
		const given = { WHO: env.FREEHOLD_PRAGUE_LOGIN ?? '', PASS: env.FREEHOLD_PRAGUE_PASSWORD ?? '' };
		const sent = await runProgram(language, program(language, undefined, form), given);
		expect(sent).toMatchObject({ code: 0, err: '' });
		expect(sent.out).toMatch(/^<\?xml[^]*<resource/);
	});

	test('needs its secrets, and says which', async () => {
		const url = `${sandbox.reapit.origins.api}/offices/`;
		const text = program(language, 'agency', { method: 'GET', url, headers: agencyHeaders });
		const { code, err } = await runProgram(language, text, {});
		expect(code).not.toBe(0);
		expect(err).toContain('FREEHOLD_AGENCY_CLIENT_ID');
	});
});

test('TypeScript is right under strict, on either engine', () => {
	const programs = (['ts-fetch', 'ts-undici'] as const).flatMap((language) =>
		(['agency', 'own', 'mls', 'prague'] as const).flatMap((name) =>
			['GET', 'PATCH', 'POST'].map((method) => {
				const body = method === 'GET' ? undefined : '{"a":1}';
				return program(language, name, { method, url: 'https://x.test/a?b=c', headers: [], body });
			}),
		),
	);
	const body = '{"a":"{{$env.A}}"}';
	programs.push(
		program('ts-fetch', undefined, { method: 'POST', url: 'https://x.test/{{$env.B}}', headers: [], body }),
	);
	expect(allTypeFaults(programs, ['node'])).toEqual([]);
	expect(allTypeFaults([`${programs[0]}\nenv(1);`], ['node'])).not.toEqual([]);
}, 120_000);
