/** Refresh tokens that are good once, shared by several processes of one user. */
import { spawn } from 'node:child_process';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import fc from 'fast-check';
import { expect, onTestFinished, test } from 'vitest';
import { MemoryBudget } from '../../../../src/core/http/memoryBudget.ts';
import type { Secrets } from '../../../../src/core/outside.ts';
import { customersOf } from '../../../../src/core/sources/reapit/reapitAuth.ts';
import { RotatingToken } from '../../../../src/core/sources/reapit/rotatingToken.ts';
import { systemClock } from '../../../../src/core/systemOutside.ts';
import { never, settings } from './readRig.ts';

/** Issues tokens, and remembers a refresh token that came twice: a vendor may end the sign-in for that. */
class Issuer {
	readonly reused: string[] = [];
	readonly used = new Set<string>();
	issued = 1;

	refresh(token: string): { accessToken: string; refreshToken: string; lifeMs: number; idToken: undefined } {
		if (this.used.has(token) || token !== `refresh-${this.issued}`) this.reused.push(token);
		this.used.add(token);
		this.issued++;
		return {
			accessToken: `access-${this.issued}`,
			refreshToken: `refresh-${this.issued}`,
			lifeMs: 3_600_000,
			idToken: undefined,
		};
	}
}

test('two real processes that renew one sign-in at the same time use each refresh token once and lose none', async () => {
	const issuer = new Issuer();
	const server = createServer((request, response) => {
		let body = '';
		request.setEncoding('utf8');
		request.on('data', (piece: string) => (body += piece));
		request.on('end', () => {
			const tokens = issuer.refresh(new URLSearchParams(body).get('refresh_token') ?? '');
			setTimeout(() => {
				response.writeHead(200, { 'content-type': 'application/json' });
				const { accessToken: access_token, refreshToken: refresh_token } = tokens;
				response.end(JSON.stringify({ access_token, refresh_token, token_type: 'Bearer', expires_in: 3600 }));
			}, 5);
		});
	});
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	const folder = mkdtempSync(join(tmpdir(), 'freehold-renewal-'));
	onTestFinished(() => {
		server.closeAllConnections();
		server.close();
		rmSync(folder, { recursive: true, force: true });
	});
	const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
	const secretsFile = join(folder, 'secrets.yaml');
	const secrets = `agency:\n  origin: ${origin}\n  clientId: app\n  refreshToken: refresh-1\n`;
	writeFileSync(secretsFile, secrets, { mode: 0o600 });
	await Promise.all(['7', '11'].map((seed) => runProcess([folder, origin, '8', seed])));
	expect(issuer.reused).toEqual([]);
	expect(issuer.issued).toBeGreaterThan(8);
	const stored = readFileSync(secretsFile, 'utf8');
	expect(stored).toContain(`refreshToken: refresh-${issuer.issued}`);
	expect(stored).toContain(`accessToken: access-${issuer.issued}`);
});

async function runProcess(args: readonly string[]): Promise<void> {
	const script = fileURLToPath(new URL('./renewalProcess.ts', import.meta.url));
	const child = spawn(process.execPath, [script, ...args], { stdio: ['ignore', 'ignore', 'pipe'] });
	let told = '';
	child.stderr.on('data', (piece: Buffer) => (told += piece.toString()));
	const code = await new Promise((resolve) => child.on('exit', resolve));
	expect({ code, told: told.replaceAll(/.*Warning.*\n?/g, '') }).toMatchObject({ code: 0 });
}

interface Shared {
	readonly values: Record<string, string>;
	readonly secrets: Secrets;
}

function shared(scheduler: fc.Scheduler, values: Record<string, string>): Shared {
	const secrets: Secrets = {
		get: (field) => scheduler.schedule(Promise.resolve(), `read ${field}`).then(() => values[field]),
		set: (field, value) =>
			scheduler.schedule(Promise.resolve(), `write ${field}`).then(() => {
				values[field] = value;
			}),
	};
	return { values, secrets };
}

