/** Who is let in, how often, and with which parameters. */
import { expect, test } from 'vitest';
import { cellsOf, openRig } from './rig.ts';
import type { Rig } from './rig.ts';

const endpoint = 'list-excel-projects';
const minutes = (count: number): number => count * 60_000;

async function told(response: Response): Promise<readonly [status: number, text: string]> {
	return [response.status, await response.text()];
}

test('services are called by POST with a form', async () => {
	await using rig = await openRig();
	const url = `${rig.realpad.origin}/ws/v10/${endpoint}`;
	expect((await fetch(url)).status).toBe(405);
	const credentials = { login: 'takeout', password: 'sandbox-takeout' };
	expect((await fetch(url, { method: 'POST', body: JSON.stringify(credentials) })).status).toBe(415);
	const asJson = { method: 'POST', body: JSON.stringify(credentials), headers: { 'content-type': 'application/json' } };
	expect((await fetch(url, asJson)).status).toBe(415);
	const form = new FormData();
	form.set('login', 'takeout');
	expect((await fetch(url, { method: 'POST', body: form })).status).toBe(415);
	expect((await fetch(`${url}-x`, { method: 'POST', body: new URLSearchParams(credentials) })).status).toBe(404);
});

test('an older version is told to be deprecated', async () => {
	await using rig = await openRig();
	const body = new URLSearchParams({ login: 'takeout', password: 'sandbox-takeout' });
	expect((await fetch(`${rig.realpad.origin}/ws/v9/${endpoint}`, { method: 'POST', body })).status).toBe(418);
	await using next = await openRig({ version: 11 });
	expect(await told(await next.call(endpoint))).toEqual([418, 'Version v10 of the API is deprecated. Use v11.']);
});

test.each<[string, Record<string, string>, string]>([
	['a missing login', { login: '' }, 'Parameter missing: login.'],
	['a missing password', { password: '' }, 'Parameter missing: password.'],
	['an unknown parameter', { projektids: '1' }, 'Unexpected parameters found: projektids.'],
	['a parameter of another export', { mode: 'DEAL_DEFECTS' }, 'Unexpected parameters found: mode.'],
	['an unknown header mode', { headermode: 'both' }, 'Incorrect parameter format: headermode.'],
	['projects that are no numbers', { projectids: '1,x' }, 'Incorrect parameter format: projectids.'],
])('400 for %s', async (_, form, text) => {
	await using rig = await openRig();
	expect(await told(await rig.call(endpoint, form))).toEqual([400, text]);
});

test('400 for a missing project, an unknown mode, a day that no calendar has, credentials in the address', async () => {
	await using rig = await openRig();
	const call = async (name: string, form: Record<string, string>): Promise<string> =>
		(await told(await rig.call(`list-excel-${name}`, form))).join(' ');
	expect(await call('project-units-history', {})).toBe('400 Parameter missing: projectid.');
	expect(await call('project-units-history', { projectid: '9' })).toMatch(/^400 .*no project 9/);
	expect(await call('unit-history', {})).toBe('400 Parameter missing: unitid.');
	expect(await call('defects', { mode: 'ALL' })).toBe('400 Incorrect parameter format: mode.');
	expect(await call('inquiries', { creationdatefrom: '2026-02-30' })).toBe(
		'400 Incorrect parameter format: creationdatefrom.',
	);
	expect(await call('invoices', { filter_status: '7' })).toBe('400 Incorrect parameter format: filter_status.');
	expect(await call('projects?login=takeout', {})).toBe('400 Unexpected parameters found: login.');
});

test('401 for a wrong password, an open invitation, another area; 403 for a missing consent', async () => {
	await using rig = await openRig();
	const refused = [401, 'Not authorized.'];
	expect(await told(await rig.call(endpoint, { password: 'x' }))).toEqual(refused);
	expect(await told(await rig.call(endpoint, {}, 'nobody'))).toEqual(refused);
	expect(await told(await rig.call(endpoint, {}, 'takeout-invited'))).toEqual(refused);
	expect(await told(await rig.call(endpoint, {}, 'landing-page'))).toEqual(refused);
	expect((await rig.call(endpoint, {}, 'takeout-consent')).status).toBe(403);
	rig.realpad.acceptInvitation('takeout-invited');
	rig.realpad.setConsent('takeout-consent', true);
	expect((await rig.call(endpoint, {}, 'takeout-invited')).status).toBe(200);
	expect((await rig.call(endpoint, {}, 'takeout-consent')).status).toBe(200);
});

