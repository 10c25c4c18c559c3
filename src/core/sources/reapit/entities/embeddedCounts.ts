/** How many records came embedded in an answer: the vendor bills the calls that it made for them. */
import type { Json } from '../../../json.ts';
import { isJsonObject } from '../../../json.ts';

/** @returns by embed, of one record or of all records of a page */
export function embeddedCounts(answer: Json | undefined): Readonly<Record<string, number>> {
	const counts: Record<string, number> = {};
	for (const record of recordsOf(answer)) {
		const embedded = isJsonObject(record) ? record._embedded : undefined;
		if (!isJsonObject(embedded)) continue;
		for (const [name, value] of Object.entries(embedded)) {
			const count = Array.isArray(value) ? value.length : value === null ? 0 : 1;
			counts[name] = (counts[name] ?? 0) + count;
		}
	}
	return counts;
}

/** A page holds its records where a record holds what was embedded. */
function recordsOf(answer: Json | undefined): readonly Json[] {
	if (!isJsonObject(answer)) return [];
	return Array.isArray(answer._embedded) ? (answer._embedded as readonly Json[]) : [answer];
}
