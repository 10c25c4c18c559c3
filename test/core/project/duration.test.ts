/** Durations: what people write, and what they read. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { formatDuration, parseDuration } from '../../../src/core/project/duration.ts';

test.each([
	['30s', 30_000],
	['15m', 900_000],
	['1h', 3_600_000],
	['1h30m', 5_400_000],
	['2d', 172_800_000],
	['hourly', 3_600_000],
	['daily', 86_400_000],
	[' Weekly ', 604_800_000],
	['0s', undefined],
	['15', undefined],
	['m15', undefined],
	['-5m', undefined],
	['1.5h', undefined],
	['monthly', undefined],
	['', undefined],
])('%s is %s ms', (text, ms) => {
	expect(parseDuration(text)).toBe(ms);
});

test.each([
	[0, '0 ms'],
	[480, '480 ms'],
	[3200, '3.2 s'],
	[9999, '9.9 s'],
	[12_400, '12 s'],
	[59_800, '1 min'],
	[125_000, '2 min 5 s'],
	[3_600_000, '1 h'],
	[11_400_000, '3 h 10 min'],
	[200_000_000, '2 days 7 h'],
])('%i ms reads as %s', (ms, text) => {
	expect(formatDuration(ms)).toBe(text);
});

test('every sum of units is read as that sum', () => {
	fc.assert(
		fc.property(fc.nat(30), fc.nat(50), fc.integer({ min: 1, max: 59 }), (days, hours, minutes) => {
			expect(parseDuration(`${days}d${hours}h${minutes}m`)).toBe(((days * 24 + hours) * 60 + minutes) * 60_000);
		}),
	);
});
