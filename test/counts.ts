/** Adds up what passed and failed in unit, host and end-to-end tests, for the one line that CI reads. */
import { appendFileSync, readFileSync } from 'node:fs';

export interface Counts {
	readonly passed: number;
	readonly failed: number;
	readonly skipped: number;
	/** Files of tests that Node itself ended (`runtimeCrash.ts`): neither passed nor failed. */
	readonly crashed?: readonly string[];
	/** What failed, by name: told again at the end, where a long log is looked at. */
	readonly failures?: readonly string[];
}

export const NO_COUNTS: Counts = { passed: 0, failed: 0, skipped: 0 };

export function addCounts(a: Counts, b: Counts): Counts {
	const crashed = [...(a.crashed ?? []), ...(b.crashed ?? [])];
	const failures = [...(a.failures ?? []), ...(b.failures ?? [])];
	return {
		passed: a.passed + b.passed,
		failed: a.failed + b.failed,
		skipped: a.skipped + b.skipped,
		crashed,
		failures,
	};
}

/** Notes the counts of one kind of tests where all of them are added up; alone, it tells them itself. */
export function noteCounts(counts: Counts): void {
	const file = process.env.FREEHOLD_TEST_COUNTS;
	if (file === undefined) console.log(`\n${closingLine(counts)}`);
	else appendFileSync(file, `${JSON.stringify(counts)}\n`);
}

export function readCounts(file: string): readonly Counts[] {
	return readFileSync(file, 'utf8')
		.split('\n')
		.filter((line) => line !== '')
		.map((line) => JSON.parse(line) as Counts);
}

/** What has crashed and was not run once more has failed. */
export function closingLine({ passed, failed, skipped, crashed = [] }: Counts): string {
	return `${passed} passed, ${failed + crashed.length} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`;
}
