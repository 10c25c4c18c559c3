/** Prints the one line that CI reads: `N passed, N failed`. */
import type { Reporter, TestModule } from 'vitest/node';
import { noteCounts } from './counts.ts';
import { crashedFile } from './runtimeCrash.ts';

export class ClosingLineReporter implements Reporter {
	onTestRunEnd(modules: readonly TestModule[], unhandledErrors: readonly unknown[]): void {
		const crashed = unhandledErrors.map(crashedFile).filter((file) => file !== undefined);
		const errors = unhandledErrors.filter((error) => crashedFile(error) === undefined);
		const failures = errors.map((error) => `an unhandled error: ${messageOf(error)}`);
		const counts = { passed: 0, failed: errors.length, skipped: 0, crashed, failures };
		for (const module of modules) {
			if (crashed.includes(module.moduleId)) continue;
			let seen = 0;
			for (const test of module.children.allTests()) {
				seen++;
				const state = test.result().state;
				if (state === 'passed') counts.passed++;
				else if (state === 'skipped') counts.skipped++;
				else {
					counts.failed++;
					failures.push(`${module.relativeModuleId} > ${test.fullName}`);
				}
			}
			if (seen > 0 || module.state() !== 'failed') continue;
			counts.failed++;
			failures.push(module.relativeModuleId);
		}
		noteCounts(counts);
	}
}

function messageOf(error: unknown): string {
	return typeof error === 'object' && error !== null && 'message' in error ? String(error.message) : String(error);
}

/* eslint-disable-next-line no-restricted-syntax -- vitest loads a reporter file by its default export */
export default ClosingLineReporter;
