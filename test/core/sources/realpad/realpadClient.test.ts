/** The client against a scripted server: statuses, the login in the body only, cool-downs and the circuit breaker. */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import type { ServerResponse } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import type { Budget } from '../../../../src/core/http/contract.ts';
import { MemoryBudget } from '../../../../src/core/http/memoryBudget.ts';
import type { TraceEvent } from '../../../../src/core/http/trace.ts';
import type { RealpadCall } from '../../../../src/core/sources/realpad/realpadClient.ts';
import { RealpadClient } from '../../../../src/core/sources/realpad/realpadClient.ts';
import { datasetUnit } from '../../../../src/core/sources/realpad/realpadUnits.ts';
import { BudgetFile } from '../../../../src/core/state/budgetFile.ts';
import { failureOf, FakeClock, serve, silentLog, StoppedClock, undiciEngine } from '../../http/rig.ts';

const products: RealpadCall = {
	path: 'list-excel-products',
	parameters: { headermode: 'ids_labels', xlsx: '1' },
	label: 'list-excel-products',
	coolDown: 'wide',
};
const start = Date.parse('2026-05-01T12:00:00Z');

interface Answer {
	readonly status: number;
	readonly body?: string;
	readonly headers?: Readonly<Record<string, string>>;
}

interface Asked {
	readonly url: string;
	readonly method: string;
	readonly headers: string;
	readonly form: Readonly<Record<string, string>>;
}

interface Rig {
	readonly origin: string;
	readonly asked: Asked[];
	readonly traced: TraceEvent[];
	readonly waits: string[];
	readonly client: (options?: ClientOptions) => RealpadClient;
	readonly call: (call?: Partial<RealpadCall>, options?: ClientOptions) => Promise<number>;
}

interface ClientOptions {
	readonly clock?: FakeClock;
	readonly budget?: Budget;
	readonly password?: string;
	readonly maxWaitMs?: number;
	readonly signal?: AbortSignal;
}

/** A vendor that gives these answers in turn, the last one for ever. */
async function vendor(...answers: readonly Answer[]): Promise<Rig> {
	const asked: Asked[] = [];
	const traced: TraceEvent[] = [];
	const waits: string[] = [];
	const served = await serve((request, response: ServerResponse, number) => {
		const pieces: Buffer[] = [];
		request.on('data', (piece: Buffer) => pieces.push(piece));
		request.on('end', () => {
			asked.push({
				url: request.url ?? '',
				method: request.method ?? '',
				headers: JSON.stringify(request.headers),
				form: Object.fromEntries(new URLSearchParams(Buffer.concat(pieces).toString())),
			});
			const answer = answers[Math.min(number, answers.length) - 1];
			response.writeHead(answer?.status ?? 500, { date: new Date(start).toUTCString(), ...answer?.headers });
			response.end(answer?.body ?? '');
		});
	});
	const budget = new MemoryBudget();
	const clock = new FakeClock(start);
	const fetch = undiciEngine();
	const client = (options: ClientOptions = {}): RealpadClient =>
		new RealpadClient(
			{ connection: 'prague', multipleInquiries: false, baseUrl: served.origin, headers: 'ids_labels', keys: {} },
			{
				...{ fetch, budget, clock, random: () => 0.5, log: silentLog, maxWaitMs: 600_000 },
				secrets: {
					get: (field) => Promise.resolve(field === 'login' ? 'jan@example.cz' : (options.password ?? 'tajné heslo&=')),
				},
				onTrace: (event) => traced.push(event),
				onWait: (_until, why) => waits.push(why),
				...options,
			},
		);
	const call: Rig['call'] = async (changes = {}, options = {}) => {
		const { status } = await client(options).call(
			{ ...products, ...changes },
			options.signal ?? new AbortController().signal,
		);
		return status;
	};
	return { origin: served.origin, asked, traced, waits, client, call };
}

