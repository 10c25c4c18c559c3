/** What is logged, traced or shown holds no secret. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { redactHeaders, redactText, redactUrl } from '../../../src/core/http/redact.ts';
import { countingUnit } from '../../../src/core/http/unit.ts';

test.each([
	['https://h/Property?$top=10&access_token=abc', 'https://h/Property?$top=10&access_token=***'],
	['https://h/v1?ApiSig=abc&AuthToken=def&_limit=1', 'https://h/v1?ApiSig=***&AuthToken=***&_limit=1'],
	['https://h/?access%5Ftoken=abc&x=1', 'https://h/?access%5Ftoken=***&x=1'],
	['https://user:pass@h/p', 'https://***@h/p'],
	['https://h/cb#access_token=abc&state=s', 'https://h/cb#access_token=***&state=s'],
	['https://h/go?to=https://x/?token=abc&b=1', 'https://h/go?to=https://x/?token=***&b=1'],
	[
		'https://h/go?to=https%3A%2F%2Fx%2F%3Ftoken%3Dabc&b=1',
		`https://h/go?to=${encodeURIComponent('https://x/?token=***')}&b=1`,
	],
	['/relative?password=abc', '/relative?password=***'],
])('%s is shown as %s', (url, shown) => {
	expect(redactUrl(url)).toBe(shown);
});

test.each([
	'https://h/Reso/OData/Property?$top=1000&%24skiptoken=20260501000000000000000000&$expand=Media($select=MediaURL;$top=1)',
	"https://h/Property('1')?$filter=ListingId eq 'a&b'",
	'https://h/?tokens=3&key=ListingKey&broken=%E0%A4%A',
	'https://h/',
	'',
])('%s is shown as it is', (url) => {
	expect(redactUrl(url)).toBe(url);
});

const secret = fc
	.string({ unit: fc.constantFrom(...Array.from('abcXYZ019-._~+/=%?;:\'"é ')), minLength: 8 })
	.map((text) => `s3cr3t${text}`);
const name = fc.constantFrom(
	'ApiSig',
	'AuthToken',
	'access_token',
	'token',
	'password',
	'client_secret',
	'code',
	'refresh_token',
);

test('a secret parameter’s value never shows, wherever it stands and whatever it holds', () => {
	const others = fc.array(fc.tuple(fc.constantFrom('a', '$skip', '_limit'), fc.webFragments()), { maxLength: 3 });
	fc.assert(
		fc.property(
			others,
			others,
			name,
			secret,
			fc.constantFrom(encodeURIComponent, encodeURI),
			(before, after, key, value, write) => {
				const written = write(value);
				const query = [...before, [key, written] as const, ...after].map(([k, v]) => `${k}=${encodeURIComponent(v)}`);
				query[before.length] = `${key}=${written}`;
				const shown = redactUrl(`https://h/path?${query.join('&')}`);
				expect(shown).not.toContain('s3cr3t');
				expect(shown.split('&')).toHaveLength(query.length);
			},
		),
	);
});

test('what is redacted once stays as it is when redacted again', () => {
	fc.assert(
		fc.property(fc.webUrl({ withQueryParameters: true, withFragments: true }), (url) => {
			expect(redactUrl(redactUrl(url))).toBe(redactUrl(url));
		}),
	);
});

test('known secrets are taken out of any text, the longer before those within them', () => {
	fc.assert(
		fc.property(
			fc.array(secret, { minLength: 1, maxLength: 3 }),
			fc.array(fc.string(), { maxLength: 3 }),
			(secrets, words) => {
				const text = secrets
					.flatMap((value, index) => [words[index] ?? '', value, encodeURIComponent(value)])
					.join(' ');
				expect(redactText(text, [...secrets, ''])).not.toContain('s3cr3t');
			},
		),
	);
});

test('texts of unknown make lose what looks like a secret', () => {
	expect(redactText('GET https://a:b@h/x?token=abc failed with Bearer eyJ.a-b_c')).toBe(
		'GET https://***@h/x?token=*** failed with Bearer ***',
	);
});

test('headers that carry credentials are masked, the others kept', () => {
	expect(
		redactHeaders({
			Authorization: 'Bearer abc',
			Cookie: 'sid=abc',
			'X-Api-Key': 'abc',
			Accept: 'application/json',
			Location: 'https://h/?code=abc',
		}),
	).toEqual({
		authorization: '***',
		cookie: '***',
		'x-api-key': '***',
		accept: 'application/json',
		location: 'https://h/?code=***',
	});
});

test('a counting unit is the same for the same key and reveals nothing of it', () => {
	expect(countingUnit('spark', 'my-key')).toMatch(/^spark:[0-9a-f]{16}$/);
	expect(countingUnit('spark', 'my-key')).toBe(countingUnit('spark', 'my-key'));
	expect(countingUnit('spark', 'my-key')).not.toBe(countingUnit('spark', 'my-key2'));
	expect(countingUnit('spark', 'my-key').slice(6)).not.toBe(countingUnit('reapit', 'my-key').slice(7));
});