async function failLogins(rig: Rig, count: number): Promise<void> {
	for (let i = 0; i < count; i += 1) expect((await rig.call(endpoint, { password: `x${i}` })).status).toBe(401);
}

test('five failed logins lead to a ban that looks like a wrong password, each longer than the last, up to a day', async () => {
	await using rig = await openRig();
	for (const length of [15, 60, 24 * 60, 24 * 60]) {
		await failLogins(rig, 5);
		rig.realpad.advance(minutes(length) - 1);
		expect(await told(await rig.call(endpoint))).toEqual([401, 'Not authorized.']);
		rig.realpad.advance(1);
		expect((await rig.call('list-resources')).status, `after ${length} minutes`).toBe(200);
	}
	expect((await rig.call(endpoint, {}, 'takeout-en')).status).toBe(200);
});

test('a successful login forgets failures', async () => {
	await using rig = await openRig();
	await failLogins(rig, 4);
	expect((await rig.call('list-resources')).status).toBe(200);
	await failLogins(rig, 4);
	expect((await rig.call('list-resources')).status).toBe(200);
});

test('by switch, a ban is told as 429 with its end', async () => {
	await using rig = await openRig({ banMode: 429 });
	await failLogins(rig, 5);
	const banned = await rig.call(endpoint);
	expect([banned.status, banned.headers.get('retry-after')]).toEqual([429, '900']);
	expect(await banned.text()).toContain('Too many failed logins');
});

test('an export cools down for five minutes per endpoint and login', async () => {
	await using rig = await openRig();
	expect((await rig.call(endpoint)).status).toBe(200);
	rig.realpad.advance(minutes(1));
	const refused = await rig.call(endpoint, { xlsx: '1' });
	expect([refused.status, refused.headers.get('retry-after')]).toEqual([429, '240']);
	expect(await refused.text()).toBe(
		'Too many requests. The endpoint can be called again in 240 seconds, at 2026-05-01T12:05:00Z.',
	);
	expect((await rig.call('list-excel-products')).status).toBe(200);
	expect((await rig.call(endpoint, {}, 'takeout-en')).status).toBe(200);
	rig.realpad.advance(minutes(4));
	expect((await rig.call(endpoint)).status).toBe(200);
});

test("Retry-After is seconds, an HTTP date by the server's clock, or absent", async () => {
	const header = async (retryAfter: 'date' | 'none'): Promise<(string | null)[]> => {
		await using rig = await openRig({ retryAfter });
		rig.sandbox.clock.skew(minutes(7));
		await rig.call(endpoint);
		const { headers } = await rig.call(endpoint);
		return [headers.get('date'), headers.get('retry-after')];
	};
	expect(await header('date')).toEqual(['Fri, 01 May 2026 12:07:00 GMT', 'Fri, 01 May 2026 12:12:00 GMT']);
	expect(await header('none')).toEqual(['Fri, 01 May 2026 12:07:00 GMT', null]);
});

test('the list of files does not cool down; a refused request starts no cool-down unless told to', async () => {
	await using rig = await openRig();
	for (let i = 0; i < 3; i += 1) expect((await rig.call('list-resources')).status).toBe(200);
	expect((await rig.call(endpoint, { foo: '1' })).status).toBe(400);
	expect((await rig.call(endpoint)).status).toBe(200);
	await using strict = await openRig({ cooldownCountsRefused: true });
	expect((await strict.call(endpoint, { foo: '1' })).status).toBe(400);
	expect((await strict.call(endpoint)).status).toBe(429);
});

