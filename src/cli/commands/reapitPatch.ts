/** `freehold reapit patch`: changes fields of a record, on the version that it was read from. */
import type { Command } from 'commander';
import { isJsonObject } from '../../core/json.ts';
import type { JsonText } from '../../core/sources/reapit/entities/jsonText.ts';
import { planWrite } from '../../core/sources/reapit/entities/plannedWrite.ts';
import { EntityConflict } from '../../core/sources/reapit/entities/writeErrors.ts';
import type { Action, CommandContext } from '../context.ts';
import { DATA_OPTION, readDocument } from '../documentArgument.ts';
import { tellDryRun } from '../dryRun.ts';
import { EXIT_CODES } from '../exitCodes.ts';
import type { OpenReapit } from '../openReapit.ts';
import { withReapit } from '../openReapit.ts';
import { counted } from '../../core/wording/quantities.ts';
import { threeWayText } from '../../core/wording/threeWayText.ts';
import type { Output } from '../terminal.ts';
import { addWrite, parseReapitTarget } from '../reapitTarget.ts';
import type { GivenWrite } from '../reapitTarget.ts';

interface Given extends GivenWrite {
	readonly data: string;
}

export function addReapitPatch(reapit: Command, run: (action: Action) => void): void {
	const command = reapit
		.command('patch')
		.summary('change fields of a record')
		.description(
			'Changes the fields that the JSON names and no others. If somebody else has changed the record meanwhile, the change ' +
				'is made again on their version, unless both have changed the same field: then nothing is sent, and base, theirs ' +
				'and yours are shown.',
		)
		.argument('<target>', 'CONNECTION/RESOURCE/ID, such as agency/contacts/OXF18000001')
		.requiredOption(...DATA_OPTION);
	addWrite(command).action((target: string, given: Given) => run((context) => patch(context, target, given)));
}

async function patch(context: CommandContext, text: string, given: Given): Promise<number> {
	const { connection, path } = parseReapitTarget(text);
	const document = await readDocument(context, given.data);
	return withReapit(context, connection, given.customer, async (open) => {
		if (given.dryRun === true) return dryRun(context, open, path, document, given);
		try {
			const options = { isUnchecked: !given.check };
			const { isAlreadySo, replays } = await open.entities.patch(path, document, options, context.signal);
			const { output } = context;
			const again =
				replays === 0 ? '' : `, on the version of others that came in between (${counted(replays, 'time')})`;
			output.say(isAlreadySo ? `${path} already is so.` : `${output.paint('green', '✓')} ${path} is changed${again}.`);
			if (output.options.json) await output.line({ type: 'patched', path, isAlreadySo, replays });
			return EXIT_CODES.done;
		} catch (error) {
			// With --json, the collisions are in the error's own line.
			if (error instanceof EntityConflict) context.output.complain(threeWay(error, context.output));
			throw error;
		}
	});
}

function threeWay({ collisions }: EntityConflict, { isInteractive, width }: Output): string {
	return threeWayText(collisions, isInteractive ? width : Infinity);
}

async function dryRun(
	{ output, signal }: CommandContext,
	{ entities }: OpenReapit,
	path: string,
	document: JsonText,
	given: Given,
): Promise<number> {
	const options = { isUnchecked: !given.check };
	const { request, base } = await planWrite(entities, { method: 'PATCH', path, document }, options, signal);
	const fields = isJsonObject(document.value) ? Object.keys(document.value) : [];
	for (const field of fields) output.say(`${field} is now ${JSON.stringify(base?.value[field] ?? null)}`);
	return tellDryRun(output, [request]);
}
