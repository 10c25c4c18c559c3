/**
 * Runs the host tests inside the extension host of a real VS Code: one that `@vscode/test-electron` downloads where that
 * is possible, otherwise code-server's build from npm. Prints what passed, and notes the counts for the closing line.
 */
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { NO_COUNTS, addCounts, noteCounts } from '../counts.ts';
import type { Counts } from '../counts.ts';
import { openBrowser } from '../vscode-tools/browser.ts';
import { downloadedVsCode } from '../vscode-tools/downloaded.ts';
import { installBrowser } from '../vscode-tools/installBrowser.ts';
import { startServer } from '../vscode-tools/server.ts';
import { LEGS, installTools } from '../vscode-tools/tools.ts';
import type { Leg, Tools } from '../vscode-tools/tools.ts';

const root = fileURLToPath(new URL('../../', import.meta.url));
const limitMs = 300_000;
/** The machine of the tests trusts one of their certificates (OpenSSL's variable) and knows where the others lie. */
const certificates = {
	SSL_CERT_FILE: join(root, 'test/core/http/fixtures/test-cert.pem'),
	HOST_TEST_CERTIFICATES: join(root, 'test/core/http/fixtures'),
};

interface Place {
	/** The opened folder, empty at the beginning. */
	readonly workspace: string;
	/** The bundled tests. */
	readonly tests: string;
	readonly results: string;
	/** What the tests find in the environment. */
	readonly env: Readonly<Record<string, string>>;
}

async function main(wanted: readonly Leg[]): Promise<number> {
	const folder = mkdtempSync(join(tmpdir(), 'freehold-host-'));
	let counts: Counts = NO_COUNTS;
	try {
		const tests = join(folder, 'host.cjs');
		await bundleTests(tests);
		for (const leg of wanted) {
			console.log(`\nHost tests in the ${leg} VS Code`);
			const results = join(folder, `${leg}.log`);
			const env = { HOST_TEST_RESULTS: results, ...certificates };
			const place = { workspace: join(folder, leg), tests, results, env };
			mkdirSync(place.workspace);
			writeFileSync(results, '');
			counts = addCounts(counts, await runLeg(leg, place));
		}
	} finally {
		rmSync(folder, { recursive: true, force: true });
	}
	noteCounts(counts);
	return counts.failed === 0 && counts.passed > 0 ? 0 : 1;
}

async function bundleTests(outfile: string): Promise<void> {
	await build({
		...{ entryPoints: [join(root, 'test/host/index.ts')], outfile, bundle: true, external: ['vscode'] },
		...{ format: 'cjs', platform: 'node', target: 'node22.19', sourcemap: 'inline', logLevel: 'warning' },
	});
}

/** A host that dies leaves no count behind: that is a failure, whatever VS Code says. */
async function runLeg(leg: Leg, place: Place): Promise<Counts> {
	const desktop = await downloadedVsCode(leg);
	const problem =
		desktop === undefined ? await runInServer(installTools(), leg, place) : await desktop.runTests({ ...place, root });
	const report = readFileSync(place.results, 'utf8');
	const found = /^HOST (\{.*\})$/m.exec(report)?.[1];
	console.log(report.replace(/^HOST .*\n/m, ''));
	if (found !== undefined) return JSON.parse(found) as Counts;
	console.log(`  ✗ The extension host gave no report: ${problem ?? 'it ended before its tests did'}`);
	return { ...NO_COUNTS, failed: 1 };
}

/** @returns what went wrong, where something did */
async function runInServer(tools: Tools, leg: Leg, { workspace, tests, env }: Place): Promise<string | undefined> {
	const server = await startServer(tools, { leg, isForHostTests: true, env });
	const browser = await openBrowser(installBrowser());
	let timer: NodeJS.Timeout | undefined;
	try {
		const page = await browser.newPage();
		const ended = new Promise<string | undefined>((resolve) => {
			timer = setTimeout(() => resolve(`no report within ${limitMs} ms`), limitMs);
			page.on('crash', () => resolve('the page crashed'));
			// VS Code calls these two when it runs the tests of an extension.
			void page.exposeFunction('codeAutomationLog', () => undefined);
			void page.exposeFunction('codeAutomationExit', (code: number) =>
				resolve(code === 0 ? undefined : `VS Code ended with ${code}`),
			);
		});
		const payload = [
			['extensionDevelopmentPath', server.remote(root)],
			['extensionTestsPath', server.remote(tests)],
		] as const;
		await page.goto(server.url(workspace, payload));
		const problem = await ended;
		if (problem !== undefined) console.log(readFileSync(server.log, 'utf8').slice(-2000));
		return problem;
	} finally {
		clearTimeout(timer);
		await browser.close();
		server.stop();
	}
}

const named = LEGS.filter((leg) => process.argv.includes(leg));
process.exitCode = await main(named.length > 0 ? named : LEGS);
