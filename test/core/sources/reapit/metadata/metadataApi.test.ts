/** Metadata records: checked by the schema of their type here, before they travel. */
import { expect, test } from 'vitest';
import { JsonText } from '../../../../../src/core/sources/reapit/entities/jsonText.ts';
import { InvalidFields } from '../../../../../src/core/sources/reapit/entities/writeErrors.ts';
import type { MetadataRecord } from '../../../../../src/core/sources/reapit/metadata/metadataApi.ts';
import { ReapitMetadata } from '../../../../../src/core/sources/reapit/metadata/metadataApi.ts';
import type { Asked, Reply } from '../vendorRig.ts';
import { invalid, noSignal, openVendor } from '../vendorRig.ts';

const schema = JSON.stringify({ type: 'object', required: ['rating'], properties: { rating: { type: 'integer' } } });
const RECORD = {
	id: 'SBOX_survey_1',
	modified: '2026-05-01T00:00:00Z',
	entityType: 'survey',
	entityId: '1',
	metadata: { rating: 4, tags: ['a'] },
};

function answers({ method, path }: Asked): Reply {
	if (path.startsWith('/metadata/metadataSchema')) {
		const page = { pageNumber: 1, pageSize: 100, totalPageCount: 1 };
		const _embedded = [{ id: 'S1', modified: '2020-01-01T00:00:00Z', schema: '{"type":"string"}' }];
		return {
			status: 200,
			json: { ...page, _embedded: [..._embedded, { id: 'S2', modified: '2026-01-01T00:00:00Z', schema }] },
		};
	}
	if (method === 'GET') return { status: 200, json: RECORD };
	return method === 'POST' ? { status: 201, headers: { location: '/metadata/SBOX_survey_2' } } : { status: 204 };
}

async function open(script: (asked: Asked) => Reply = answers) {
	const opened = await openVendor(script);
	return { ...opened, metadata: new ReapitMetadata(opened.api) };
}

const sent = (asked: readonly Asked[]): string[] => asked.map(({ method, path }) => `${method} ${path}`);

test('a document that breaks the newest schema of its type is not sent, and its line is named', async () => {
	const { metadata, vendor } = await open();
	const document = JsonText.parse('{\n  "rating": "five"\n}', 'survey.json');
	const error = await metadata.create({ entityType: 'survey', document }, {}, noSignal).catch((e: unknown) => e);
	expect(error).toBeInstanceOf(InvalidFields);
	expect((error as InvalidFields).why).toBe('survey.json:2:13 rating: must be integer');
	expect(sent(vendor.asked)).toEqual(['GET /metadata/metadataSchema?entityType=survey&pageSize=100&pageNumber=1']);
});

test('the schema is asked for once; the record’s id comes back', async () => {
	const { metadata, vendor } = await open();
	const create = () =>
		metadata.create({ entityType: 'survey', entityId: '7', document: { value: { rating: 5 } } }, {}, noSignal);
	expect((await create()).id).toBe('SBOX_survey_2');
	await create();
	expect(sent(vendor.asked).filter((one) => one.includes('metadataSchema'))).toHaveLength(1);
	expect(vendor.asked[1]?.json).toEqual({ entityType: 'survey', entityId: '7', metadata: { rating: 5 } });
});

test('built-in types have no schema, so none is asked for', async () => {
	const { metadata, vendor } = await open();
	await metadata.create({ entityType: 'contact', entityId: 'OXF1', document: { value: { x: 1 } } }, {}, noSignal);
	expect(sent(vendor.asked)).toEqual(['POST /metadata/']);
	const own = metadata.schemas.create('contact', { value: { type: 'object' } }, noSignal);
	await expect(own).rejects.toMatchObject({ reason: 'usage' });
});

test('a patch is applied here to what the vendor has, checked, and sent as JSON Patch', async () => {
	const { metadata, vendor } = await open();
	const replace = [{ op: 'replace', path: '/rating', value: 5 }];
	expect(await metadata.patch('SBOX_survey_1', { value: replace }, {}, noSignal)).toEqual({ rating: 5, tags: ['a'] });
	expect(vendor.asked.at(-1)).toMatchObject({ method: 'PATCH', path: '/metadata/SBOX_survey_1', json: replace });
	const before = vendor.asked.length;
	const removal = metadata.patch('SBOX_survey_1', { value: [{ op: 'remove', path: '/rating' }] }, {}, noSignal);
	await expect(removal).rejects.toThrow(/rating: is required and missing/);
	expect(sent(vendor.asked.slice(before))).toEqual(['GET /metadata/SBOX_survey_1']);
});

