/** `freehold reapit estimate`: what reading a dataset would cost in billable calls. */
import type { Command } from 'commander';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { FreeholdError } from '../../core/errors.ts';
import { openConnection } from '../../core/jobs/openConnection.ts';
import { pickDatasets } from '../../core/jobs/pickDatasets.ts';
import { parseTarget } from '../../core/project/targets.ts';
import type { Dataset, OpenSource, ReadEstimate } from '../../core/sources/source.ts';
import { openProject } from '../context.ts';
import type { Action, CommandContext } from '../context.ts';
import { checkEmbeds, estimateText } from '../embedCost.ts';
import { EXIT_CODES } from '../exitCodes.ts';
import { addNarrowing, narrow, readNarrowing } from '../narrowing.ts';
import type { GivenNarrowing } from '../narrowing.ts';
import { reapitConnection } from '../openReapit.ts';
import { listArgument } from '../reapitTarget.ts';
import { withProgress } from '../withProgress.ts';

interface Given extends GivenNarrowing {
	readonly embed: readonly string[];
}

export function addReapitEstimate(reapit: Command, run: (action: Action) => void): void {
	const command = reapit
		.command('estimate')
		.summary('what reading a dataset would cost in billable calls')
		.description(
			"Asks for one page of the dataset (which is billed) and reckons by the vendor's rule: one call for each request, and " +
				'one for every 100 embedded records of a page.',
		)
		.argument('<target>', 'CONNECTION/DATASET')
		.option('--embed <name>', 'records to read along; may be given several times', listArgument, []);
	addNarrowing(command).action((target: string, given: Given) => run((context) => estimate(context, target, given)));
}

async function estimate(context: CommandContext, text: string, given: Given): Promise<number> {
	const { output, signal } = context;
	const { connection: name, dataset: id } = parseTarget(text);
	if (id === undefined) {
		throw new FreeholdError('usage', {
			what: `'${text}' was not estimated`,
			why: 'an estimate is made of one dataset',
			next: 'Write it as CONNECTION/DATASET, such as agency/properties',
		});
	}
	const project = await openProject(context);
	const connection = narrow(reapitConnection(project, name), id, readNarrowing(given));
	// The sample is read as any page, but into no replica of the user's.
	const folder = await mkdtemp(join(tmpdir(), 'freehold-estimate-'));
	let found: ReadEstimate;
	try {
		found = await withProgress(context, {}, async (network) => {
			const open = await openConnection(connection, join(folder, 'estimate.sqlite'), network.outsideOf(connection));
			try {
				const datasets = pickDatasets(await open.source.datasets(signal), [id], name);
				checkEmbeds(datasets, given.embed, name);
				return await ask(open.source, datasets[0], given.embed, signal);
			} finally {
				await open.close();
			}
		});
	} finally {
		await rm(folder, { recursive: true, force: true });
	}
	if (output.options.json) {
		await output.line({ type: 'estimate', connection: name, dataset: id, relations: given.embed, ...found });
	} else {
		await output.data(`${estimateText(`${name}/${id}`, given.embed, found)}\n`);
		for (const note of found.notes) output.say(output.paint('dim', note));
	}
	return EXIT_CODES.done;
}

async function ask(
	source: OpenSource,
	dataset: Dataset | undefined,
	relations: readonly string[],
	signal: AbortSignal,
): Promise<ReadEstimate> {
	const found =
		dataset === undefined ? undefined : await source.estimate?.(dataset, { phase: 'initial', relations }, signal);
	if (found === undefined) throw new Error('Reapit bills by calls, and its source tells how many');
	return found;
}