test.each<[string, Record<string, string>, boolean]>([
	['inquiries', { projectids: '11' }, true],
	['inquiries', { projectids: '11,18' }, false],
	['inquiries', { fulltext: 'Kučera' }, true],
	['inquiries', { fulltext: 'Kuče ' }, false],
	['inquiries', { creationdatefrom: '2025-01-01', creationdateto: '2025-01-31' }, true],
	['inquiries', { creationdatefrom: '2025-01-01', creationdateto: '2025-02-01' }, false],
	['inquiries', { creationdatefrom: '2026-04-29' }, false],
	['inquiries', { statusids: '1' }, false],
	['business-cases', { creationdatefrom: '2025-01-01', creationdateto: '2025-01-02' }, false],
	['business-cases', { projectids: '11' }, true],
	['business-cases', { fulltext: 'Novotn' }, true],
	['project-units-history', { projectid: '11' }, false],
])('%s with %j waives the cool-down: %s', async (name, form, isWaived) => {
	await using rig = await openRig();
	const statuses = [];
	for (let i = 0; i < 2; i += 1) statuses.push((await rig.call(`list-excel-${name}`, form)).status);
	expect(statuses).toEqual([200, isWaived ? 200 : 429]);
});

test('a narrow request neither waits for a cool-down nor starts one', async () => {
	await using rig = await openRig();
	expect((await rig.call(endpoint, { projectids: '11' })).status).toBe(200);
	expect((await rig.call(endpoint)).status).toBe(200);
	expect((await rig.call(endpoint, { projectids: '11' })).status).toBe(200);
	expect((await rig.call(endpoint)).status).toBe(429);
});

test('filters narrow the rows', async () => {
	await using rig = await openRig();
	const all = rig.realpad.table('list-excel-inquiries').rows;
	const ids = async (form: Record<string, string>): Promise<unknown[]> => {
		rig.realpad.forgive();
		return (await cellsOf(await rig.call('list-excel-inquiries', form))).slice(1).map(([id]) => id);
	};
	const where = (isWanted: (row: (typeof all)[number]) => boolean): unknown[] =>
		all.filter(isWanted).map((row) => row.inquiry_id);
	expect(await ids({ projectids: '11,18' })).toEqual(where((row) => row.project_id === 11 || row.project_id === 18));
	expect(await ids({ statusids: '2' })).toEqual(where((row) => row.status_id === 2));
	expect(await ids({ fulltext: 'RUZICK' })).toEqual(where((row) => String(row.customer).includes('Růžičk')));
	const [from, to] = ['2024-03-01', '2024-05-31'];
	const isBetween = (row: (typeof all)[number]): boolean => {
		const day = String(row.created).slice(0, 10);
		return day >= from && day <= to;
	};
	expect(await ids({ creationdatefrom: from, creationdateto: to })).toEqual(where(isBetween));
	expect(where(isBetween).length).toBeGreaterThan(0);
});

test("the six modes of defects divide them; without one, the deals' own are meant", async () => {
	await using rig = await openRig();
	const ids = (mode?: string, login?: string): unknown[] =>
		rig.realpad.table('list-excel-defects', login, mode === undefined ? {} : { mode }).rows.map((row) => row.defect_id);
	for (const kind of ['DEAL', 'INSPECTION']) {
		const parts = [...ids(`${kind}_DEFECTS`), ...ids(`${kind}_DEFECTS_COMMUNAL_AREA`)];
		expect(ids(`${kind}_DEFECTS_COMBINED`).sort()).toEqual(parts.sort());
	}
	expect(ids()).toEqual(ids('DEAL_DEFECTS'));
	expect(ids(undefined, 'takeout-migrated')).toEqual(ids('DEAL_DEFECTS_COMBINED'));
	const communal = rig.realpad.table('list-excel-defects', undefined, { mode: 'DEAL_DEFECTS_COMMUNAL_AREA' }).rows;
	expect(communal.every((row) => row.deal_id === null)).toBe(true);
});

test('a developer with Multiple Inquiries is refused the old exports by name', async () => {
	await using rig = await openRig();
	expect(await told(await rig.call('list-excel-customers', {}, 'takeout-migrated'))).toEqual([
		400,
		'list-excel-customers is not available to developers with Multiple Inquiries. Use list-excel-customers-contacts.',
	]);
	expect((await rig.call('list-excel-customers')).status).toBe(200);
	rig.realpad.migrate();
	expect((await rig.call('list-excel-sales-status')).status).toBe(400);
	expect((await rig.call('list-excel-customers-contacts')).status).toBe(200);
	await using lenient = await openRig({ isMigrated: true, whenMigrated: 'serve' });
	expect((await lenient.call('list-excel-customers')).status).toBe(200);
});
