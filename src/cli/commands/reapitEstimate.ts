/** `freehold reapit estimate`: what reading a dataset would cost in billable calls. */
import type { Command } from 'commander';
import { FreeholdError } from '../../core/errors.ts';
import { estimateRead } from '../../core/jobs/estimateRead.ts';
import { findReapitConnection, parseTarget } from '../../core/project/targets.ts';
import { openProject } from '../context.ts';
import type { Action, CommandContext } from '../context.ts';
import { estimateText } from '../../core/wording/estimateText.ts';
import { EXIT_CODES } from '../exitCodes.ts';
import { addNarrowing, narrow, readNarrowing } from '../narrowing.ts';
import type { GivenNarrowing } from '../narrowing.ts';
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
	const connection = narrow(findReapitConnection(project, name), id, readNarrowing(given));
	const found = await withProgress(context, {}, (network) =>
		estimateRead(connection, id, given.embed, network.outsideOf(connection), signal),
	);
	if (output.options.json) {
		await output.line({ type: 'estimate', connection: name, dataset: id, relations: given.embed, ...found });
	} else {
		await output.data(`${estimateText(`${name}/${id}`, given.embed, found)}\n`);
		for (const note of found.notes) output.say(output.paint('dim', note));
	}
	return EXIT_CODES.done;
}
