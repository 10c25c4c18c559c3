import fc from 'fast-check';
import { expect, test } from 'vitest';
import { isReproduced } from '../../../src/core/exactNumbers.ts';
import { utcText } from '../../../src/core/replica/instant.ts';
import { Feed, dataset } from './replicaFixture.ts';

test.each([
	['2026-05-01T11:47:00Z', '2026-05-01T11:47:00.000Z'],
	['2026-05-01T11:47:00.123Z', '2026-05-01T11:47:00.123Z'],
	['2026-05-01T11:47:00.1234567Z', '2026-05-01T11:47:00.1234567Z'],
	['2026-05-01T13:47:00+02:00', '2026-05-01T11:47:00.000Z'],
	['2026-01-01T00:30:00.5-01:00', '2026-01-01T01:30:00.500Z'],
	['2025-12-31T23:30:00-0100', '2026-01-01T00:30:00.000Z'],
	['2026-05-01 11:47Z', '2026-05-01T11:47:00.000Z'],
	// No instant without a zone: kept, not guessed.
	['2026-05-01T11:47:00', '2026-05-01T11:47:00'],
	['2026-05-01', '2026-05-01'],
	['2026-13-01T11:47:00+02:00', '2026-13-01T11:47:00+02:00'],
	['soon', 'soon'],
])('the instant %s is kept as %s', (sent, kept) => {
	expect(utcText(sent)).toBe(kept);
});

test('instants of any zone sort as text as they do in time', () => {
	const instant = fc.record({
		ms: fc.integer({ min: Date.UTC(1000, 1), max: Date.UTC(9998, 1) }),
		offset: fc.integer({ min: -14 * 60, max: 14 * 60 }),
	});
	const write = ({ ms, offset }: { ms: number; offset: number }): string => {
		const local = new Date(ms + offset * 60_000).toISOString().slice(0, -1);
		const size = Math.abs(offset);
		const zone = `${String(Math.floor(size / 60)).padStart(2, '0')}:${String(size % 60).padStart(2, '0')}`;
		return `${local}${offset < 0 ? '-' : '+'}${zone}`;
	};
	fc.assert(
		fc.property(instant, instant, (a, b) => {
			const [first, second] = [utcText(write(a)), utcText(write(b))];
			expect(Date.parse(first)).toBe(a.ms);
			expect(first < second).toBe(a.ms < b.ms);
		}),
	);
});

test('a number counts as exact only when the double gives its digits back', () => {
	expect(isReproduced(0.1, '0.1')).toBe(true);
	expect(isReproduced(450000, '450000.00')).toBe(true);
	expect(isReproduced(Number('1e3'), '1e3')).toBe(true);
	expect(isReproduced(46.87718600000001, '46.87718600000001')).toBe(true);
	expect(isReproduced(Number('123456789012345678.12'), '123456789012345678.12')).toBe(false);
	expect(isReproduced(Number('9007199254740993'), '9007199254740993')).toBe(false);
	expect(isReproduced(Number('1.0000000000000000000001'), '1.0000000000000000000001')).toBe(false);
});

test('every decimal that a vendor writes comes out as it went in', () => {
	const digits = (max: number): fc.Arbitrary<string> =>
		fc.array(fc.integer({ min: 0, max: 9 }), { minLength: 1, maxLength: max }).map((list) => list.join(''));
	const literal = fc.tuple(fc.boolean(), digits(24), fc.option(digits(12))).map(([isNegative, whole, fraction]) => {
		const text = whole.replace(/^0+(?=\d)/, '');
		return `${isNegative ? '-' : ''}${text}${fraction === null ? '' : `.${fraction}`}`;
	});
	const feed = new Feed();
	const property = dataset('Property', { columns: [{ name: 'Price', type: 'decimal' }] });
	let next = 0;
	fc.assert(
		fc.property(fc.array(literal, { minLength: 1, maxLength: 5 }), (literals) => {
			const first = next;
			next += literals.length;
			const rows = literals.map((text, index) => `{"Key":"k${first + index}","Price":${text},"Extra":[${text}]}`);
			feed.run(property, `{"value":[${rows.join(',')}]}`);
			for (const [index, text] of literals.entries()) {
				const [found] = feed.query(`SELECT Price, Extra FROM Property WHERE Key = 'k${first + index}'`);
				const value = found![0] as number | string;
				if (typeof value === 'number') expect(isReproduced(value, text)).toBe(true);
				else expect(value).toBe(text);
				expect(isReproduced(Number(text), text) || (found![1] as string) === `[${text}]`).toBe(true);
			}
		}),
		{ numRuns: 40 },
	);
});

test('digits in text stay text: keys of 26 digits, leading zeros', () => {
	const feed = new Feed();
	const property = dataset('Property', { columns: [{ name: 'PostalCode', type: 'text' }] });
	feed.run(property, [{ Key: '20130226000000000000000000', PostalCode: '00123', Seen: '0099' }]);
	expect(feed.query('SELECT Key, typeof(Key), PostalCode, Seen FROM Property')).toEqual([
		['20130226000000000000000000', 'text', '00123', '0099'],
	]);
});

test('values are stored by their type, and declared types win over what data looks like', () => {
	const feed = new Feed();
	const columns = [
		{ name: 'Price', type: 'decimal' as const },
		{ name: 'Beds', type: 'integer' as const },
		{ name: 'IsNew', type: 'boolean' as const },
		{ name: 'On', type: 'date' as const },
		{ name: 'At', type: 'instant' as const },
		{ name: 'Tags', type: 'json' as const },
		{ name: 'Code', type: 'text' as const },
	];
	const row = { Key: 'a', Price: 450000.5, Beds: 3, IsNew: true, On: '2026-05-01', At: '2026-05-01T12:00:00+02:00' };
	feed.run(dataset('Property', { columns }), [
		{ ...row, Tags: ['A "B"', 'č'], Code: 17, Free: false, Nested: { a: 1 } },
	]);
	const [found] = feed.query(
		'SELECT Price, Beds, IsNew, "On", At, Tags, Code, Free, Nested, typeof(Beds) FROM Property',
	);
	expect(found).toEqual([
		450000.5,
		3,
		1,
		'2026-05-01',
		'2026-05-01T10:00:00.000Z',
		'["A \\"B\\"","č"]',
		'17',
		0,
		'{"a":1}',
		'integer',
	]);
	expect([...feed.read((reader) => [...reader.rows('Property')])]).toEqual([
		{
			...row,
			At: '2026-05-01T10:00:00.000Z',
			Tags: ['A "B"', 'č'],
			Code: '17',
			Free: false,
			Nested: { a: 1 },
		},
	]);
});

test('any text comes out as it went in', () => {
	const feed = new Feed();
	const property = dataset('Property');
	let next = 0;
	fc.assert(
		fc.property(fc.string({ unit: 'binary' }), fc.array(fc.string({ unit: 'grapheme' })), (text, list) => {
			const key = `k${next++}`;
			const rows = [{ Key: key, Text: text, List: list }];
			feed.run(property, rows);
			const stored = feed.read((reader) => [...reader.rows('Property')]).find((row) => row.Key === key);
			expect(stored).toMatchObject({ Text: text.toWellFormed(), List: list });
			// Half a surrogate pair cannot be stored; it must not look like a change for ever.
			expect(feed.run(property, rows).counts.Property).toMatchObject({ unchanged: 1, updated: 0 });
		}),
		{ numRuns: 60 },
	);
});
