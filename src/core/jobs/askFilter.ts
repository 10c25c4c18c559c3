/** Sends a set of metadata filters to Reapit and brings the first page of what it selects there. */
import { FreeholdError } from '../errors.ts';
import type { Json } from '../json.ts';
import { isJsonObject } from '../json.ts';
import type { ReapitConnection } from '../project/project.ts';
import { CustomerApi } from '../sources/reapit/entities/customerApi.ts';
import { openReapitDoors } from '../sources/reapit/reapitDoors.ts';
import { reapitHosts } from '../sources/reapit/reapitHosts.ts';
import { reapitLists } from '../sources/reapit/catalogue/lists.ts';
import { embeddedProperty } from '../sources/reapit/catalogue/modelColumns.ts';
import { sentFilters } from '../sources/reapit/sentFilters.ts';
import { wireQuery } from '../filter/print.ts';
import type { ConnectionOutside } from './openConnection.ts';

/** What one customer's data has for a filter. */
export interface FilterAnswer {
	readonly customer: string;
	/** How many records match; `undefined` where the vendor does not say. */
	readonly matching: number | undefined;
	/** The first of them, as the vendor gives them. */
	readonly records: readonly Json[];
}

export interface FilterQuestion {
	readonly dataset: string;
	/** All of them must hold. */
	readonly expressions: readonly string[];
	/** Records wanted of each customer; at most 100. */
	readonly limit: number;
}

/**
 * One request for each customer of the connection.
 *
 * @throws FreeholdError `usage` for what is known to fail or to be ignored, before anything is sent; `badRequest` with
 *   the vendor's own words in its `cause` where it refuses a filter
 */
export async function askFilter(
	connection: ReapitConnection,
	{ dataset, expressions, limit }: FilterQuestion,
	outside: ConnectionOutside,
	signal: AbortSignal,
): Promise<readonly FilterAnswer[]> {
	const { path, parameter } = await filteredList(dataset);
	const filters = checked(dataset, expressions);
	const { origin, customers } = await openReapitDoors(connection, outside);
	const answers: FilterAnswer[] = [];
	for (const doors of customers) {
		const api = new CustomerApi({ settings: connection, origin, doors });
		const query = [['pageSize', String(limit)] as const, ...filters.map((text) => [parameter, text] as const)];
		const { json } = await api.read({ path, query, label: `The filter on ${dataset} of ${doors.customer}` }, signal);
		answers.push({ customer: doors.customer, ...recordsOf(json) });
	}
	return answers;
}

/**
 * The address that asks for it, without credentials.
 *
 * @throws FreeholdError `usage` for what is known to fail or to be ignored
 */
export async function filterAddress(
	connection: ReapitConnection,
	{ dataset, expressions }: Pick<FilterQuestion, 'dataset' | 'expressions'>,
): Promise<string> {
	const { path, parameter } = await filteredList(dataset);
	return `${reapitHosts(connection).origin}${path}?${wireQuery(parameter, checked(dataset, expressions))}`;
}

async function filteredList(dataset: string): Promise<{ readonly path: string; readonly parameter: string }> {
	const list = (await reapitLists()).get(dataset);
	const parameter = list?.dataset.filterParameter;
	// Lists below a record need that record's id, which no filter has.
	if (list !== undefined && parameter !== undefined && list.parent === undefined) return { path: list.path, parameter };
	throw new FreeholdError('usage', {
		what: `The filter was not sent to ${dataset}`,
		why: list === undefined ? 'Reapit has no such list' : 'it has no metadata search, and would return everything',
		next: 'Name a dataset of Reapit that has metadata, such as properties',
	});
}

function checked(dataset: string, expressions: readonly string[]): readonly string[] {
	return sentFilters(
		expressions,
		(filter, why, next) =>
			new FreeholdError('usage', { what: `The filter "${filter}" of ${dataset} cannot be sent`, why, next }),
	);
}

function recordsOf(json: Json | undefined): Pick<FilterAnswer, 'matching' | 'records'> {
	if (Array.isArray(json)) return { matching: json.length, records: json as readonly Json[] };
	if (!isJsonObject(json)) return { matching: undefined, records: [] };
	const { totalCount, [embeddedProperty]: embedded } = json;
	return {
		matching: typeof totalCount === 'number' ? totalCount : undefined,
		records: Array.isArray(embedded) ? (embedded as readonly Json[]) : [],
	};
}
