/** A tool's result as compact JSON text of a bounded size, without any known secret. */

/** No result is longer: a model's context is small and costs money. */
export const MOST_BYTES = 64 * 1024;
/** Left for what stands around rows. */
export const ENVELOPE_BYTES = 4 * 1024;

const MASK = '***';
/** A shorter value would blot out words; no vendor gives such. */
const SHORTEST_SECRET = 4;

export interface ToolResult {
	/** JSON. */
	readonly text: string;
	readonly isError: boolean;
}

export function toText(value: unknown, secrets: readonly string[]): string {
	// The longest first: a secret may be a part of another.
	const known = [...new Set(secrets)]
		.filter((secret) => secret.length >= SHORTEST_SECRET)
		.sort((a, b) => b.length - a.length);
	const masked = (text: string): string => known.reduce((left, secret) => left.replaceAll(secret, MASK), text);
	return JSON.stringify(value, (_, part: unknown) => {
		if (typeof part === 'string') return masked(part);
		if (typeof part === 'bigint') return String(part);
		if (known.length === 0 || typeof part !== 'object' || part === null || Array.isArray(part)) return part;
		// Names of columns are data as well: `SELECT 1 AS "…"`.
		return Object.fromEntries(Object.entries(part).map(([name, one]) => [masked(name), one]));
	});
}

export function jsonBytes(value: unknown): number {
	return Buffer.byteLength(JSON.stringify(value) ?? '');
}
