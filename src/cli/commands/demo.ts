/** `freehold demo`: a sandbox, two runs of all three vendors, and what changed between them. */
import type { Command } from 'commander';
import { stat } from 'node:fs/promises';
import { relative } from 'node:path';
import { replicaFile } from '../../core/jobs/replicaFile.ts';
import type { Secrets } from '../../core/outside.ts';
import { loadProject } from '../../core/project/loadProject.ts';
import type { Project } from '../../core/project/project.ts';
import type { Action, CommandContext } from '../context.ts';
import { realpadChangesText, reapitChangesText, sparkChangesText } from '../demoChanges.ts';
import { demoFolder } from '../demoFolder.ts';
import { demoRun } from '../demoRun.ts';
import { demoIntroduction, tellDemo } from '../demoSummary.ts';
import { startDemoSandbox } from '../demoThread.ts';
import type { DemoSandbox } from '../demoThread.ts';
import { demoWrites } from '../demoWrites.ts';
import { demoWritesLines } from '../demoWritesText.ts';
import { exitCodeOfResults } from '../exitCodes.ts';
import { DATA_FOLDER, excludeInEditor, ignoreInGit, writeProject } from '../projectFiles.ts';
import { newProjectText } from '../../core/project/newProject.ts';
import { SANDBOX_PORT, sandboxConnections } from '../sandboxConnections.ts';

export function addDemo(program: Command, run: (action: Action) => void): void {
	program
		.command('demo')
		.summary('a sandbox, two runs, and what changed between them')
		.description(
			'Replicates sandboxes of Spark, Realpad and Reapit on this machine into a new folder, backs up the files, does ' +
				'so again after data has changed and been written, and shows what is new.',
		)
		.option('--out <dir>', 'the folder, new or empty (default: freehold-demo)')
		.action((given: { readonly out?: string }) => run((context) => demo(context, given.out)));
}

async function demo(context: CommandContext, out: string | undefined): Promise<number> {
	const folder = await demoFolder(context.terminal.cwd, out);
	demoIntroduction(context, relative(context.terminal.cwd, folder) || '.');
	const sandbox = await startDemoSandbox(SANDBOX_PORT);
	try {
		const project = await makeProject(folder, sandbox);
		return await runTwice(context, project, sandbox);
	} finally {
		await sandbox.close();
	}
}

async function makeProject(folder: string, sandbox: DemoSandbox): Promise<Project> {
	await writeProject(folder, newProjectText(sandboxConnections(sandbox.origins)));
	await ignoreInGit(folder, [`${DATA_FOLDER}/`]);
	await excludeInEditor(folder);
	return loadProject(folder);
}

async function runTwice(context: CommandContext, project: Project, sandbox: DemoSandbox): Promise<number> {
	const { output } = context;
	const secrets: Secrets = { get: (field) => Promise.resolve(sandbox.secrets[field]) };
	const step = (number: number, text: string): void => output.say(`${output.paint('cyan', `${number}/4`)} ${text}`);

	step(1, 'First run: everything is downloaded.');
	const first = await demoRun(context, project, secrets);
	const changes = await sandbox.change();
	step(2, 'Meanwhile at the vendors an hour passes:');
	output.say(`    Spark: ${sparkChangesText(changes.spark)}.`);
	output.say(`    Realpad: ${realpadChangesText(changes.realpad)}.`);
	output.say(`    Reapit: ${reapitChangesText(changes.reapit)}.`);
	step(3, 'And you write to Reapit:');
	const writes = await demoWrites(context, project, secrets);
	for (const line of demoWritesLines(writes)) output.say(`    ${line}`);
	step(4, 'Second run: Spark and Reapit are asked for what changed, Realpad only for files that are new.');
	const second = await demoRun(context, project, secrets);

	const replicas: Record<string, number> = {};
	for (const name of project.connections.keys())
		replicas[name] = (await stat(replicaFile(project.dataFolder, name))).size;
	const changed = tellDemo(context, { project, first, second, replicas });
	if (output.options.json) {
		await output.line({
			type: 'demo',
			folder: project.root,
			writes,
			replicas: Object.keys(replicas).map((name) => replicaFile(project.dataFolder, name)),
			changed: changed.map(({ connection, table, inserted, updated, deleted }) => {
				return { connection, table, inserted, updated, deleted };
			}),
		});
	}
	return exitCodeOfResults([...first, ...second].flatMap(({ results }) => results));
}
