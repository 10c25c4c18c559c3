/** Prints the one line that CI reads: `N passed, N failed`. */
import type { Reporter, TestModule } from 'vitest/node';
import { noteCounts } from './counts.ts';

export class ClosingLineReporter implements Reporter {
	onTestRunEnd(modules: readonly TestModule[], unhandledErrors: readonly unknown[]): void {
		const counts = { passed: 0, failed: unhandledErrors.length, skipped: 0 };
		for (const module of modules) {
			let seen = 0;
			for (const test of module.children.allTests()) {
				seen++;
				const state = test.result().state;
				if (state === 'passed') counts.passed++;
				else if (state === 'failed') counts.failed++;
				else counts.skipped++;
			}
			if (seen === 0 && module.state() === 'failed') counts.failed++;
		}
		noteCounts(counts);
	}
}

/* eslint-disable-next-line no-restricted-syntax -- vitest loads a reporter file by its default export */
export default ClosingLineReporter;
