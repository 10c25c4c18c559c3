import { defineConfig } from 'vitest/config';

/** One window after another: each is a browser, a server and an extension host. */
export default defineConfig({
	test: {
		include: ['test/e2e/**/*.test.ts'],
		testTimeout: 240_000,
		hookTimeout: 240_000,
		maxWorkers: 1,
		reporters: ['default', './test/closingLineReporter.ts'],
	},
});
