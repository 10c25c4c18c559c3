import { expect, test } from 'vitest';
import { FreeholdError } from '../../../src/core/errors.ts';
import { planPhases, type PhasePlanOptions } from '../../../src/core/jobs/planPhases.ts';
import type { DatasetState } from '../../../src/core/replica/contract.ts';
import type { Dataset } from '../../../src/core/sources/source.ts';

const HOUR = 3_600_000;
const now = Date.UTC(2026, 4, 2);

const property: Dataset = {
	id: 'Property',
	title: 'Listings',
	group: 'RESO',
	key: ['ListingKey'],
	cursor: 'ModificationTimestamp',
	canSweep: true,
	fullReadFindsDeletions: false,
	columns: [],
	relations: [],
	notes: [],
};
const contacts: Dataset = { ...property, id: 'Contacts', canSweep: false, fullReadFindsDeletions: true };
const lookup: Dataset = { ...property, id: 'Lookup', cursor: undefined, canSweep: false, fullReadFindsDeletions: true };

const downloaded: DatasetState = {
	dataset: 'Property',
	rows: 10,
	watermark: now - HOUR,
	resume: undefined,
	lastRun: undefined,
	lastPurge: now - HOUR,
	gaps: [],
	heldSweep: undefined,
	keyColumns: ['ListingKey'],
	hasHeldRows: true,
	columns: [],
};

function plan(options: Partial<PhasePlanOptions>): string[] {
	return planPhases({
		dataset: property,
		state: undefined,
		mode: 'auto',
		relations: ['Media'],
		strictInitial: false,
		purgeEveryMs: undefined,
		fullEveryMs: 7 * 24 * HOUR,
		now,
		...options,
	}).map(({ request, isResumed, deletesUnseen }) =>
		[request.phase, isResumed ? 'resumed' : '', deletesUnseen ? 'deletes unseen' : ''].filter(Boolean).join(', '),
	);
}

test('what was never downloaded is downloaded', () => {
	expect(plan({})).toEqual(['initial']);
	expect(plan({ mode: 'initial' })).toEqual(['initial']);
});

test('what is downloaded is updated, and purged when a purge is due', () => {
	expect(plan({ state: downloaded })).toEqual(['update']);
	expect(plan({ state: downloaded, purgeEveryMs: 24 * HOUR })).toEqual(['update']);
	expect(plan({ state: downloaded, purgeEveryMs: HOUR })).toEqual(['update', 'sweep']);
	expect(plan({ state: downloaded, mode: 'purge' })).toEqual(['sweep']);
});

test('an interrupted walk goes on before anything else', () => {
	const resume = { phase: 'initial', relations: ['Media'], checkpoint: { page: 3 } } as const;
	expect(plan({ state: { ...downloaded, watermark: undefined, resume } })).toEqual(['initial, resumed']);
	expect(plan({ state: { ...downloaded, resume: { ...resume, phase: 'update' } } })).toEqual(['update, resumed']);
	expect(plan({ state: { ...downloaded, resume: { phase: 'sweep', relations: [], checkpoint: 1 } } })).toEqual([
		'sweep, resumed',
		'update',
	]);
});

test('an interrupted walk starts anew when other relations are wanted now', () => {
	const resume = { phase: 'initial', relations: ['Media'], checkpoint: { page: 3 } } as const;
	expect(plan({ state: { ...downloaded, watermark: undefined, resume }, relations: ['Media', 'Room'] })).toEqual([
		'initial',
	]);
});

test('records that could not be read are tried again first', () => {
	const gaps = [{ key: '1', error: '500' }];
	expect(plan({ state: { ...downloaded, gaps } })).toEqual(['retry', 'update']);
});

test('a dataset whose deletions are never reported is read in full when that is due', () => {
	const state = { ...downloaded, dataset: 'Contacts', lastPurge: now - 6 * 24 * HOUR };
	expect(plan({ dataset: contacts, state })).toEqual(['update']);
	expect(plan({ dataset: contacts, state: { ...state, lastPurge: now - 8 * 24 * HOUR } })).toEqual([
		'initial, deletes unseen',
	]);
	expect(plan({ dataset: contacts, state, mode: 'purge' })).toEqual(['initial, deletes unseen']);
});

test('a dataset without a cursor is read in full every time', () => {
	expect(plan({ dataset: lookup, state: downloaded })).toEqual(['initial, deletes unseen']);
	expect(plan({ dataset: lookup, state: downloaded, mode: 'update' })).toEqual(['initial, deletes unseen']);
});

test('an update before the download is explained', () => {
	expect(() => plan({ mode: 'update' })).toThrow(FreeholdError);
});

test('a full read that finds deletions stands for the purge that is due', () => {
	const due = { purgeEveryMs: HOUR, state: downloaded };
	expect(plan({ ...due, dataset: contacts })).toEqual(['initial, deletes unseen']);
	expect(plan({ ...due, dataset: { ...lookup, canSweep: true } })).toEqual(['initial, deletes unseen']);
});
