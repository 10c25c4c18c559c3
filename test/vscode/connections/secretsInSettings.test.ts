/** Secrets in settings are found, however they are nested; what Freehold itself has there is none. */
import { expect, test } from 'vitest';
import { secretsInSettings } from '../../../src/vscode/connections/secretsInSettings.ts';

const CANARY = 'canary-7f3a9c01b2d4e6f8a0c2e4d6b8f0a2c4';

test.each([
	[
		'a setting of its own',
		{ 'freehold.mls.token': CANARY },
		'freehold.mls.token',
		'freehold.mls.token',
		'token',
		'mls',
	],
	[
		'an object by connection',
		{ 'freehold.connections': { agency: { client_secret: CANARY } } },
		'freehold.connections',
		'freehold.connections.agency.client_secret',
		'clientSecret',
		'agency',
	],
	[
		'a list',
		{ 'freehold.keys': [{ password: 'short' }] },
		'freehold.keys',
		'freehold.keys.0.password',
		'password',
		'0',
	],
	['a name that says nothing', { 'freehold.mls.x': CANARY }, 'freehold.mls.x', 'freehold.mls.x', 'token', 'mls'],
])('%s', (_, values, setting, place, field, nearest) => {
	const [found, ...others] = secretsInSettings(values);
	expect(others).toEqual([]);
	expect(found).toMatchObject({ setting, place, field });
	expect(found!.names[0]).toBe(nearest);
});

test('ordinary settings hold none', () => {
	const values = { 'freehold.jobs.runOnSchedule': true, 'freehold.network.longestWaitMinutes': 10, 'freehold.x': {} };
	expect(secretsInSettings(values)).toEqual([]);
});
