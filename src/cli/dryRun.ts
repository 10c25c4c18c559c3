/** What a command would send, for `--dry-run`. */
import { dryRunText } from '../core/wording/dryRunText.ts';
import type { DryRequest } from '../core/wording/dryRunText.ts';
import { EXIT_CODES } from './exitCodes.ts';
import type { Output } from './terminal.ts';

export async function tellDryRun(output: Output, requests: readonly DryRequest[]): Promise<number> {
	for (const request of requests) {
		if (output.options.json) await output.line({ type: 'dryRun', ...request });
		else await output.data(dryRunText(request));
	}
	output.say('Nothing was sent.');
	return EXIT_CODES.done;
}
