/** What is left to say when a run is over. */
import { expect, test } from 'vitest';
import type { DatasetResult } from '../../../src/core/jobs/events.ts';
import { plainPage as page } from '../../../src/core/wording/page.ts';
import { resultLines } from '../../../src/core/wording/resultText.ts';
import { runRecord } from '../../cli/runRecord.ts';

const result: DatasetResult = {
	...{ connection: 'agency', dataset: 'offers', held: undefined, error: undefined },
	runs: [runRecord()],
};

test('nothing is said where all is well', () => {
	expect(resultLines(result, page)).toEqual([]);
});

test('a run that had to leave records out says so, and where they are named', () => {
	expect(resultLines({ ...result, runs: [runRecord({ outcome: 'gaps' }), runRecord()] }, page)).toEqual([
		'! Not every record of agency/offers could be read; the rest is stored\n  → freehold status agency names what is missing; the next run asks for it again',
	]);
});
