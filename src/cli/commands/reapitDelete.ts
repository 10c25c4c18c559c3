/** `freehold reapit delete`: deletes a record, where the vendor has that. */
import type { Command } from 'commander';
import { confirmDeletion } from '../confirmDeletion.ts';
import type { Action, CommandContext } from '../context.ts';
import { tellDryRun } from '../dryRun.ts';
import { EXIT_CODES } from '../exitCodes.ts';
import { withReapit } from '../openReapit.ts';
import { addCustomer, parseReapitTarget } from '../reapitTarget.ts';
import type { GivenCustomer } from '../reapitTarget.ts';

interface Given extends GivenCustomer {
	readonly yes?: boolean;
	readonly dryRun?: boolean;
}

export function addReapitDelete(reapit: Command, run: (action: Action) => void): void {
	const command = reapit
		.command('delete')
		.summary('delete a record, where Reapit has that')
		.description('Deletes a record at Reapit, after asking. The vendor calls its deletions soft.')
		.argument('<target>', 'CONNECTION/RESOURCE/ID, such as agency/documents/OXF1')
		.option('--yes', 'do not ask')
		.option('--dry-run', 'show what would be sent, and send nothing');
	addCustomer(command).action((target: string, given: Given) => run((context) => remove(context, target, given)));
}

async function remove(context: CommandContext, text: string, given: Given): Promise<number> {
	const { output, signal } = context;
	const { connection, path } = parseReapitTarget(text);
	return withReapit(context, connection, given.customer, async ({ entities, api }) => {
		const { at } = entities.paths.operation(path, 'DELETE');
		if (given.dryRun === true) return tellDryRun(output, [{ method: 'DELETE', path: at.path }]);
		api.assertMayWrite(`Deletion of ${at.path}`);
		if (given.yes !== true) await confirmDeletion(context, `${at.path} of ${api.customer}`);
		await entities.delete(path, signal);
		output.say(`${output.paint('green', '✓')} ${path} is deleted.`);
		if (output.options.json) await output.line({ type: 'deleted', path });
		return EXIT_CODES.done;
	});
}
