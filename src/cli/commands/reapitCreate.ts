/** `freehold reapit create`: a new record, checked before it is sent. */
import type { Command } from 'commander';
import { planWrite } from '../../core/sources/reapit/entities/plannedWrite.ts';
import type { Action, CommandContext } from '../context.ts';
import { DATA_OPTION, readDocument } from '../documentArgument.ts';
import { tellDryRun } from '../dryRun.ts';
import { tellCreated } from '../tellCreated.ts';
import { withReapit } from '../openReapit.ts';
import { addWrite, parseReapitTarget } from '../reapitTarget.ts';
import type { GivenWrite } from '../reapitTarget.ts';

interface Given extends GivenWrite {
	readonly data: string;
}

export function addReapitCreate(reapit: Command, run: (action: Action) => void): void {
	const command = reapit
		.command('create')
		.summary('a new record')
		.description('Checks the JSON against the vendor’s model, creates the record and prints its id and its address.')
		.argument('<target>', 'CONNECTION/RESOURCE, such as agency/contacts')
		.requiredOption(...DATA_OPTION);
	addWrite(command).action((target: string, given: Given) => run((context) => create(context, target, given)));
}

async function create(context: CommandContext, text: string, given: Given): Promise<number> {
	const { connection, path } = parseReapitTarget(text);
	const document = await readDocument(context, given.data);
	return withReapit(context, connection, given.customer, async ({ entities }) => {
		const options = { isUnchecked: !given.check };
		if (given.dryRun === true) {
			const { request } = await planWrite(entities, { method: 'POST', path, document }, options, context.signal);
			return tellDryRun(context.output, [request]);
		}
		const created = await entities.create(path, document, options, context.signal);
		return tellCreated(context.output, created);
	});
}
