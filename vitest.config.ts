import { defineConfig } from 'vitest/config';

export default defineConfig({
	test: {
		include: ['test/**/*.test.ts'],
		// In a window of VS Code: `vitest.e2e.config.ts`.
		exclude: ['test/e2e/**'],
		testTimeout: 30_000,
		hookTimeout: 30_000,
		maxWorkers: 2,
		// V8 may crash when it makes a faster wrapper for a Wasm function that several isolates of one process call (test/runtimeCrash.ts).
		execArgv: ['--wasm-wrapper-tiering-budget=2147483647'],
		reporters: ['default', './test/closingLineReporter.ts'],
		coverage: {
			provider: 'v8',
			include: ['src/**/*.ts'],
			reporter: ['text-summary'],
		},
	},
});
