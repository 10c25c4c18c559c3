/** The number of a row that a measure is made of. */
import type { SQLOutputValue } from 'node:sqlite';
import type { LeftOutCounts } from './leftOutCounts.ts';
import type { Measure } from './plotTypes.ts';
import { readNumber } from './readValue.ts';

/** @returns NaN where there is none, which is counted */
export function readMeasure(measure: Measure, value: SQLOutputValue | undefined, unmeasured: LeftOutCounts): number {
	if (measure.of === 'rows') return 1;
	const number = readNumber(value);
	if (typeof number === 'number') return number;
	unmeasured.add(number ?? 'empty', measure.field);
	return Number.NaN;
}
