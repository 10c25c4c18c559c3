/** Every dataset of the catalogue against the sandbox, into a real replica. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { reapitLists } from '../../../../src/core/sources/reapit/catalogue/lists.ts';
import { Agency } from '../../../support/agency.ts';

let agency: Agency;
beforeAll(async () => {
	agency = await Agency.open({ scale: 0.03 });
});
afterAll(() => agency.close());

test('every list is read to its end, those below single records too, and read again without a change', async () => {
	const names = [...(await reapitLists()).keys()];
	const first = await agency.replicate({ datasets: names });
	const failed = first.results.filter(({ error }) => error !== undefined);
	expect(failed.map(({ dataset, error }) => [dataset, error])).toEqual([]);
	expect(new Set(first.outcomes)).toEqual(new Set(['done']));
	expect(first.events.filter(({ type }) => type === 'warning')).toEqual([]);
	agency.sandbox.clock.advance(3_600_000);
	const second = await agency.replicate({ datasets: names });
	for (const { dataset, runs } of second.results) {
		const { inserted = 0, updated = 0, deleted = 0 } = runs[0]?.counts[dataset] ?? {};
		expect({ dataset, inserted, updated, deleted }).toEqual({ dataset, inserted: 0, updated: 0, deleted: 0 });
	}
}, 120_000);

test('every embed that is offered is stored in the table of its dataset', async () => {
	const lists = [...(await reapitLists()).values()].filter(({ dataset }) => dataset.relations.length > 0);
	for (const { id, dataset } of lists) {
		const expand = dataset.relations.map(({ property }) => property);
		const { error } = await agency.replicate({ datasets: [id], expand, mode: 'initial' });
		if (error !== undefined) throw new Error(`${id} with its embeds failed`, { cause: error });
	}
	expect(agency.count('propertyImages')).toBeGreaterThan(0);
}, 120_000);
