/**
 * Runs the host tests inside the extension host of a real VS Code: one that `@vscode/test-electron` downloads where that
 * is possible, otherwise code-server's build from npm. Prints what passed, and notes the counts for the closing line.
 */
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { NO_COUNTS, addCounts, noteCounts } from '../counts.ts';
import type { Counts } from '../counts.ts';
import { downloadedVsCode } from '../vscode-tools/downloaded.ts';
import { bundleForHost, runInHost } from '../vscode-tools/extensionHost.ts';
import type { HostWork } from '../vscode-tools/extensionHost.ts';
import { LEGS, installTools } from '../vscode-tools/tools.ts';
import type { Leg } from '../vscode-tools/tools.ts';

const root = fileURLToPath(new URL('../../', import.meta.url));
const limitMs = 300_000;
/** Each has a VS Code of its own. */
const windows = [
	{ entry: 'index', isRestricted: false },
	{ entry: 'restrictedIndex', isRestricted: true },
] as const;
/** The machine of the tests trusts one of their certificates (OpenSSL's variable) and knows where the others lie. */
const certificates = {
	SSL_CERT_FILE: join(root, 'test/core/http/fixtures/test-cert.pem'),
	HOST_TEST_CERTIFICATES: join(root, 'test/core/http/fixtures'),
};

async function main(wanted: readonly Leg[]): Promise<number> {
	const folder = mkdtempSync(join(tmpdir(), 'freehold-host-'));
	let counts: Counts = NO_COUNTS;
	try {
		for (const { entry, isRestricted } of windows) {
			const bundle = join(folder, `${entry}.cjs`);
			await bundleForHost(join(root, `test/host/${entry}.ts`), bundle);
			for (const leg of wanted) {
				console.log(`\nHost tests in the ${leg} VS Code${isRestricted ? ', in a workspace that is not trusted' : ''}`);
				const results = join(folder, `${entry}-${leg}.log`);
				writeFileSync(results, '');
				// Empty at the beginning.
				const workspace = join(folder, `${entry}-${leg}`);
				mkdirSync(workspace);
				const env = { HOST_TEST_RESULTS: results, ...certificates };
				counts = addCounts(counts, await runLeg(leg, { workspace, bundle, env, limitMs, isRestricted }, results));
			}
		}
	} finally {
		rmSync(folder, { recursive: true, force: true });
	}
	noteCounts(counts);
	return counts.failed === 0 && counts.passed > 0 ? 0 : 1;
}

/** A host that dies leaves no count behind: that is a failure, whatever VS Code says. */
async function runLeg(leg: Leg, work: HostWork, results: string): Promise<Counts> {
	const desktop = await downloadedVsCode(leg);
	const problem =
		desktop === undefined ? await runInHost(installTools(), leg, work) : await desktop.runTests({ ...work, root });
	const report = readFileSync(results, 'utf8');
	const found = /^HOST (\{.*\})$/m.exec(report)?.[1];
	console.log(report.replace(/^HOST .*\n/m, ''));
	if (found !== undefined) return JSON.parse(found) as Counts;
	console.log(`  ✗ The extension host gave no report: ${problem ?? 'it ended before its tests did'}`);
	return { ...NO_COUNTS, failed: 1, failures: [`The extension host of the ${leg} VS Code gave no report`] };
}

const named = LEGS.filter((leg) => process.argv.includes(leg));
process.exitCode = await main(named.length > 0 ? named : LEGS);