test('a replacement is checked by the type of the record that stands there', async () => {
	const { metadata, vendor } = await open();
	await metadata.put('SBOX_survey_1', { value: { rating: 1 } }, {}, noSignal);
	expect(vendor.asked.at(-1)).toMatchObject({ method: 'PUT', json: { metadata: { rating: 1 } } });
	await expect(metadata.put('SBOX_survey_1', { value: {} }, {}, noSignal)).rejects.toBeInstanceOf(InvalidFields);
	await metadata.put('SBOX_survey_1', { value: {} }, { isUnchecked: true }, noSignal);
	await metadata.delete('SBOX_survey_1', noSignal);
	expect(vendor.asked.at(-1)).toMatchObject({ method: 'DELETE', path: '/metadata/SBOX_survey_1' });
});

test('what the vendor finds in a document is shown at the user’s field', async () => {
	const { metadata } = await open(({ method }) =>
		method === 'POST'
			? invalid([{ field: 'metadata.rating', message: 'Too high' }])
			: { status: 200, json: { _embedded: [] } },
	);
	const document = JsonText.parse('{ "rating": 9 }', 'survey.json');
	const error = await metadata.create({ entityType: 'survey', document }, {}, noSignal).catch((e: unknown) => e);
	expect((error as InvalidFields).fields).toEqual([
		{ path: ['rating'], message: 'Too high', position: { line: 1, column: 13 } },
	]);
});

test.each([
	[
		'in the link to the next page',
		(token: string): object => ({ _links: { next: { href: `/metadata/?NextPageToken=${token}` } } }),
	],
	['beside the rows', (token: string): object => ({ nextPageToken: token })],
])('pages are followed by token %s', async (_where, next) => {
	const { metadata, vendor } = await open(({ path }) => {
		const token = new URL(path, 'http://x').searchParams.get('nextPageToken');
		const rows = { _embedded: [{ ...RECORD, id: token ?? 'first' }] };
		return { status: 200, json: { ...rows, ...(token === 'b' ? {} : next(token === null ? 'a' : 'b')) } };
	});
	const all: MetadataRecord[] = [];
	const query = [
		['entityType', 'survey'],
		['filter', 'metadata.rating $gt 3'],
	] as const;
	for await (const page of metadata.list(query, noSignal)) all.push(...page);
	expect(all.map(({ id }) => id)).toEqual(['first', 'a', 'b']);
	expect(vendor.asked[0]?.path).toContain('filter=metadata.rating+%24gt+3&useTokenBasedPaging=true');
});

test('pages that lead in a circle end', async () => {
	const { metadata } = await open(() => ({ status: 200, json: { _embedded: [RECORD], nextPageToken: 'a' } }));
	const walk = async (): Promise<void> => {
		for await (const page of metadata.list([], noSignal)) expect(page).toHaveLength(1);
	};
	await expect(walk()).rejects.toMatchObject({ reason: 'badResponse' });
});

test('a schema travels as text, and only when it is sound', async () => {
	const { metadata, vendor } = await open();
	await metadata.schemas.create('survey', { value: { type: 'object' } }, noSignal);
	expect(vendor.asked.at(-1)?.json).toEqual({ entityType: 'survey', schema: '{"type":"object"}' });
	await metadata.schemas.put('S1', { value: { type: 'array' } }, noSignal);
	expect(vendor.asked.at(-1)).toMatchObject({
		method: 'PUT',
		path: '/metadata/metadataSchema/S1',
		json: { schema: '{"type":"array"}' },
	});
	const broken = metadata.schemas.create('survey', { value: { type: 'objct' } }, noSignal);
	await expect(broken).rejects.toMatchObject({ reason: 'badRequest' });
	expect(vendor.asked).toHaveLength(2);
});
