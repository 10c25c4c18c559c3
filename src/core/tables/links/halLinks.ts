/** Where the HAL links of a Reapit record lead, as tables of the replica. Pure. */
import type { Json } from '../../json.ts';
import { isJsonObject } from '../../json.ts';
import type { KnownTable } from './knownTables.ts';

export interface HalTarget {
	/** As the record calls it: `negotiator`. */
	readonly from: string;
	readonly dataset: string;
	readonly column: string;
	readonly values: readonly string[];
}

/** @param text  what the record has in `_links` */
export function halTargets(text: string, tables: ReadonlyMap<string, KnownTable>): readonly HalTarget[] {
	const links = parsed(text);
	if (!isJsonObject(links)) return [];
	return Object.entries(links).flatMap(([from, link]) => {
		const href = isJsonObject(link) ? link.href : undefined;
		const url = typeof href === 'string' ? URL.parse(href, 'https://platform.invalid') : null;
		const target = url === null || from === 'self' ? undefined : targetOf(url, tables);
		return target === undefined ? [] : [{ from, ...target }];
	});
}

/** `/negotiators/JAS`, `/offices/?id=OXF&id=WAL`, `/offers/?propertyId=OXF1`, `/properties/OXF1/keys`. */
function targetOf(url: URL, tables: ReadonlyMap<string, KnownTable>): Omit<HalTarget, 'from'> | undefined {
	const [list = '', id, below, ...deeper] = url.pathname
		.split('/')
		.flatMap((part) => (part === '' ? [] : [decoded(part)]));
	if (deeper.length > 0) return undefined;
	if (below !== undefined && id !== undefined) return belowRecord(`${list}.${below}`, list, id, tables);
	const columns = tables.get(list)?.columns ?? [];
	if (id !== undefined) return columns.includes('id') ? { dataset: list, column: 'id', values: [id] } : undefined;
	for (const name of new Set(url.searchParams.keys())) {
		// Names of parameters may be in another case than those of columns.
		const column = columns.find((one) => one.toLowerCase() === name.toLowerCase());
		if (column !== undefined) return { dataset: list, column, values: url.searchParams.getAll(name) };
	}
	return undefined;
}

function belowRecord(
	dataset: string,
	list: string,
	id: string,
	tables: ReadonlyMap<string, KnownTable>,
): Omit<HalTarget, 'from'> | undefined {
	const single = list.endsWith('ies') ? `${list.slice(0, -3)}y` : list.replace(/s$/, '');
	const column = tables.get(dataset)?.columns.find((one) => one === `${single}Id`);
	return column === undefined ? undefined : { dataset, column, values: [id] };
}

function decoded(part: string): string {
	try {
		return decodeURIComponent(part);
	} catch {
		// A lone percent sign stands for itself.
		return part;
	}
}

function parsed(text: string): Json | undefined {
	try {
		return JSON.parse(text) as Json;
	} catch {
		// A column that once held plain text is not JSON throughout.
		return undefined;
	}
}
