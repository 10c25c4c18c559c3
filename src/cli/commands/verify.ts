/** `freehold verify`: compares a replica with its source and says what differs. */
import type { Command } from 'commander';
import { openConnection } from '../../core/jobs/openConnection.ts';
import { replicaFile } from '../../core/jobs/replicaFile.ts';
import { verify } from '../../core/jobs/verify.ts';
import type { Verification } from '../../core/jobs/verify.ts';
import { findConnection, groupTargets } from '../../core/project/targets.ts';
import { openProject } from '../context.ts';
import type { Action, CommandContext } from '../context.ts';
import { EXIT_CODES } from '../exitCodes.ts';
import { count } from '../../core/wording/quantities.ts';
import { renderTable } from '../../core/wording/table.ts';
import { tableWidth } from '../tableOutput.ts';
import { withProgress } from '../withProgress.ts';

export function addVerify(program: Command, run: (action: Action) => void): void {
	program
		.command('verify')
		.summary('compare counts and keys with the source')
		.description(
			'Compares counts and keys of the replica with the source, changing nothing. Exit code 3 where they differ.',
		)
		.argument('<target>', 'CONNECTION or CONNECTION/DATASET')
		.action((target: string) => run((context) => verifyCommand(context, target)));
}

async function verifyCommand(context: CommandContext, target: string): Promise<number> {
	const { output, signal } = context;
	const project = await openProject(context);
	const [[name, datasets] = ['', []]] = groupTargets([target]);
	const connection = findConnection(project, name);
	const found = await withProgress(context, {}, async (network, progress) => {
		const outside = network.outsideOf(connection);
		const open = await openConnection(connection, replicaFile(project.dataFolder, name), outside);
		try {
			return await verify({
				connection: name,
				source: open.source,
				replica: open.replica,
				datasets,
				clock: outside.clock,
				signal,
				onProgress: (dataset, done, total) => progress.tell(`${name}/${dataset}`, done, total),
			});
		} finally {
			await open.close();
		}
	});
	await (output.options.json ? tellLines(context, name, found) : tellTable(context, found));
	return found.every((one) => one.isEqual || isUnknowable(one)) ? EXIT_CODES.done : EXIT_CODES.partly;
}

/** Nothing to compare with is no difference. */
function isUnknowable({ keys, sourceRows }: Verification): boolean {
	return keys === undefined && sourceRows === undefined;
}

async function tellLines(
	{ output }: CommandContext,
	connection: string,
	found: readonly Verification[],
): Promise<void> {
	for (const one of found) await output.line({ type: 'verification', connection, ...one });
}

async function tellTable({ output }: CommandContext, found: readonly Verification[]): Promise<void> {
	const optional = (value: number | undefined): string => (value === undefined ? '–' : count(value));
	const table = renderTable(
		[
			{ title: 'dataset' },
			{ title: 'here', align: 'right' },
			{ title: 'source', align: 'right' },
			{ title: 'missing here', align: 'right' },
			{ title: 'gone at source', align: 'right' },
			{ title: 'verdict' },
		],
		found.map((one) => [
			one.dataset,
			count(one.localRows),
			optional(one.sourceRows),
			optional(one.keys?.missing),
			optional(one.keys?.extra),
			one.isEqual
				? one.keys === undefined
					? 'equal counts'
					: 'equal'
				: one.doubt === undefined
					? 'differs'
					: isUnknowable(one)
						? 'cannot be verified'
						: 'not proven',
		]),
		tableWidth(output),
	);
	await output.data(`${table.lines.join('\n')}\n`);
	for (const { dataset, keys, doubt } of found) {
		if (doubt !== undefined) output.say(`${dataset}: ${doubt}`);
		if (keys !== undefined && keys.missing > 0)
			output.say(`${dataset} lacks, among others: ${keys.missingExamples.join(', ')}`);
		if (keys !== undefined && keys.extra > 0)
			output.say(`${dataset} still has, among others: ${keys.extraExamples.join(', ')}`);
	}
}
