/** Runs a program of the system to its end. */
import { spawnSync } from 'node:child_process';

/** @throws Error where it fails; what it complains of is shown */
export function run(program: string, args: readonly string[], cwd: string, env = process.env): void {
	const { error, status } = spawnSync(program, args, { cwd, env, stdio: ['ignore', 'ignore', 'inherit'] });
	if (error !== undefined) throw error;
	if (status !== 0) throw new Error(`${program} ${args[0] ?? ''} ended with ${String(status)} in ${cwd}`);
}
