/** A new record on stdout: its id, then its address. */
import type { Created } from '../core/sources/reapit/entities/created.ts';
import { EXIT_CODES } from './exitCodes.ts';
import type { Output } from './terminal.ts';

export async function tellCreated(
	output: Output,
	created: Created & { readonly files?: readonly string[] },
): Promise<number> {
	const { id, location, requestId, files } = created;
	if (output.options.json) await output.line({ type: 'created', id, location, requestId, files });
	else if (location === undefined) output.say('Created. Reapit gives no address for it.');
	else await output.data(`${id ?? ''}\t${location}\n`);
	return EXIT_CODES.done;
}
