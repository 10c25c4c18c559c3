/** What would be sent, as people read it: method and path, headers, then the body. */
import type { Json } from '../json.ts';

export interface DryRequest {
	readonly method: string;
	readonly path: string;
	readonly headers?: Readonly<Record<string, string>> | undefined;
	readonly body?: Json | undefined;
}

export function dryRunText({ method, path, headers = {}, body }: DryRequest): string {
	const lines = [`${method} ${path}`, ...Object.entries(headers).map(([name, value]) => `${name}: ${value}`)];
	return `${lines.join('\n')}\n${body === undefined ? '' : `\n${JSON.stringify(body, null, 2)}\n`}`;
}
