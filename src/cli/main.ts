#!/usr/bin/env node
/** The `freehold` command. Checks Node before anything is loaded that an older one lacks, then runs. */
import { hideSqliteWarning } from './experimentalWarnings.ts';
import { nodeVersionProblem } from './nodeVersion.ts';

const problem = nodeVersionProblem(process.versions.node);
if (problem !== undefined) {
	process.stderr.write(`${problem}\n`);
	process.exitCode = 2;
} else {
	hideSqliteWarning(process as Parameters<typeof hideSqliteWarning>[0]);
	const { runProcess } = await import('./runProcess.ts');
	await runProcess(process);
}