test('however two renewals interleave, no refresh token is used twice and both end with the newest', async () => {
	await fc.assert(
		fc.asyncProperty(
			fc.scheduler(),
			fc.array(fc.integer({ min: 0, max: 2 }), { minLength: 2, maxLength: 6 }),
			async (s, who) => {
				const issuer = new Issuer();
				const { values, secrets } = shared(s, { refreshToken: 'refresh-1', accessToken: 'access-0' });
				const budget = new MemoryBudget();
				const clock = { now: () => 0, sleep: () => s.schedule(Promise.resolve(), 'wait') };
				const authorizers = [0, 1, 2].map(
					() =>
						new RotatingToken({
							secrets,
							clock,
							log: { write: () => undefined },
							budget,
							connection: 'agency',
							clientId: 'app',
							turn: 'turn',
							refresh: (token) => s.schedule(Promise.resolve(), 'refresh').then(() => issuer.refresh(token)),
						}),
				);
				const request = { method: 'GET', url: 'https://platform.reapit.cloud/', label: 'x' } as const;
				const work = Promise.all(
					who.map(async (index) => {
						const authorizer = authorizers[index];
						if (authorizer === undefined) return;
						const signed = await authorizer.authorize(request, never);
						expect(await authorizer.renew(signed, never)).toBe(true);
					}),
				);
				await s.waitFor(work);
				expect(issuer.reused).toEqual([]);
				expect(values).toMatchObject({
					refreshToken: `refresh-${issuer.issued}`,
					accessToken: `access-${issuer.issued}`,
				});
			},
		),
		{ numRuns: 60 },
	);
});

function rotating(values: Record<string, string>, issuer: Issuer, canStore: boolean): RotatingToken {
	const secrets: Secrets = {
		get: (field) => Promise.resolve(values[field]),
		...(canStore ? { set: (field: string, value: string) => Promise.resolve(void (values[field] = value)) } : {}),
	};
	return new RotatingToken({
		secrets,
		clock: systemClock(),
		log: { write: () => undefined },
		budget: new MemoryBudget(),
		connection: 'agency',
		clientId: 'app',
		turn: 'turn',
		refresh: (token) => Promise.resolve(issuer.refresh(token)),
	});
}

const request = { method: 'GET', url: 'https://platform.reapit.cloud/', label: 'x' } as const;
const jwt = (claims: object): string => `x.${Buffer.from(JSON.stringify(claims)).toString('base64url')}.x`;

test('a stored access token is used while it lives, unless it belongs to another application', async () => {
	const soon = Math.floor(Date.now() / 1000) + 1800;
	const mine = jwt({ exp: soon, client_id: 'app' });
	const one = await rotating({ refreshToken: 'refresh-1', accessToken: mine }, new Issuer(), true).authorize(
		request,
		never,
	);
	expect(one.headers?.authorization).toBe(`Bearer ${mine}`);
	for (const accessToken of [jwt({ exp: soon, client_id: 'other' }), jwt({ exp: soon - 7200, client_id: 'app' })]) {
		const two = await rotating({ refreshToken: 'refresh-1', accessToken }, new Issuer(), true).authorize(
			request,
			never,
		);
		expect(two.headers?.authorization).toBe('Bearer access-2');
	}
});

test('secrets that cannot be rewritten last as long as the process: the next token is kept in mind', async () => {
	const issuer = new Issuer();
	const values = { refreshToken: 'refresh-1' };
	const token = rotating(values, issuer, false);
	let signed = await token.authorize(request, never);
	for (let time = 0; time < 3; time++) {
		expect(await token.renew(signed, never)).toBe(true);
		signed = await token.authorize(request, never);
	}
	expect(issuer.reused).toEqual([]);
	expect(signed.headers?.authorization).toBe('Bearer access-5');
	expect(values.refreshToken).toBe('refresh-1');
});

test('the customer of a user comes with the token, and must be the one that freehold.yaml names', async () => {
	const user = { ...settings, auth: 'authorizationCode' as const, customers: [] };
	const secretsOf = (values: Record<string, string>): Secrets => ({ get: (field) => Promise.resolve(values[field]) });
	expect(await customersOf(user, secretsOf({ accessToken: jwt({ 'custom:reapit:clientCode': 'RES' }) }))).toEqual([
		'RES',
	]);
	expect(await customersOf(user, secretsOf({ customer: 'RES', accessToken: 'opaque' }))).toEqual(['RES']);
	const reasons = [
		customersOf(user, secretsOf({ accessToken: 'opaque' })),
		customersOf({ ...user, customers: ['SBOX'] }, secretsOf({ customer: 'RES' })),
		customersOf({ ...user, customers: ['SBOX', 'RES'] }, secretsOf({ customer: 'RES' })),
		customersOf({ ...user, auth: 'clientCredentials' }, secretsOf({})),
	];
	for (const reason of reasons) await expect(reason).rejects.toMatchObject({ reason: 'configuration' });
});

test('where nobody has signed in yet, that is what is said', async () => {
	const user = { ...settings, auth: 'authorizationCode' as const, customers: [] };
	await expect(customersOf(user, { get: () => Promise.resolve(undefined) })).rejects.toMatchObject({
		reason: 'credentials',
		next: expect.stringContaining('freehold sign-in agency') as string,
	});
});
