/**
 * The program behind the editor's MCP server: `node mcpProgram.js FOLDER…`. It only reads: runs need secrets, which the
 * editor keeps to itself.
 */
import { basename } from 'node:path';
import packageJson from '../../../package.json' with { type: 'json' };
import { loadProject } from '../../core/project/loadProject.ts';
import { serveTools } from '../../core/tools/mcp/serveTools.ts';
import { ReplicaQuestions } from '../../core/tools/replicaQuestions.ts';
import { secretValues } from '../../core/tools/secretValues.ts';
import type { ToolProject } from '../../core/tools/toolHost.ts';

/** A client gives up on a call that says nothing for a minute. */
const QUERY_LIMIT_MS = 30_000;

async function main({ argv, env, stdin, stdout, stderr }: NodeJS.Process): Promise<void> {
	const cancel = new AbortController();
	const stop = (): void => cancel.abort();
	process.on('SIGINT', stop).on('SIGTERM', stop);
	// Whoever read it has gone.
	stdout.on('error', stop);
	const programUrl = new URL('./questionProcess.js', import.meta.url);
	await serveTools({
		host: {
			projects: () => projectsIn(argv.slice(2)),
			replicas: new ReplicaQuestions({ programUrl, env, limitMs: QUERY_LIMIT_MS }),
			secrets: () => secretValues(env),
		},
		version: packageJson.version,
		signal: cancel.signal,
		input: stdin,
		write: (text) => new Promise<void>((resolve) => stdout.write(text, () => resolve())),
		onProblem: (message) => stderr.write(`A message of the client was not understood: ${message}\n`),
	});
}

/** Those without mistakes; where all have some, what is wrong with the first. */
async function projectsIn(folders: readonly string[]): Promise<readonly ToolProject[]> {
	const loaded = await Promise.allSettled(folders.map(loadProject));
	const projects = loaded.flatMap((one) => (one.status === 'fulfilled' ? [one.value] : []));
	const failed = loaded.find((one) => one.status === 'rejected');
	if (projects.length === 0 && failed !== undefined) throw failed.reason as Error;
	return projects.map((project) => ({ folder: basename(project.root), project }));
}

await main(process);
