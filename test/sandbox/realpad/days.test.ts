/** The wall clock of the sandbox's data. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { dayAfter, daysBetween, pragueTime } from '../../../src/sandbox/realpad/data/days.ts';
import { dateSerial } from '../../../src/sandbox/realpad/excel/sheet.ts';

test("Prague's clock is right in summer, in winter and at the changes", () => {
	const format = new Intl.DateTimeFormat('sv-SE', {
		timeZone: 'Europe/Prague',
		dateStyle: 'short',
		timeStyle: 'medium',
	});
	const expected = (at: number): string => format.format(at).replace(' ', 'T');
	const changes = [
		Date.UTC(2026, 2, 29, 1),
		Date.UTC(2026, 9, 25, 1),
		Date.UTC(2027, 2, 28, 1),
		Date.UTC(2024, 2, 31, 1),
	];
	for (const at of changes.flatMap((change) => [change - 1000, change, change + 1000]))
		expect(pragueTime(at)).toBe(expected(at));
	fc.assert(
		fc.property(fc.integer({ min: Date.UTC(2000, 0) / 1000, max: Date.UTC(2060, 0) / 1000 }), (seconds) => {
			expect(pragueTime(seconds * 1000)).toBe(expected(seconds * 1000));
		}),
	);
});

test('days are counted across changes of the clock', () => {
	fc.assert(
		fc.property(fc.integer({ min: 0, max: 20_000 }), (count) => {
			expect(daysBetween('2001-03-01', dayAfter('2001-03-01', count))).toBe(count);
		}),
	);
});

test("serials follow Excel's calendar, with its 29 February 1900", () => {
	const serial = (text: string): number => dateSerial({ kind: 'date', text });
	expect(['1900-01-01', '1900-02-28', '1900-03-01', '2026-05-01'].map(serial)).toEqual([1, 59, 61, 46_143]);
	expect(dateSerial({ kind: 'time', text: '2026-05-01T12:00:00' })).toBe(46_143.5);
});
