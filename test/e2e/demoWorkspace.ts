/** A folder as `freehold demo` leaves it: three replicas, each filled by the sandbox in two runs, the second with changes. */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const main = fileURLToPath(new URL('../../src/cli/main.ts', import.meta.url));

export function prepareDemoWorkspace(workspace: string): void {
	const state = mkdtempSync(join(tmpdir(), 'freehold-demo-state-'));
	try {
		execFileSync(process.execPath, [main, 'demo', '--quiet', '--out', workspace], {
			cwd: workspace,
			env: { ...process.env, FREEHOLD_STATE: state },
			stdio: ['ignore', 'ignore', 'inherit'],
		});
	} finally {
		rmSync(state, { recursive: true, force: true });
	}
}
