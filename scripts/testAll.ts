/** All tests: units, then inside VS Code's extension host, then in its window; one closing line for the three. */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { NO_COUNTS, addCounts, closingLine, readCounts } from '../test/counts.ts';
import type { Counts } from '../test/counts.ts';

const root = fileURLToPath(new URL('../', import.meta.url));
const vitest = 'node_modules/vitest/vitest.mjs';

/** What failed early leaves the others their turn, so that one run tells everything. */
const kinds: readonly { readonly name: string; readonly args: readonly string[] }[] = [
	{ name: 'Unit tests', args: [vitest, 'run', '--coverage'] },
	{ name: 'The package for the tests in VS Code', args: ['scripts/package.ts'] },
	{ name: 'Host tests', args: ['test/host/run.ts'] },
	{ name: 'End-to-end tests', args: [vitest, 'run', '--config', 'vitest.e2e.config.ts'] },
];

const folder = mkdtempSync(join(tmpdir(), 'freehold-tests-'));
const file = join(folder, 'counts.jsonl');
writeFileSync(file, '');
let total: Counts = NO_COUNTS;
try {
	for (const { name, args } of kinds) {
		console.log(`\n${name}`);
		const { crashed = [], ...counts } = runKind(name, args);
		total = addCounts(total, counts);
		if (crashed.length === 0) continue;
		console.log(`\nNode itself crashed (test/runtimeCrash.ts). Once more: ${crashed.join(', ')}`);
		total = addCounts(total, runKind(name, [vitest, 'run', ...crashed]));
	}
} finally {
	rmSync(folder, { recursive: true, force: true });
}
for (const failure of total.failures ?? []) console.log(`FAILED ${failure}`);
console.log(`\n${closingLine(total)}`);
const hasFailed = total.failed > 0 || (total.crashed ?? []).length > 0;
process.exitCode = !hasFailed && total.passed > 0 ? 0 : 1;

function runKind(name: string, args: readonly string[]): Counts {
	const before = readCounts(file).length;
	const env = { ...process.env, FREEHOLD_TEST_COUNTS: file };
	const { status } = spawnSync(process.execPath, args, { cwd: root, env, stdio: 'inherit' });
	const noted = readCounts(file).slice(before).reduce(addCounts, NO_COUNTS);
	if (status === 0 || noted.failed > 0 || (noted.crashed ?? []).length > 0) return noted;
	// Whatever ended badly without counting a failure is one.
	console.log(`\n${name} ended with ${String(status)}`);
	return { ...noted, failed: 1, failures: [`${name} ended with ${String(status)}`] };
}
