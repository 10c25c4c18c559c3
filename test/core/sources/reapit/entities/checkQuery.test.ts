/** Parameters that Reapit would ignore, and so answer more than was asked for. */
import { expect, test } from 'vitest';
import { checkQuery } from '../../../../../src/core/sources/reapit/entities/checkQuery.ts';
import { EntityPaths } from '../../../../../src/core/sources/reapit/entities/entityPaths.ts';
import { reapitEndpoints } from '../../../../../src/vendor/reapit/endpoints.ts';

const { endpoint } = new EntityPaths(await reapitEndpoints()).operation('contacts', 'GET');

test('names of links are taken in any case, and sent as the vendor documents them', () => {
	const query = [
		['PageNumber', '2'],
		['embed', 'offices'],
		['Embed', 'negotiators'],
		['modifiedFrom', '2026-05-01T00:00:00Z'],
		['fromArchive', 'true'],
	] as const;
	expect(checkQuery(endpoint, query).map(([name]) => name)).toEqual([
		'pageNumber',
		'embed',
		'embed',
		'modifiedFrom',
		'fromArchive',
	]);
});

test.each([
	[[['emial', 'x']], "Did you mean 'email'?"],
	[[['limit', '25']], 'It takes: '],
	[[['embed', 'office']], "Did you mean 'offices'?"],
	[[['pageNumber', 'two']], 'a whole number'],
	[[['fromArchive', 'yes']], 'true or false'],
	[[['modifiedFrom', '2026-05-01T00:00:00']], 'time zone'],
	[
		[
			['pageNumber', '1'],
			['PageNumber', '2'],
		],
		'Give it once',
	],
] as const)('%j is refused: %s', (query, next) => {
	expect(() => checkQuery(endpoint, query)).toThrow();
	try {
		checkQuery(endpoint, query);
	} catch (error) {
		expect(error).toMatchObject({ reason: 'usage', next: expect.stringContaining(next) as string });
	}
});
