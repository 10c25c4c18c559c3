/** Types of replicated records, held against the records themselves. */
import { afterEach, expect, test } from 'vitest';
import { FreeholdError } from '../../../src/core/errors.ts';
import { ReplicaReader } from '../../../src/core/replica/reader.ts';
import { datasetTypes } from '../../../src/core/types/datasetTypes.ts';
import { typesText } from '../../../src/core/types/typesText.ts';
import { Agency } from '../../support/agency.ts';
import { Mls } from '../../support/mls.ts';
import { allTypeFaults, typeFaults } from '../../support/typeCheck.ts';

const opened: { close(): Promise<void> }[] = [];
afterEach(async () => {
	for (const one of opened.splice(0)) await one.close();
});

async function typesAndRows(file: string, source: 'reapit' | 'spark', dataset: string): Promise<string> {
	using reader = new ReplicaReader(file);
	const types = await datasetTypes(reader, { connection: 'c', source, dataset });
	const rows = [...reader.rows(dataset)].map(({ _hidden, ...row }) => (_hidden === undefined ? row : row));
	// Through `unknown[]` no fault would be found: each record is written out.
	return `${await typesText(types, 'ts')}\nexport const all: ${types.name}[] = ${withoutNulls(rows)};`;
}

/** What a replica has as NULL was null or absent; the type allows both. */
function withoutNulls(rows: readonly object[]): string {
	return JSON.stringify(rows);
}

test('every contact and property of an agency is of its type, under strict', async () => {
	const agency = await Agency.open({ scale: 0.05 });
	opened.push(agency);
	await agency.replicate({ datasets: ['contacts', 'properties', 'offices'] });
	const datasets = ['contacts', 'properties', 'offices'];
	const texts = await Promise.all(datasets.map((dataset) => typesAndRows(agency.file, 'reapit', dataset)));
	expect(allTypeFaults(texts)).toEqual([]);
});

test('every listing of an MLS is of its type, its nested rows too', async () => {
	const mls = await Mls.open();
	opened.push(mls);
	await mls.replicate({ datasets: ['Property'], expand: ['Media'] });
	const text = await typesAndRows(mls.file, 'spark', 'Property');
	expect(typeFaults(text)).toEqual([]);
	expect(text).toMatch(/Only where it was asked for[^]*\n\tMedia\?: PropertyMediaItem\[\];/);
});

test("before anything is replicated, Reapit's types are the vendor's; others are not known", async () => {
	const declared = await datasetTypes(undefined, { connection: 'agency', source: 'reapit', dataset: 'contacts' });
	expect(declared.name).toBe('Contact');
	expect(await typesText(declared, 'ts')).toContain('export interface Contact {');
	const unknown = datasetTypes(undefined, { connection: 'mls', source: 'spark', dataset: 'Property' });
	await expect(unknown).rejects.toSatisfy((error) => FreeholdError.is(error, 'notFound'));
});
