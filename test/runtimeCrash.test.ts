import { expect, test } from 'vitest';
import { crashedFile } from './runtimeCrash.ts';

test.each(['SIGSEGV', 'SIGTRAP'])('a file whose process died by %s is told apart', (signal) => {
	const cause = new Error(
		`Worker exited unexpectedly with signal ${signal} during started state while running test file /here/test/a b.test.ts`,
	);
	const error = new Error('[vitest-pool]: Worker forks emitted error.', { cause });
	expect(crashedFile(error)).toBe('/here/test/a b.test.ts');
});

test('a process that was killed, ran out of memory or exited by itself has failed', () => {
	for (const how of ['signal SIGKILL', 'signal SIGABRT', 'code 1']) {
		const message = `Worker exited unexpectedly with ${how} during started state while running test file /here/test/a.test.ts`;
		expect(crashedFile(new Error('pool', { cause: new Error(message) }))).toBeUndefined();
	}
	expect(crashedFile('Worker exited')).toBeUndefined();
});
