/** The metadata filter: which documents an expression finds, and which expressions are refused. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { SandboxClock } from '../../../../src/sandbox/clock.ts';
import type { JsonObject } from '../../../../src/sandbox/json.ts';
import { MetadataRecords } from '../../../../src/sandbox/reapit/metadata/records.ts';
import { Schemas } from '../../../../src/sandbox/reapit/metadata/schemas.ts';
import { AttachedMetadata } from '../../../../src/sandbox/reapit/metadata/store.ts';
import { ReapitRefusal } from '../../../../src/sandbox/reapit/refusal.ts';
import type { ReapitWritingOptions } from '../../../../src/sandbox/reapit/writingOptions.ts';

function finds(
	document: JsonObject | undefined,
	expressions: readonly string[],
	switches: Pick<ReapitWritingOptions, 'serverBugs' | 'malformedFilter'> = {},
): boolean | string {
	const clock = new SandboxClock();
	const store = new AttachedMetadata(new MetadataRecords(clock), new Schemas(clock), {
		serverBugs: false,
		malformedFilter: 'refuse',
		...switches,
	});
	try {
		return store.matches(expressions)(document);
	} catch (error) {
		if (!(error instanceof ReapitRefusal) || error.status !== 400) throw error;
		return error.message;
	}
}

const document: JsonObject = {
	city: 'London',
	count: 100.5,
	isHot: true,
	chased: '2020-11-05T13:15:30Z',
	day: '2020-11-05',
	digits: '100',
	tags: ['ONE', 'TWO'],
	ids: [1, 2],
	nothing: null,
	deep: { Down: { value: 7 } },
	quoted: "O'Brien, Sons",
};

test.each([
	["metadata.city $eq 'London'", true],
	["metadata.city $eq 'LONDON'", true],
	["METADATA.City $EQ 'london'", true],
	["metadata.city $ne 'Paris'", true],
	["metadata.city $ne 'London'", false],
	["metadata.city $in 'Paris','london'", true],
	["metadata.city $in 'Paris', 'London'", true],
	["metadata.city $in 'London'", true],
	["metadata.city $nin 'Paris','Rome'", true],
	["metadata.city $nin 'Paris','London'", false],
	['metadata.count $eq 100.5', true],
	['metadata.count $gt 100', true],
	['metadata.count $gte 100.5', true],
	['metadata.count $lt 100.5', false],
	['metadata.count $lte 100.5', true],
	['metadata.count $gt -1', true],
	['metadata.count $in 30,100.5', true],
	['metadata.count $nin 30,100.5', false],
	['metadata.isHot $eq true', true],
	['metadata.isHot $ne false', true],
	['metadata.isHot $eq TRUE', true],
	['metadata.chased $eq 2020-11-05T13:15:30Z', true],
	['metadata.chased $eq 2020-11-05T14:15:30.0000000+01:00', true],
	['metadata.chased $gt 2020-11-05T13:15:29.9999999Z', true],
	['metadata.chased $eq 2020-11-05', true],
	['metadata.chased $gt 2020-11-05', false],
	['metadata.chased $lte 2020-11-05', true],
	['metadata.chased $lt 2020-11-06', true],
	['metadata.day $eq 2020-11-05', true],
	['metadata.day $gte 2020-11-05', true],
	['metadata.day $in 2020-11-04,2020-11-05', true],
	["metadata.day $eq '2020-11-05'", true],
	['metadata.digits $eq 100', false],
	['metadata.digits $ne 100', true],
	["metadata.digits $eq '100'", true],
	["metadata.tags $con 'two','THREE'", true],
	["metadata.tags $con 'THREE','FOUR'", false],
	["metadata.tags $con 'ONE'", true],
	["metadata.tags $eq 'ONE'", false],
	['metadata.ids $con 2,9', true],
	["metadata.city $con 'Lon','don'", false],
	['metadata.deep.down.value $eq 7', true],
	["metadata.quoted $eq 'o''brien, sons'", true],
])('%s is %s for the document', (expression, isFound) => {
	expect(finds(document, [expression])).toBe(isFound);
});

test.each(["$eq 'a'", "$ne 'a'", '$ne true', '$eq false', '$nin 1,2', '$gt 1', '$lte 2020-01-01', "$con 'a','b'"])(
	'a field that is absent or null, and an entity without metadata, satisfies no %s',
	(rest) => {
		for (const field of ['absent', 'nothing', 'deep.absent', 'city.inner']) {
			expect(finds(document, [`metadata.${field} ${rest}`])).toBe(false);
			expect(finds(undefined, [`metadata.${field} ${rest}`])).toBe(false);
		}
	},
);

test.each([
	['pipVaultId'],
	["city $eq 'London'"],
	["metadata. $eq 'x'"],
	["metadata.city 'London'"],
	["metadata.city $neq 'London'"],
	["metadata.city $contains 'London'"],
	['metadata.city $eq London'],
	['metadata.city $eq "London"'],
	['metadata.city $eq ‘London’'],
	["metadata.city $eq 'O'Brien'"],
	["metadata.city $eq 'open"],
	['metadata.city $eq null'],
	['metadata.city $eq'],
	['metadata.count $in 1,,2'],
	["metadata.count $in 1,'two'"],
	['metadata.count $eq 1,000'],
	['metadata.count $eq £500'],
	['metadata.count $eq 1e5'],
	['metadata.chased $eq 2020-11-05T13:15:30'],
	['metadata.chased $eq 2020-02-30'],
	['metadata.chased $eq 2020-11-5'],
	["metadata.city $gt 'a'"],
	['metadata.isHot $lte true'],
	['metadata.isHot $in true,false'],
	["metadata.city $eq 'a','b'"],
])('%s is refused', (expression) => {
	expect(finds(document, [expression])).toBeTypeOf('string');
});

test('more than one expression narrows further', () => {
	expect(finds(document, ["metadata.city $eq 'London'", 'metadata.count $gt 5'])).toBe(true);
	expect(finds(document, ["metadata.city $eq 'London'", 'metadata.count $gt 500'])).toBe(false);
	expect(finds(undefined, [])).toBe(true);
});

test('the lone item of $con is refused in the words of the real server', () => {
	const text = "metadata.related.searchEntityIds $con 'MKT22001379'";
	expect(finds(document, [text], { serverBugs: true })).toBe(
		`Metadata filter operation '$con' does not support detected data type string: ${text}`,
	);
	expect(finds({ tags: ['A'] }, ["metadata.tags $con 'A','A'"], { serverBugs: true })).toBe(true);
});

test('a list before another filter is refused in the words of the real server, the other order is served', () => {
	const [list, scalar] = ['metadata.year $in 2023,2024', "metadata.sort $eq 'Boards'"];
	const boards = { year: 2023, sort: 'Boards' };
	expect(finds(boards, [list, scalar], { serverBugs: true })).toBe(
		'An item with the same key has already been added. Key: :param2',
	);
	expect(finds(boards, [scalar, list], { serverBugs: true })).toBe(true);
	expect(finds(boards, [list, list], { serverBugs: true })).toContain('Key: :param2');
	expect(finds(boards, [list, scalar])).toBe(true);
});

test.each(['x', 'record', 'data', 'system', 'deep.data'])(
	'the field name %s is refused as by the real server',
	(name) => {
		expect(finds({}, [`metadata.${name} $eq 1`], { serverBugs: true })).toContain('cannot be used');
		expect(finds({}, [`metadata.${name} $eq 1`])).toBe(false);
	},
);

test('an expression that cannot be read widens the result where the server ignores it', () => {
	expect(finds(document, ['pipVaultId'], { malformedFilter: 'ignore' })).toBe(true);
});

test('of a number exactly one of below, equal and above is true', () => {
	const number = fc.integer({ min: -1000, max: 1000 }).map((n) => n / 4);
	fc.assert(
		fc.property(number, number, (value, asked) => {
			const hits = ['$lt', '$eq', '$gt'].filter((operation) =>
				finds({ value }, [`metadata.value ${operation} ${asked}`]),
			);
			expect(hits).toHaveLength(1);
			expect(finds({ value }, [`metadata.value $ne ${asked}`])).toBe(value !== asked);
		}),
	);
});

test('a string is found by itself with its apostrophes doubled, whatever it holds', () => {
	fc.assert(
		fc.property(fc.string({ unit: 'grapheme' }), (text) => {
			expect(finds({ text }, [`metadata.text $eq '${text.replaceAll("'", "''")}'`])).toBe(true);
		}),
	);
});
