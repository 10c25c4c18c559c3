import { defineConfig } from 'vitest/config';

export default defineConfig({
	test: {
		include: ['test/**/*.test.ts'],
		// In a window of VS Code: `vitest.e2e.config.ts`.
		exclude: ['test/e2e/**'],
		testTimeout: 30_000,
		hookTimeout: 30_000,
		maxWorkers: 2,
		reporters: ['default', './test/closingLineReporter.ts'],
		coverage: {
			provider: 'v8',
			include: ['src/**/*.ts'],
			reporter: ['text-summary'],
		},
	},
});
