import fc from 'fast-check';
import { expect, test } from 'vitest';
import { FreeholdError } from '../../../src/core/errors.ts';
import { decodePage } from '../../../src/core/replica/decodePage.ts';
import { findJsonFault } from '../../../src/core/replica/jsonFault.ts';
import { body, dataset, planOf } from './replicaFixture.ts';

const media = { property: 'Media', dataset: 'Media', key: ['MediaKey'], parentColumn: 'ResourceRecordKey' };
const property = dataset('Property', { relations: [media] });
const plan = planOf(property);

function refusal(of: Uint8Array, with_ = plan): FreeholdError {
	try {
		decodePage(of, with_);
	} catch (error) {
		if (FreeholdError.is(error, 'badResponse')) return error;
		throw error;
	}
	throw new Error('the body was taken');
}

test('a page is told apart into rows and envelope', () => {
	const document = { '@odata.count': 2, value: [{ Key: 'a' }, { Key: 'b' }], '@odata.nextLink': 'n' };
	const page = decodePage(body(document), plan);
	expect(page.keys).toEqual(['a', 'b']);
	expect(page.envelope).toEqual({ '@odata.count': 2, '@odata.nextLink': 'n' });
	const nested = { D: { Success: true, Results: [{ Key: 'a' }], Pagination: { TotalRows: 1 } } };
	expect(decodePage(body(nested), planOf(property, { rowsAt: ['D', 'Results'] })).envelope).toEqual({
		D: { Success: true, Pagination: { TotalRows: 1 } },
	});
});

test('a byte order mark is no fault', () => {
	expect(decodePage(body('\uFEFF{"value":[{"Key":"č"}]}'), plan).keys).toEqual(['č']);
});

test('relations that the vendor paged are told with their parent', () => {
	const page = decodePage(body({ value: [{ Key: 'a', Media: [], 'Media@odata.nextLink': 'x' }] }), plan);
	expect(page.partialRelations).toEqual([{ parentKey: 'a', property: 'Media', nextLink: 'x' }]);
});

test.each([
	['{"value":{}}', /"value" is not an array/],
	['{"error":{}}', /"value" is not an array/],
	['[]', /"value" is not an array/],
	['null', /"value" is not an array/],
	['{"value":[{"Key":"a"},5]}', /row 2 is not an object/],
	['{"value":[{"Key":"a"},{"Kez":"b"}]}', /row 2 has no Key/],
	['{"value":[{"Key":""}]}', /row 1 has no Key/],
	['{"value":[{"Key":null}]}', /row 1 has no Key/],
	['{"value":[{"Key":"a","Media":[{"MediaKey":"m"},{}]}]}', /row 2 in Media of a has no MediaKey/],
])('%s is refused as of another shape', (text, why) => {
	expect(refusal(body(text)).why).toMatch(why);
});

test.each([
	['', 0, true],
	['{"value":[', 10, true],
	['{"value":[{"Key":"a"}', 21, true],
	['{"value":[{"Key":"č', 20, true],
	['{"value":[{"Key":x}]}', 17, false],
	['{"value":[{"Key":tru}]}', 20, false],
	['{"value":[],}', 12, false],
	['{"value":[1,]}', 12, false],
	['{"value":[01]}', 11, false],
	['{"value":[1.]}', 12, false],
	['{"value":["\\x"]}', 12, false],
	['{"value":["\\u12G4"]}', 15, false],
	['{"value":["a\nb"]}', 12, false],
	['{"value":[]} x', 13, false],
	['<html>busy</html>', 0, false],
	['{"value":[-]}', 11, false],
	['{"value":[1e]}', 12, false],
])('%j goes wrong at byte %i', (text, offset, isTruncated) => {
	expect(findJsonFault(body(text))).toEqual({ offset, isTruncated });
	expect(refusal(body(text)).why).toContain(`byte ${offset}`);
});

test('bytes that are no UTF-8 are a fault, not a replacement character', () => {
	const broken = body('{"value":[{"Key":"aXb"}]}');
	broken[19] = 0xff;
	expect(refusal(broken).why).toMatch(/not JSON from byte 19 on; 25 bytes came/);
});

test('a page cut at any byte is refused with that byte, and never read as fewer rows', () => {
	const rows = [
		{ Key: 'a', City: 'Příbram "x" \\ \u2028 😀', Price: -12.5e3, Media: [{ MediaKey: 'm' }] },
		{ Key: 'b', IsNew: true, Gone: false, Nothing: null, Long: 12345678901234567890n },
	];
	const text = JSON.stringify(
		{ '@odata.count': 2, value: rows, '@odata.nextLink': 'https://x/?a=1' },
		(_key, value: unknown) => (typeof value === 'bigint' ? Number(value) : value),
	);
	const whole = body(text);
	expect(decodePage(whole, plan).rows).toHaveLength(2);
	for (let length = 0; length < whole.length; length++) {
		const error = refusal(whole.slice(0, length));
		expect(error.why).toContain(`stops in the middle at byte ${length}; ${length} bytes came`);
	}
});

test('the fault finder agrees with JSON.parse on every text', () => {
	const mutated = fc
		.tuple(
			fc.json({ stringUnit: 'grapheme' }),
			fc.nat(),
			fc.constantFrom('', '"', ',', '}', ']', '\\', '0', 'e', '-', ' ', ':'),
		)
		.map(([text, at, inserted]) => {
			const place = at % (text.length + 1);
			return text.slice(0, place) + inserted + text.slice(place + (at % 2));
		});
	fc.assert(
		fc.property(mutated, (text) => {
			const bytes = body(text.toWellFormed());
			let isSound = true;
			try {
				JSON.parse(text.toWellFormed());
			} catch {
				isSound = false;
			}
			expect(findJsonFault(bytes) === undefined).toBe(isSound);
		}),
		{ numRuns: 2000 },
	);
});

test('any bytes are either a page or a refusal', () => {
	fc.assert(
		fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
			expect(refusal(bytes).next).toMatch(/Try again/);
		}),
	);
});
