/** What VS Code loads inside the extension host (`extensionTestsPath`): all host tests. */
import { activationTests } from './activation.ts';
import { aiTests } from './ai.ts';
import { trustTestCertificate } from './certificates.ts';
import { commandsTests } from './commands.ts';
import { connectionsTests } from './connections.ts';
import { projectFileTests } from './projectFile.ts';
import { proxyTests } from './proxy.ts';
import { filesViewTests } from './filesView.ts';
import { changesTests } from './changes.ts';
import { gridTests } from './grid.ts';
import { filterLanguageTests } from './filterLanguage.ts';
import { jobsViewTests } from './jobsView.ts';
import { requestSecretsTests } from './requestSecrets.ts';
import { requestsLanguageTests } from './requestsLanguage.ts';
import { requestsRunTests } from './requestsRun.ts';
import { requestsToolsTests } from './requestsTools.ts';
import { recordsTests } from './records.ts';
import { requestsWriteTests } from './requestsWrite.ts';
import { resourcesTests } from './resources.ts';
import { runsViewTests } from './runsView.ts';
import { sandboxTests } from './sandbox.ts';
import { sandboxOffTests } from './sandboxOff.ts';
import { sourcesTests } from './sources.ts';
import { sqlTests } from './sql.ts';
import { runHostTests } from './tiny.ts';

/** In this order: the first ones need an extension that nothing has activated yet. */
const files = [
	activationTests,
	sandboxTests,
	sourcesTests,
	projectFileTests,
	requestSecretsTests,
	jobsViewTests,
	runsViewTests,
	filesViewTests,
	gridTests,
	changesTests,
	filterLanguageTests,
	sqlTests,
	requestsLanguageTests,
	requestsRunTests,
	requestsToolsTests,
	aiTests,
	commandsTests,
	recordsTests,
	resourcesTests,
	requestsWriteTests,
	connectionsTests,
	proxyTests,
	sandboxOffTests,
];

export async function run(): Promise<void> {
	const results = process.env.HOST_TEST_RESULTS;
	if (results === undefined) throw new Error('HOST_TEST_RESULTS does not name the file for the results');
	trustTestCertificate();
	await runHostTests(
		files.flatMap(({ all }) => all),
		results,
	);
}
