/** Reapit's sign-in against an OpenID provider that no one here wrote. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { FreeholdError } from '../../../../src/core/errors.ts';
import { undiciFetch } from '../../../../src/core/http/undiciFetch.ts';
import type { Secrets } from '../../../../src/core/outside.ts';
import { openIdentityDoor } from '../../../../src/core/sources/reapit/reapitDoors.ts';
import type { NetworkOutside } from '../../../../src/core/sources/reapit/door.ts';
import { reapitAuthorizer } from '../../../../src/core/sources/reapit/reapitAuth.ts';
import type { ReapitSettings } from '../../../../src/core/sources/reapit/reapitSettings.ts';
import { finishSignIn, startSignIn } from '../../../../src/core/sources/reapit/reapitSignIn.ts';
import { TokenEndpoint } from '../../../../src/core/sources/reapit/tokenEndpoint.ts';
import { BudgetFile } from '../../../../src/core/state/budgetFile.ts';
import { systemClock, systemRandom } from '../../../../src/core/systemOutside.ts';
import {
	redirectUri,
	serverClient,
	signInAsPerson,
	startOpenidProvider,
	userClient,
} from '../../../support/openidProvider.ts';
import type { OpenidProvider } from '../../../support/openidProvider.ts';

const { signal } = new AbortController();
const request = { method: 'GET', url: 'https://platform.reapit.cloud/contacts/', label: 'contacts' } as const;
let unguessable = 0;

/** Secrets that are shared by all processes of a user, as a file's or the editor's are. */
function sharedSecrets(values: Record<string, string>): Secrets & { readonly values: Record<string, string> } {
	return {
		values,
		get: (field) => Promise.resolve(values[field]),
		set: async (field, value) => {
			// Storing takes a moment, in which others go on.
			await new Promise((resolve) => setTimeout(resolve, 5));
			values[field] = value;
		},
	};
}

interface Rig {
	readonly settings: ReapitSettings;
	readonly outside: NetworkOutside;
}

function rig({ origin }: OpenidProvider, auth: ReapitSettings['auth'], secrets: Secrets): Rig {
	const folder = mkdtempSync(join(tmpdir(), 'freehold-openid-'));
	const clock = systemClock();
	const log = { write: () => undefined };
	const budget = new BudgetFile({ file: join(folder, 'budget.sqlite'), clock, log });
	const engine = undiciFetch({ env: {}, extraCa: undefined });
	onTestFinished(async () => {
		await engine.close();
		budget.close();
		rmSync(folder, { recursive: true, force: true });
	});
	return {
		settings: {
			connection: 'agency',
			customers: ['SBOX'],
			auth,
			apiVersion: '2020-01-31',
			baseUrl: undefined,
			identityUrl: origin,
			redirectUri,
			readOnly: false,
		},
		outside: { fetch: engine.fetch, clock, random: systemRandom, log, budget, secrets, maxWaitMs: 5_000 },
	};
}

/** What one process signs its requests with. */
async function authorizerOf(
	{ settings, outside }: Rig,
	clientId: string,
): Promise<ReturnType<typeof reapitAuthorizer>> {
	const endpoint = new TokenEndpoint(await openIdentityDoor(settings, outside), settings.identityUrl ?? '');
	return reapitAuthorizer({ settings, clientId, ...outside, endpoint });
}

async function signedIn(
	provider: OpenidProvider,
): Promise<{ readonly rig: Rig; readonly values: Record<string, string> }> {
	const secrets = sharedSecrets({ clientId: userClient.clientId });
	const own = rig(provider, 'authorizationCode', secrets);
	const door = await openIdentityDoor(own.settings, own.outside);
	const outside = { secrets, door, unguessable: () => `${'unguessable'.repeat(4)}${unguessable++}` };
	const started = await startSignIn(own.settings, outside, signal);
	await finishSignIn(own.settings, started, await signInAsPerson(started.url), outside, signal);
	return { rig: own, values: secrets.values };
}

