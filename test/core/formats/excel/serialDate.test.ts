/** Excel's numbers become the dates that Excel shows. */
import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { builtinFormatKind, formatKind } from '../../../../src/core/formats/excel/numberFormat.ts';
import { SerialDates } from '../../../../src/core/formats/excel/serialDate.ts';
import { date, moment, time } from './read.ts';

const dates = new SerialDates(false);

test.each([
	[0, 'date', date('1899-12-31')],
	[1, 'date', date('1900-01-01')],
	[15, 'date', date('1900-01-15')],
	[59, 'date', date('1900-02-28')],
	[60, 'date', date('1900-02-28')],
	[61, 'date', date('1900-03-01')],
	[45_382, 'date', date('2024-03-31')],
	[45_382.5, 'date', moment('2024-03-31T12:00:00')],
	[45_382, 'datetime', moment('2024-03-31T00:00:00')],
	[45_382.1041666667, 'datetime', moment('2024-03-31T02:30:00')],
	[45_382.9999999999, 'datetime', moment('2024-04-01T00:00:00')],
	[45_382.00000289352, 'datetime', moment('2024-03-31T00:00:00.250')],
	[2_958_465, 'date', date('9999-12-31')],
	[2_958_466, 'date', 2_958_466],
	[-1, 'date', -1],
	[0.5625, 'time', time('13:30:00')],
	[45_382.5625, 'time', moment('2024-03-31T13:30:00')],
	[1.5, 'elapsed', time('36:00:00')],
	[42, 'number', 42],
] as const)('%d shown as %s', (serial, kind, cell) => {
	expect(dates.cell(serial, kind)).toEqual(cell);
});

test('days of the 1904 epoch', () => {
	expect(new SerialDates(true).cell(0, 'date')).toEqual(date('1904-01-01'));
	expect(new SerialDates(true).cell(43_920, 'date')).toEqual(date('2024-03-31'));
});

test('every millisecond since March 1900 survives the way through a double', () => {
	const first = Date.UTC(1900, 2, 1);
	fc.assert(
		fc.property(fc.integer({ min: 0, max: Date.UTC(9999, 11, 31) - first }), (offset) => {
			const at = new Date(first + offset);
			const serial = at.getTime() / 86_400_000 + 25_569;
			expect(dates.cell(serial, 'datetime')).toEqual(
				moment(
					at
						.toISOString()
						.replace(/Z$|\.000Z$/g, '')
						.replace(/\.000$/, ''),
				),
			);
		}),
	);
});

test.each([
	['General', 'number'],
	['0.00', 'number'],
	['#,##0.00 "Kč"', 'number'],
	['#,##0 "dnů";[Red]-#,##0 "dnů"', 'number'],
	['0.00E+00', 'number'],
	['# ?/?', 'number'],
	['@', 'number'],
	['[Red]0', 'number'],
	['"dmy"', 'number'],
	['\\d0', 'number'],
	['d.m.yyyy', 'date'],
	['[$-405]d. mmmm yyyy;@', 'date'],
	['yyyy\\-mm\\-dd;@', 'date'],
	['mmm', 'date'],
	['D/M/YYYY', 'date'],
	['d.m.yyyy h:mm', 'datetime'],
	['yyyy-mm-dd"T"hh:mm:ss.000', 'datetime'],
	['h:mm AM/PM', 'time'],
	['mm:ss.0', 'time'],
	['[h]:mm:ss', 'elapsed'],
	['[mm]:ss', 'elapsed'],
] as const)('the format %s shows a %s', (code, kind) => {
	expect(formatKind(code)).toBe(kind);
});

test('built-in formats', () => {
	expect([0, 2, 14, 20, 22, 45, 46, 47, 49].map(builtinFormatKind)).toEqual([
		'number',
		'number',
		'date',
		'time',
		'datetime',
		'time',
		'elapsed',
		'time',
		'number',
	]);
});
