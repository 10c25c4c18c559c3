/** How many records each embed of an answer brought: what the billing rule counts (seed 001, Billing example). */
import type { Answer } from '../../answer.ts';
import { isJsonObject } from '../../json.ts';

/** @returns one number per embed, over all records of the answer */
export function embeddedCounts({ body }: Answer): readonly number[] {
	if (body.kind !== 'json') return [];
	const rows = body.value._embedded;
	const records: readonly unknown[] = Array.isArray(rows) ? rows : [body.value];
	const counts = new Map<string, number>();
	for (const record of records) {
		if (!isJsonObject(record) || !isJsonObject(record._embedded)) continue;
		for (const [name, value] of Object.entries(record._embedded))
			counts.set(name, (counts.get(name) ?? 0) + (Array.isArray(value) ? value.length : 1));
	}
	return [...counts.values()];
}
