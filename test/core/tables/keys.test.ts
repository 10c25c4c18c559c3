/** Keys that sort as numbers and moments do. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { momentKey, momentSpan } from '../../../src/core/tables/momentSpan.ts';
import { numberKey } from '../../../src/core/tables/numberKey.ts';

const digits = fc.bigInt({ min: -(10n ** 40n), max: 10n ** 40n });
const sign = (a: bigint, b: bigint): number => (a < b ? -1 : a > b ? 1 : 0);
const order = (a = '', b = ''): number => (a < b ? -1 : a > b ? 1 : 0);

test('whole numbers of any length sort as they are', () => {
	fc.assert(fc.property(digits, digits, (a, b) => order(numberKey(String(a)), numberKey(String(b))) === sign(a, b)));
});

test('fractions and exponents are the same number however they are written', () => {
	fc.assert(
		fc.property(digits, fc.integer({ min: -50, max: 50 }), fc.integer({ min: 0, max: 9 }), (number, power, zeros) => {
			const text = `${number}${'0'.repeat(zeros)}e${power - zeros}`;
			expect(numberKey(text)).toBe(numberKey(`${number}e${power}`));
		}),
	);
	expect(numberKey('1.50')).toBe(numberKey('+1.5'));
	expect(numberKey('-0.0')).toBe(numberKey('0e9'));
});

test('doubles sort as they are', () => {
	const double = fc.double({ noNaN: true, noDefaultInfinity: true });
	fc.assert(
		fc.property(double, double, (a, b) => {
			expect(order(numberKey(String(a)), numberKey(String(b)))).toBe(a < b ? -1 : a > b ? 1 : 0);
		}),
	);
	expect(order(numberKey('1e400'), numberKey('1.7e308'))).toBe(1);
	expect(order(numberKey('-1e400'), numberKey('-1.7e308'))).toBe(-1);
	expect(order(numberKey(`1e${'9'.repeat(20)}`), numberKey('1'))).toBe(1);
});

test.each(['', '-', '.', 'x', '1x', '0x1f', 'Infinity', '1e', '1 2'])('%j is no number', (text) => {
	expect(numberKey(text)).toBeUndefined();
});

test('moments sort by the instant that they name, whatever their zone and form', () => {
	const moment = fc.date({ min: new Date('0001-01-02'), max: new Date('9998-12-30'), noInvalidDate: true });
	const zone = fc.integer({ min: -840, max: 840 });
	const written = (at: Date, minutes: number): string => {
		const local = new Date(at.getTime() + minutes * 60_000).toISOString().slice(0, 23);
		const [hours, rest] = [Math.floor(Math.abs(minutes) / 60), Math.abs(minutes) % 60];
		return `${local}${minutes < 0 ? '-' : '+'}${String(hours).padStart(2, '0')}:${String(rest).padStart(2, '0')}`;
	};
	fc.assert(
		fc.property(moment, zone, moment, zone, (a, zoneA, b, zoneB) => {
			const found = order(momentKey(written(a, zoneA)), momentKey(written(b, zoneB)));
			expect(found).toBe(Math.sign(a.getTime() - b.getTime()));
		}),
	);
});

test.each([
	['2026-05-01', '2026-05-01T00:00:00.000'],
	['2026-05-01 10:30', '2026-05-01T10:30:00.000'],
	['2026-05-01T10:30:15Z', '2026-05-01T10:30:15.000'],
	['2026-05-01T10:30:15.1200Z', '2026-05-01T10:30:15.120'],
	['2026-05-01T10:30:15.1234567Z', '2026-05-01T10:30:15.1234567'],
	['2026-05-01T00:30+02:00', '2026-04-30T22:30:00.000'],
	['2016-12-31T18:59:60-05:00', '2017-01-01T00:00:00.000'],
	// Vendors write "no end" so: it stays behind all others.
	['9999-12-31T23:59:59-05:00', '9999-12-31T23:59:59.000'],
	['0000-01-01T00:30+02:00', '0000-01-01T00:00:00.000'],
])('%s lies at %s', (text, key) => {
	expect(momentKey(text)).toBe(key);
});

test.each(['2026-02-29', '2026-13', '2026-05-01T24:00', '1.5.2026', 'x', '', '26-05-01'])('%j is no date', (text) => {
	expect(momentSpan(text)).toBeUndefined();
});
