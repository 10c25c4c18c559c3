/** `freehold reapit put`: replaces a record as a whole, where the vendor has that. */
import type { Command } from 'commander';
import { planWrite } from '../../core/sources/reapit/entities/plannedWrite.ts';
import type { Action, CommandContext } from '../context.ts';
import { DATA_OPTION, readDocument } from '../documentArgument.ts';
import { tellDryRun } from '../dryRun.ts';
import { EXIT_CODES } from '../exitCodes.ts';
import { withReapit } from '../openReapit.ts';
import { addWrite, parseReapitTarget } from '../reapitTarget.ts';
import type { GivenWrite } from '../reapitTarget.ts';

interface Given extends GivenWrite {
	readonly data: string;
}

export function addReapitPut(reapit: Command, run: (action: Action) => void): void {
	const command = reapit
		.command('put')
		.summary('replace a record as a whole, where Reapit has that')
		.description("Replaces a contact's subscription, a movement of keys or a webhook as a whole.")
		.argument('<target>', 'CONNECTION/RESOURCE/ID, such as agency/contacts/OXF1/subscriptions/S1')
		.requiredOption(...DATA_OPTION);
	addWrite(command).action((target: string, given: Given) => run((context) => put(context, target, given)));
}

async function put(context: CommandContext, text: string, given: Given): Promise<number> {
	const { output, signal } = context;
	const { connection, path } = parseReapitTarget(text);
	const document = await readDocument(context, given.data);
	return withReapit(context, connection, given.customer, async ({ entities }) => {
		const options = { isUnchecked: !given.check };
		if (given.dryRun === true) {
			const { request } = await planWrite(entities, { method: 'PUT', path, document }, options, signal);
			return tellDryRun(output, [request]);
		}
		await entities.put(path, document, options, signal);
		output.say(`${output.paint('green', '✓')} ${path} is replaced.`);
		if (output.options.json) await output.line({ type: 'replaced', path });
		return EXIT_CODES.done;
	});
}
