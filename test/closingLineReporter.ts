/** Prints the one line that CI reads: `N passed, N failed`. */
import type { Reporter, TestModule } from 'vitest/node';
import { noteCounts } from './counts.ts';
import { crashedFile } from './runtimeCrash.ts';

export class ClosingLineReporter implements Reporter {
	onTestRunEnd(modules: readonly TestModule[], unhandledErrors: readonly unknown[]): void {
		const crashed = unhandledErrors.map(crashedFile).filter((file) => file !== undefined);
		const counts = { passed: 0, failed: unhandledErrors.length - crashed.length, skipped: 0, crashed };
		for (const module of modules) {
			if (crashed.includes(module.moduleId)) continue;
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
