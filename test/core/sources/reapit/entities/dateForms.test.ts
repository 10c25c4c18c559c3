/** The forms of dates that Reapit takes. */
import { expect, test } from 'vitest';
import { dayProblem, instantProblem } from '../../../../../src/core/sources/reapit/entities/dateForms.ts';

test.each([
	['2026-02-28', undefined],
	['2024-02-29', undefined],
	['2026-02-29', 'a day that exists'],
	['2026-13-01', 'a day that exists'],
	['2026-05-01T00:00:00Z', 'a day without a time: 2026-05-01'],
	['1/5/2026', 'a day that exists'],
])('%s as a day: %s', (text, problem) => {
	if (problem === undefined) expect(dayProblem(text)).toBeUndefined();
	else expect(dayProblem(text)).toContain(problem);
});

test.each([
	['2026-05-01T12:30:00Z', undefined],
	['2026-05-01T12:30:00.6759302Z', undefined],
	['2026-05-01T12:30+0100', undefined],
	['2026-05-01', undefined],
	['2026-05-01T12:30:00', 'needs a time zone'],
	['2026-05-01T24:30:00Z', 'a date and time'],
	['2026-02-30T12:30:00Z', 'a date and time'],
	['2026-05-01Z', 'a date and time'],
	['yesterday', 'a date and time'],
])('%s as a date and time: %s', (text, problem) => {
	if (problem === undefined) expect(instantProblem(text)).toBeUndefined();
	else expect(instantProblem(text)).toContain(problem);
});