test('login and password travel in the form alone', async () => {
	const { call, asked, traced } = await vendor({ status: 200, body: 'PK' });
	await call();
	expect(asked[0]).toMatchObject({
		url: '/ws/v10/list-excel-products',
		method: 'POST',
		form: { headermode: 'ids_labels', xlsx: '1', login: 'jan@example.cz', password: 'tajné heslo&=' },
	});
	expect(asked[0]?.headers).toContain('application/x-www-form-urlencoded');
	expect(asked[0]?.headers).not.toMatch(/authorization|jan@|heslo/i);
	expect(JSON.stringify(traced)).not.toMatch(/jan@|heslo|tajn/);
});

test.each<[number, string, string, string, RegExp]>([
	[400, 'Unexpected parameters found.', 'badRequest', '"Unexpected parameters found."', /Mend what Realpad/],
	[401, 'Not authorized.', 'credentials', 'a ban of up to 24 hours all look the same', /Sign in at the Realpad web/],
	[403, 'Consent needed', 'forbidden', 'has to accept a consent', /accept what it shows/],
	[404, '', 'notFound', '(HTTP 404)', /baseUrl/],
	[415, '', 'badRequest', 'forms only', /proxies/],
	[418, 'v10 is gone', 'badRequest', 'switched off this version', /Update Freehold/],
])('HTTP %i is told in our words and the vendor’s, and asked once', async (status, body, reason, why, next) => {
	const { call, asked } = await vendor({ status, body });
	const error = await failureOf(call());
	expect(error.reason).toBe(reason);
	expect(error.what).toBe('list-excel-products was refused');
	expect(error.why).toContain(why);
	expect(error.next).toMatch(next);
	expect(error.status).toBe(status);
	expect(asked).toHaveLength(1);
});

test('a server that stumbles is asked again', async () => {
	const { call, asked } = await vendor({ status: 500 }, { status: 502 }, { status: 200 });
	expect(await call()).toBe(200);
	expect(asked).toHaveLength(3);
});

test.each<[string, Answer, number]>([
	['seconds', { status: 429, headers: { 'retry-after': '240' } }, 240],
	['an HTTP date', { status: 429, headers: { 'retry-after': 'Fri, 01 May 2026 12:04:00 GMT' } }, 240],
	['words of the body', { status: 429, body: 'Too many requests. Try again in 3 minutes and 20 seconds.' }, 200],
	['a moment in the body', { status: 429, body: 'Next call possible at 2026-05-01T12:01:40Z' }, 100],
	['nothing at all', { status: 429, body: 'Too many requests' }, 300],
	['a wait of nothing', { status: 429, headers: { 'retry-after': '0' } }, 300],
])('a 429 that says when by %s is waited for', async (_by, answer, seconds) => {
	const clock = new FakeClock(start);
	const { call, asked } = await vendor(answer, { status: 200 });
	expect(await call({}, { clock })).toBe(200);
	expect(asked).toHaveLength(2);
	expect(clock.slept).toEqual([seconds * 1000]);
});

test('a pause that is longer than may be waited suspends, and says until when', async () => {
	const { call } = await vendor({ status: 429, headers: { 'retry-after': '7200' } });
	const error = await failureOf(call());
	expect(error.reason).toBe('suspended');
	expect(error.retryAt).toBe(start + 7_200_000);
});

test('the cool-down of an export is known before the call, also to the next process', async () => {
	const folder = mkdtempSync(join(tmpdir(), 'freehold-budget-'));
	onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
	const clock = new FakeClock(start);
	const file = join(folder, 'budget.sqlite');
	const process = (): BudgetFile => new BudgetFile({ file, clock, log: silentLog });
	const { call, asked, waits, client } = await vendor({ status: 200 });

	const first = process();
	await call({}, { clock, budget: first });
	first.close();
	const second = process();
	onTestFinished(() => second.close());
	expect(await client({ clock, budget: second }).nextAllowedAt('list-excel-products')).toBe(start + 300_000);
	const error = await failureOf(call({}, { clock, budget: second, maxWaitMs: 0 }));
	expect(error).toMatchObject({ reason: 'suspended', retryAt: start + 300_000 });
	expect(asked).toHaveLength(1);

	await call({ path: 'list-excel-tasks', label: 'list-excel-tasks' }, { clock, budget: second });
	expect(clock.slept).toEqual([]);
	await call({}, { clock, budget: second });
	expect(clock.slept).toEqual([300_000]);
	expect(waits).toEqual(['Realpad gives list-excel-products every 5 minutes to one login']);
	// A sniff into the file finds neither the login nor the password.
	expect(readFileSync(file).toString('latin1')).not.toMatch(/jan@|heslo/);
});

