/** Collects one page of a record set: from a token or an offset, filtered, ordered, counted. */
import type { FieldValue } from '../data/fields.ts';
import type { OrderBy, ResoQuery } from './query.ts';
import type { RecordSet } from './recordSet.ts';
import type { SeenRecord } from './view.ts';

export interface Page {
	readonly records: readonly SeenRecord[];
	readonly count: number | undefined;
	/** Where the next page starts; absent on the last. */
	readonly next: { readonly skipToken: string } | { readonly skip: number } | undefined;
}

export function collectPage(set: RecordSet, query: ResoQuery, pagesBy: 'token' | 'offset'): Page {
	if (query.orderBy.length > 0 || query.skip > 0 || pagesBy === 'offset') return offsetPage(set, query);
	return tokenPage(set, query);
}

/** In key order, looking one record further than the page to know whether it is the last. */
function tokenPage(set: RecordSet, query: ResoQuery): Page {
	const records: SeenRecord[] = [];
	let hasMore = false;
	for (let at = query.skipToken === undefined ? 0 : set.positionAfter(query.skipToken); at < set.end; at += 1) {
		const record = set.at(at);
		if (record === undefined || query.filter?.(record) === false) continue;
		if (records.length === query.top) {
			hasMore = true;
			break;
		}
		records.push(record);
	}
	const last = records.at(-1);
	return {
		records,
		count: query.count ? countAll(set, query) : undefined,
		next: hasMore && last !== undefined ? { skipToken: last.key } : undefined,
	};
}

function offsetPage(set: RecordSet, query: ResoQuery): Page {
	let all: SeenRecord[] = [];
	const wanted = query.skip + query.top + 1;
	const mustSeeAll = query.orderBy.length > 0 || query.count;
	for (let at = 0; at < set.end && (mustSeeAll || all.length < wanted); at += 1) {
		const record = set.at(at);
		if (record !== undefined && query.filter?.(record) !== false) all.push(record);
	}
	if (query.orderBy.length > 0) all = ordered(all, query.orderBy);
	const end = query.skip + query.top;
	return {
		records: all.slice(query.skip, end),
		count: query.count ? all.length : undefined,
		next: all.length > end && query.top > 0 ? { skip: end } : undefined,
	};
}

function countAll(set: RecordSet, query: ResoQuery): number {
	if (query.filter === undefined && set.size !== undefined) return set.size;
	let count = 0;
	for (let at = 0; at < set.end; at += 1) {
		const record = set.at(at);
		if (record !== undefined && query.filter?.(record) !== false) count += 1;
	}
	return count;
}

/** Each record is read once; those that tie stay in the order of their keys. */
function ordered(records: readonly SeenRecord[], order: readonly OrderBy[]): SeenRecord[] {
	const read = records.map((record) => ({
		record,
		values: order.map(({ field }) => (field.type === 'DateTimeOffset' ? record.instant(field) : record.value(field))),
	}));
	read.sort((a, b) => {
		for (const [i, { isDescending }] of order.entries()) {
			const sign = compareValues(a.values[i] ?? null, b.values[i] ?? null);
			if (sign !== 0) return isDescending ? -sign : sign;
		}
		return 0;
	});
	return read.map(({ record }) => record);
}

/** Nulls come first, as OData 4.0 §11.2.5.2 asks of ascending order. */
function compareValues(a: FieldValue, b: FieldValue): number {
	if (a === b) return 0;
	if (a === null) return -1;
	if (b === null) return 1;
	if (typeof a === 'string' && typeof b === 'string') return a < b ? -1 : 1;
	return Number(a) - Number(b); // numbers, booleans, and decimals kept as digits
}
