/** What VS Code loads inside the extension host of a workspace that nobody trusts. */
import { restrictedTests } from './restricted.ts';
import { runHostTests } from './tiny.ts';

export async function run(): Promise<void> {
	const results = process.env.HOST_TEST_RESULTS;
	if (results === undefined) throw new Error('HOST_TEST_RESULTS does not name the file for the results');
	await runHostTests(restrictedTests.all, results);
}
