/** What a command would send, for `--dry-run`. */
import type { Json } from '../core/json.ts';
import { EXIT_CODES } from './exitCodes.ts';
import type { Output } from './terminal.ts';

export interface DryRequest {
	readonly method: string;
	readonly path: string;
	readonly headers?: Readonly<Record<string, string>> | undefined;
	readonly body?: Json | undefined;
}

export async function tellDryRun(output: Output, requests: readonly DryRequest[]): Promise<number> {
	for (const request of requests) {
		if (output.options.json) {
			await output.line({ type: 'dryRun', ...request });
			continue;
		}
		const { method, path, headers = {}, body } = request;
		const lines = [`${method} ${path}`, ...Object.entries(headers).map(([name, value]) => `${name}: ${value}`)];
		await output.data(`${lines.join('\n')}\n${body === undefined ? '' : `\n${JSON.stringify(body, null, 2)}\n`}`);
	}
	output.say('Nothing was sent.');
	return EXIT_CODES.done;
}
