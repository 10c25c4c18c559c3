/** Which address and which limit a key gets. */
import { expect, test } from 'vitest';
import { sparkHosts } from '../../../../src/core/sources/spark/sparkHosts.ts';
import { sparkLimit } from '../../../../src/core/sources/spark/sparkLimits.ts';
import { guessNextLink } from '../../../../src/core/sources/spark/nextLink.ts';
import { linkOption, withOptions, withoutCredentials } from '../../../../src/core/sources/spark/odataLink.ts';
import { settings } from './scriptedSpark.ts';

test.each([
	[{ replication: true, dictionary: '1.7' }, 'https://replication.sparkapi.com/Reso/OData'],
	[{ replication: true, dictionary: '2.0' }, 'https://replication.sparkapi.com/Version/3/Reso/OData'],
	[{ replication: false, dictionary: '1.7' }, 'https://sparkapi.com/Reso/OData'],
	[{ replication: false, dictionary: '1.6' }, 'https://sparkapi.com/Reso/Dictionary/1.6/OData'],
	[
		{ replication: true, dictionary: '2.0', baseUrl: 'http://127.0.0.1:8080/' },
		'http://127.0.0.1:8080/Version/3/Reso/OData',
	],
])('a key of %o reads listings at %s', (changes, reso) => {
	expect(sparkHosts({ ...settings, ...changes }).reso).toBe(reso);
});

test('signing in goes to the normal host, whatever the key', () => {
	expect(sparkHosts(settings)).toMatchObject({
		native: 'https://replication.sparkapi.com/v1',
		grant: 'https://sparkapi.com/v1/oauth2/grant',
		identity: 'https://sparkplatform.com',
	});
});

test('an address that is none is a mistake in the configuration', () => {
	expect(() => sparkHosts({ ...settings, baseUrl: 'replication' })).toThrow(
		expect.objectContaining({ reason: 'configuration' }) as Error,
	);
});

test.each([
	['idx', 1500],
	['private', 1500],
	['vow', 4000],
	['bbo', 4000],
] as const)('a key of role %s may send %i requests per 5 minutes', (keyType, requests) => {
	expect(sparkLimit(keyType, 'spark:x')).toMatchObject({ requests, windowMs: 300_000, unit: 'spark:x' });
});

const link = 'https://h/Reso/OData/Property?%24top=1000&%24expand=Media%28%24top%3D1%29&%24skiptoken=A%2bb%3D%3D';

test('changing one option of a link leaves the others as they were written', () => {
	expect(withOptions(link, { $top: '500' })).toBe(link.replace('=1000', '=500'));
	expect(withOptions(link, { $expand: undefined, $select: 'ListingKey' })).toBe(
		'https://h/Reso/OData/Property?%24top=1000&%24skiptoken=A%2bb%3D%3D&$select=ListingKey',
	);
	expect(linkOption(link, '$expand')).toBe('Media($top=1)');
	expect(withOptions('https://h/x', { $top: '1' })).toBe('https://h/x?$top=1');
});

test('credentials that a server repeats in a link are not kept', () => {
	expect(withoutCredentials('https://h/x?AuthToken=a&$skip=2&apisig=b')).toBe('https://h/x?$skip=2');
	expect(withoutCredentials(link)).toBe(link);
});

test.each([
	['{"value":[],"@odata.nextLink":"https:\\/\\/h\\/x?a=1\\u00262"}', 'https://h/x?a=1&2'],
	['{"value":[{"Media@odata.nextLink":"https://h/media"}]}', undefined],
	['{"value":[{"Remarks":"see \\"@odata.nextLink\\":\\"https://evil/\\""}]}', undefined],
	['{"value":[', undefined],
])('the tail %s leads to %s', (body, expected) => {
	expect(guessNextLink(new TextEncoder().encode(body), 'https://h/')).toBe(expected);
});
