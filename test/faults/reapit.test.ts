/** The promises of replication, for Reapit: whatever happens on the way, the replica ends equal to the agency's records. */
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { openReplica } from '../../src/core/replica/replica.ts';
import { platformUnit } from '../../src/core/sources/reapit/reapitLimits.ts';
import type { FaultAction } from '../../src/sandbox/faults/faultRules.ts';
import { Agency } from '../support/agency.ts';
import { killWriter, standIn, workerUrl } from '../support/mls.ts';

let agency: Agency;
beforeEach(async () => {
	agency = await Agency.open();
});
afterEach(() => agency.close());

test('a first run downloads, a second asks for what changed, and neither ever meets a limit', async () => {
	const first = await agency.replicate({ datasets: ['contacts', 'offices', 'negotiators'] });
	expect(first.outcomes).toEqual(['done', 'done', 'done']);
	agency.expectEqualToSandbox(['contacts', 'offices', 'negotiators']);
	agency.sandbox.clock.advance(3_600_000);
	agency.reapit.edit('contacts', 7);
	agency.reapit.insert('contacts', 3);
	agency.sandbox.clock.advance(60_000);
	const second = await agency.replicate();
	expect(second.requests).toBeLessThan(4);
	expect(second.results[0]!.runs[0]!.counts.contacts).toMatchObject({ inserted: 3, updated: 7, deleted: 0 });
	agency.expectEqualToSandbox();
	expect(agency.reapit.handlers.limits.seen).toMatchObject({ refused: 0 });
});

test('what was deleted goes with the purge, and not before', async () => {
	await agency.replicate();
	const before = agency.count();
	agency.reapit.remove('contacts', 5);
	await agency.replicate();
	expect(agency.count()).toBe(before);
	const purged = await agency.replicate({ mode: 'purge' });
	expect(purged.outcomes).toEqual(['done']);
	expect(agency.count()).toBe(before - 5);
	agency.expectEqualToSandbox();
});

test('a dataset without a time of change is compared in full, and its deletions are found', async () => {
	await agency.replicate({ datasets: ['departments'] });
	agency.reapit.remove('departments', 1);
	const { results } = await agency.replicate({ datasets: ['departments'], purgeLimitPercent: 100 });
	expect(results[0]!.runs[0]!.counts.departments).toMatchObject({ deleted: 1 });
	agency.expectEqualToSandbox(['departments']);
});

test('two customers share a table and keep their records apart', async () => {
	await agency.close();
	agency = await Agency.open({ settings: { customers: ['SBOX', 'RES'] } });
	await agency.replicate({ datasets: ['contacts'] });
	agency.expectEqualToSandbox();
	agency.reapit.remove('contacts', 2, 'RES');
	await agency.settle();
	agency.expectEqualToSandbox();
});

const faults: readonly (readonly [name: string, action: FaultAction])[] = [
	['a 429 without a word', { kind: 'status', status: 429 }],
	['a 429 with seconds', { kind: 'status', status: 429, headers: { 'retry-after': '3' } }],
	['a 500', { kind: 'status', status: 500 }],
	['a 503', { kind: 'status', status: 503 }],
	['a reset', { kind: 'reset' }],
	['a body that is cut under HTTP 200', { kind: 'truncate', how: 'shortBody' }],
	['a stream that is cut', { kind: 'truncate', how: 'wrongLength' }],
	['something that is not JSON', { kind: 'wrongJson' }],
	['a page of a gateway', { kind: 'wrongContentType' }],
	['a record that comes twice', { kind: 'duplicateRecord' }],
	['a clock that is an hour ahead', { kind: 'clockSkew', ms: 3_600_000 }],
	['a clock that is an hour behind', { kind: 'clockSkew', ms: -3_600_000 }],
];

describe('equal after', () => {
	test.each(faults)('%s', async (_name, action) => {
		agency.fault(action);
		const { error } = await agency.replicate();
		if (error !== undefined) throw new Error('the run failed', { cause: error });
		agency.expectEqualToSandbox();
	});
});

test('records that come, change and go while the pages are read are all found', async () => {
	await fc.assert(
		fc.asyncProperty(
			fc.array(
				fc.record({
					nth: fc.integer({ min: 2, max: 5 }),
					op: fc.constantFrom('insert', 'edit', 'remove'),
					count: fc.integer({ min: 1, max: 20 }),
				}),
				{ minLength: 1, maxLength: 4 },
			),
			async (changes) => {
				const own = await Agency.open();
				try {
					for (const { nth, op, count } of changes) {
						const change = (): void => void own.reapit[op as 'insert']('contacts', count);
						own.fault({ kind: 'changeDuringWalk', change }, { nth });
					}
					await own.replicate();
					await own.settle();
					own.expectEqualToSandbox();
				} finally {
					await own.close();
				}
			},
		),
		{ numRuns: 8 },
	);
}, 300_000);

test('a record that spoils its page is reported, everything else is stored, and it comes when it can be read', async () => {
	const [poisoned] = agency.reapit.edit('contacts', 1);
	agency.reapit.faults.add({ match: { path: '/contacts/' }, do: { kind: 'poisonRecord', key: poisoned! } });
	const ran = await agency.replicate();
	expect(ran.outcomes).toEqual(['gaps']);
	expect(agency.count()).toBe(agency.listed() - 1);
	agency.reapit.faults.clear();
	await agency.settle();
	agency.expectEqualToSandbox();
});

test('killed between any two pages, the next run goes on and ends equal; the count of the day never goes down', async () => {
	await fc.assert(
		fc.asyncProperty(fc.integer({ min: 1, max: 4 }), fc.boolean(), async (pages, isBefore) => {
			const own = await Agency.open();
			try {
				const replica = await openReplica({ file: own.file, workerUrl });
				let applied = 0;
				const between = (target: typeof replica): typeof replica =>
					standIn(target, {
						apply: async (request) => {
							applied += 1;
							if (applied === pages && isBefore) await killWriter(replica);
							const counts = await replica.apply(request);
							if (applied === pages) await killWriter(replica);
							return counts;
						},
					});
				const broken = await own.replicateInto(replica, { between });
				expect(broken.error).toBeDefined();
				const used = (): number =>
					own.budget.usedToday(platformUnit(own.reapit.handlers.clients.server.id), own.clock.now());
				const usedBefore = used();
				expect(usedBefore).toBeGreaterThan(0);
				await own.settle();
				expect(used()).toBeGreaterThan(usedBefore);
				own.expectEqualToSandbox();
			} finally {
				await own.close();
			}
		}),
		{ numRuns: 6 },
	);
}, 300_000);

test('embedded records come along into their own tables, are charged by the billing rule, and nothing is deleted because of them', async () => {
	const ran = await agency.replicate({ datasets: ['properties'], expand: ['images', 'negotiator'] });
	expect(ran.outcomes).toEqual(['done']);
	expect(agency.count('propertyImages')).toBeGreaterThan(agency.count('properties'));
	const { charged, requests } = ran.results[0]!.runs[0]!;
	expect(charged).toBeGreaterThan(0);
	const seen = agency.reapit.handlers.limits.seen;
	// One of the requests was for the token.
	expect(seen).toMatchObject({ refused: 0, billed: requests - 1 + charged });
	await agency.replicate({ datasets: ['propertyImages'] });
	agency.expectEqualToSandbox(['propertyImages']);
});