test('a narrow request neither waits for a cool-down nor begins one', async () => {
	const clock = new FakeClock(start);
	const { call, asked, client } = await vendor({ status: 200 });
	const budget = new MemoryBudget();
	await call({ coolDown: 'narrow' }, { clock, budget });
	expect(await client({ clock, budget }).nextAllowedAt('list-excel-products')).toBeUndefined();
	await call({}, { clock, budget });
	await call({ coolDown: 'narrow' }, { clock, budget });
	expect(asked).toHaveLength(3);
	expect(clock.slept).toEqual([]);
});

test('a wait for the cool-down ends at once when it is cancelled', async () => {
	const clock = new StoppedClock(start);
	const budget = new MemoryBudget();
	const { call } = await vendor({ status: 200 });
	await call({}, { clock, budget });
	const controller = new AbortController();
	const waiting = call({}, { clock, budget, signal: controller.signal });
	while (clock.slept.length === 0) await new Promise((resolve) => setImmediate(resolve));
	const reason = new Error('enough');
	controller.abort(reason);
	await expect(waiting).rejects.toBe(reason);
});

test('a cool-down runs on the vendor’s clock: when that was moved, the next answer tells', async () => {
	const clock = new FakeClock(start);
	const budget = new MemoryBudget();
	const later = new Date(start + 300_000).toUTCString();
	const { client } = await vendor({ status: 200 }, { status: 200, headers: { date: later } });
	const one = client({ clock, budget });
	const signal = new AbortController().signal;
	await one.call(products, signal);
	await one.call({ ...products, path: 'list-excel-tasks' }, signal);
	await one.call(products, signal);
	expect(clock.slept).toEqual([]);
});

test('a wrong clock of ours changes nothing about the length of a cool-down', async () => {
	const clock = new FakeClock(start + 7 * 60_000);
	const budget = new MemoryBudget();
	const { call } = await vendor({ status: 200 });
	await call({}, { clock, budget });
	await call({}, { clock, budget });
	expect(clock.slept).toEqual([300_000]);
});

test('a refused login is never tried twice, by no process, until the password is another or an hour has passed', async () => {
	const clock = new FakeClock(start);
	const budget = new MemoryBudget();
	const { call, asked } = await vendor({ status: 401 }, { status: 200 });
	expect((await failureOf(call({}, { clock, budget }))).reason).toBe('credentials');
	const again = await failureOf(call({ path: 'list-excel-tasks' }, { clock, budget }));
	expect(again).toMatchObject({ reason: 'credentials', retryAt: start + 3_600_000 });
	expect(asked).toHaveLength(1);
	expect(await call({}, { clock, budget, password: 'another' })).toBe(200);
	await clock.sleep(3_600_000);
	expect(await call({ path: 'list-excel-tasks' }, { clock, budget })).toBe(200);
});

test('a redirect to another host never gets the login', async () => {
	const thief = await vendor({ status: 200 });
	const { call } = await vendor({ status: 307, headers: { location: `${thief.origin}/ws/v10/list-excel-products` } });
	expect((await failureOf(call())).reason).toBe('unsafe');
	expect(thief.asked).toEqual([]);
});

test('without a password nothing is sent', async () => {
	const { call, asked } = await vendor({ status: 200 });
	const error = await failureOf(call({}, { password: '' }));
	expect(error).toMatchObject({ reason: 'credentials', why: 'its secret password is not set' });
	expect(error.next).toContain('FREEHOLD_PRAGUE_PASSWORD');
	expect(asked).toEqual([]);
});

test('modes of one export share its counting unit', () => {
	expect(datasetUnit('jan', 'defects-inspection')).toBe(datasetUnit('jan', 'defects'));
	expect(datasetUnit('jan', 'defects')).not.toBe(datasetUnit('eva', 'defects'));
	expect(datasetUnit('jan', 'nosuch')).toBeUndefined();
});
