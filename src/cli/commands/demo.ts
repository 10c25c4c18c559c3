/** `freehold demo`: a sandbox, two runs, and what changed between them. */
import type { Command } from 'commander';
import { stat } from 'node:fs/promises';
import { relative } from 'node:path';
import { MemoryBudget } from '../../core/http/memoryBudget.ts';
import { replicaFile } from '../../core/jobs/openConnection.ts';
import type { DatasetResult } from '../../core/jobs/events.ts';
import type { Secrets } from '../../core/outside.ts';
import { loadProject } from '../../core/project/loadProject.ts';
import type { Project } from '../../core/project/project.ts';
import type { Action, CommandContext } from '../context.ts';
import { changesText } from '../demoChanges.ts';
import { demoFolder } from '../demoFolder.ts';
import { changesHeadline, demoIntroduction, tellDemo } from '../demoSummary.ts';
import { startDemoSandbox } from '../demoThread.ts';
import type { DemoSandbox } from '../demoThread.ts';
import { exitCodeOfResults } from '../exitCodes.ts';
import { DATA_FOLDER, excludeInEditor, ignoreInGit, projectText, writeProject } from '../projectFiles.ts';
import { replicateTargets, tellResults } from '../replicateTargets.ts';
import { SANDBOX_PORT, sandboxConnection } from '../sandboxConnection.ts';
import { withProgress } from '../withProgress.ts';

const CONNECTION = 'mls';

export function addDemo(program: Command, run: (action: Action) => void): void {
	program
		.command('demo')
		.summary('a sandbox, two runs, and what changed between them')
		.description('Replicates a Spark sandbox on this machine into a new folder, twice, and shows what changed.')
		.option('--out <dir>', 'the folder, new or empty (default: freehold-demo)')
		.action((given: { readonly out?: string }) => run((context) => demo(context, given.out)));
}

async function demo(context: CommandContext, out: string | undefined): Promise<number> {
	const folder = await demoFolder(context.terminal.cwd, out);
	demoIntroduction(context, relative(context.terminal.cwd, folder) || '.');
	const sandbox = await startDemoSandbox(SANDBOX_PORT);
	try {
		const project = await makeProject(folder, sandbox);
		return await replicateTwice(context, project, sandbox);
	} finally {
		await sandbox.close();
	}
}

async function makeProject(folder: string, sandbox: DemoSandbox): Promise<Project> {
	await writeProject(folder, projectText(sandboxConnection(CONNECTION, sandbox.origins)));
	await ignoreInGit(folder, [`${DATA_FOLDER}/`]);
	await excludeInEditor(folder);
	return loadProject(folder);
}

async function replicateTwice(context: CommandContext, project: Project, sandbox: DemoSandbox): Promise<number> {
	const { output } = context;
	const secrets: Secrets = { get: (field) => Promise.resolve(field === 'token' ? sandbox.token : undefined) };
	const step = (number: number, text: string): void => output.say(`${output.paint('cyan', `${number}/3`)} ${text}`);

	step(1, 'First run: everything is downloaded.');
	const [first, firstMs] = await timed(() => runOnce(context, project, secrets));
	await tellResults(context, first);
	const changes = await sandbox.change();
	step(2, `Meanwhile at the vendor an hour passes: ${changesText(changes)}.`);
	step(3, 'Second run: only what changed is asked for, then deletions are looked for.');
	const [second, secondMs] = await timed(() => runOnce(context, project, secrets));
	await tellResults(context, second);

	const fileBytes = (await stat(replicaFile(project.dataFolder, CONNECTION))).size;
	const found = tellDemo(context, { project, connection: CONNECTION, first, second, firstMs, secondMs, fileBytes });
	output.detail(`In all ${changesHeadline(found)} changed.`);
	if (output.options.json) {
		const changed = found.map(({ table, inserted, updated, deleted }) => ({ table, inserted, updated, deleted }));
		await output.line({
			type: 'demo',
			folder: project.root,
			file: replicaFile(project.dataFolder, CONNECTION),
			changed,
		});
	}
	return exitCodeOfResults([...first, ...second]);
}

/** Purge and full reads are due at once: an hour of the sandbox passes in a moment of this machine. */
function runOnce(context: CommandContext, project: Project, secrets: Secrets): Promise<readonly DatasetResult[]> {
	return withProgress(context, { own: { secrets, budget: new MemoryBudget() } }, (network, progress) =>
		replicateTargets({ context, project, network, progress }, [CONNECTION], {
			mode: 'auto',
			expand: undefined,
			purgeEveryMs: 0,
			fullEveryMs: 0,
			purgeLimitPercent: 20,
			strictInitial: false,
		}),
	);
}

async function timed<T>(work: () => Promise<T>): Promise<readonly [T, number]> {
	const startedAt = performance.now();
	const result = await work();
	return [result, performance.now() - startedAt];
}