test('client credentials: one token for many requests that come at once', async () => {
	const provider = await startOpenidProvider();
	const own = rig(provider, 'clientCredentials', sharedSecrets({ ...serverClient }));
	const authorizer = await authorizerOf(own, serverClient.clientId);
	const carried = await Promise.all(Array.from({ length: 10 }, () => authorizer.authorize(request, signal)));
	expect(new Set(carried.map(({ headers }) => headers?.authorization)).size).toBe(1);
	expect(carried[0]!.headers?.authorization).toMatch(/^Bearer \S+$/);
	expect(provider.granted).toEqual(['client_credentials']);
});

test('where the documented address does not exist, the discovery document names the right one', async () => {
	const provider = await startOpenidProvider({ token: '/oauth/token' });
	const own = rig(provider, 'clientCredentials', sharedSecrets({ ...serverClient }));
	const authorizer = await authorizerOf(own, serverClient.clientId);
	expect((await authorizer.authorize(request, signal)).headers?.authorization).toMatch(/^Bearer /);
});

test('a wrong secret is refused with what to do, and the secret is not shown', async () => {
	const provider = await startOpenidProvider();
	const own = rig(provider, 'clientCredentials', sharedSecrets({ ...serverClient, clientSecret: 'wrong-and-secret' }));
	const authorizer = await authorizerOf(own, serverClient.clientId);
	const error: unknown = await authorizer.authorize(request, signal).catch((reason: unknown) => reason);
	expect(FreeholdError.is(error, 'credentials')).toBe(true);
	expect(JSON.stringify(error)).toContain('invalid_client');
	expect(JSON.stringify(error)).not.toContain('wrong-and-secret');
});

test('a person signs in with PKCE; state, code and tokens fit together', async () => {
	const provider = await startOpenidProvider();
	const { values } = await signedIn(provider);
	expect(provider.granted).toEqual(['authorization_code']);
	expect(values.accessToken).toMatch(/\S/);
	expect(values.refreshToken).toMatch(/\S/);
});

test('a code is worth nothing without the verifier that asked for it', async () => {
	const provider = await startOpenidProvider();
	const secrets = sharedSecrets({ clientId: userClient.clientId });
	const own = rig(provider, 'authorizationCode', secrets);
	const door = await openIdentityDoor(own.settings, own.outside);
	const outside = { secrets, door, unguessable: () => `${'unguessable'.repeat(4)}${unguessable++}` };
	const started = await startSignIn(own.settings, outside, signal);
	const returned = await signInAsPerson(started.url);
	const stolen = { ...started, codeVerifier: 'another'.repeat(7) };
	await expect(finishSignIn(own.settings, stolen, returned, outside, signal)).rejects.toMatchObject({
		why: expect.stringContaining('invalid_grant') as string,
		next: expect.stringContaining('freehold sign-in') as string,
	});
	expect(secrets.values).not.toHaveProperty('refreshToken');
});

test('each refresh token is used once, however many processes need a new access token at the same time', async () => {
	const provider = await startOpenidProvider();
	const { rig: own, values } = await signedIn(provider);
	const processes = await Promise.all([1, 2, 3].map(() => authorizerOf(own, userClient.clientId)));
	for (let round = 0; round < 3; round += 1) {
		const outlived = { ...request, headers: { authorization: `Bearer ${values.accessToken ?? ''}` } };
		const before = values.refreshToken;
		const carried = await Promise.all(
			processes.map(async (authorizer) => {
				expect(await authorizer.renew(outlived, signal)).toBe(true);
				return authorizer.authorize(request, signal);
			}),
		);
		expect(new Set(carried.map(({ headers }) => headers?.authorization)).size).toBe(1);
		expect(values.refreshToken).not.toBe(before);
	}
	expect(provider.granted).toEqual(['authorization_code', 'refresh_token', 'refresh_token', 'refresh_token']);
	expect(provider.refused).toEqual([]);
});
