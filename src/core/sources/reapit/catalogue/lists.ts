/** Every list of the vendor's API as a dataset, with what the walk has to know about it beyond the contract of all sources. */
import type { Endpoint, QueryParameter } from '../../../../vendor/reapit/endpoints.ts';
import { reapitEndpoints } from '../../../../vendor/reapit/endpoints.ts';
import type { Model } from '../../../../vendor/reapit/models.ts';
import { reapitModels } from '../../../../vendor/reapit/models.ts';
import type { Dataset, DatasetParameter, Relation } from '../../source.ts';
import { datasetName, parentList } from './datasetNames.ts';
import { datasetNotes } from './datasetNotes.ts';
import { embeddedDataset } from './embeds.ts';
import { embeddedProperty, modelColumns } from './modelColumns.ts';

/** How changes are asked for: parameter, and the column that it goes by. */
export interface Since {
	readonly parameter: 'modifiedFrom' | 'createdFrom';
	readonly column: 'modified' | 'created';
}

export interface ReapitList {
	readonly id: string;
	/** As the vendor writes it: `/properties/{id}/keys`. */
	readonly path: string;
	/** `paged`: an envelope with totals around `_embedded`; `bare`: an array, whole in one answer. */
	readonly shape: 'paged' | 'bare';
	/** Name of the vendor's model of a record: `ContactModel`. */
	readonly model: string;
	readonly parentColumns: readonly string[];
	/** Id of the list that its parents' ids come from. */
	readonly parent: string | undefined;
	/** What it is sorted by; the order should not change while it is walked. */
	readonly sortBy: string | undefined;
	readonly since: Since | undefined;
	/** Whether it can be narrowed by when records were created: tells which of them are older than a walk. */
	readonly hasCreatedRange: boolean;
	/** Read by the vendor's paging by tokens. */
	readonly hasTokens: boolean;
	/** Set where records have no id. */
	readonly digestColumn: string | undefined;
	readonly dataset: Dataset;
}

/** Names the customer in each row: ids are unique within a customer only (seed 001, "Accessing customer data"). */
export const customerColumn = 'customerId';
const digestColumn = 'contentDigest';

/** Parameters that Freehold sets by itself. */
const ownParameters: ReadonlySet<string> = new Set([
	'pageSize',
	'pageNumber',
	'sortBy',
	'embed',
	'metadata',
	'filter',
	'useTokenBasedPaging',
	'nextPageToken',
]);

/** Reads the vendor's published lists and models. */
export async function reapitLists(): Promise<ReadonlyMap<string, ReapitList>> {
	const [{ endpoints }, { models }] = await Promise.all([reapitEndpoints(), reapitModels()]);
	const lists = new Map<string, ReapitList>();
	for (const endpoint of endpoints) {
		const list = isList(endpoint) ? listOf(endpoint, endpoints, models) : undefined;
		// `/properties/{id}/certificates` repeats what `/properties/certificates` gives for all properties at once.
		if (list !== undefined && !(lists.has(list.id) && list.parent !== undefined)) lists.set(list.id, list);
	}
	const linked = [...lists.values()].map((list) => ({ ...list, dataset: withRelations(list, lists, endpoints) }));
	return new Map(linked.sort((a, b) => (a.id < b.id ? -1 : 1)).map((list) => [list.id, list]));
}

function isList({ method, path, responses }: Endpoint): boolean {
	// The captured OAS gives two single records the model of a page.
	if (method !== 'GET' || path.endsWith('}')) return false;
	const model = responses['200'] ?? '';
	return model.endsWith('PagedResult') || model.startsWith('array:');
}

function listOf(
	endpoint: Endpoint,
	endpoints: readonly Endpoint[],
	models: Readonly<Record<string, Model>>,
): ReapitList | undefined {
	const { path, query = [], sortFields = [] } = endpoint;
	const answer = endpoint.responses['200'] ?? '';
	const modelName = answer.replace(/^array:|PagedResult$/g, '');
	const model = models[modelName];
	if (model === undefined) return undefined;
	const name = datasetName(path);
	const hasId = model.properties.id !== undefined;
	const has = (parameter: string): boolean => query.some((one) => one.name === parameter);
	const parentPath = parentList(path);
	const list: Omit<ReapitList, 'dataset'> = {
		id: name.id,
		path,
		model: modelName,
		shape: answer.startsWith('array:') ? 'bare' : 'paged',
		parentColumns: name.parentColumns,
		parent: parentPath === undefined ? undefined : datasetName(parentPath).id,
		sortBy: ['created', 'name'].find((field) => sortFields.includes(field)),
		since: sinceOf(has, canChange(path, endpoints)),
		hasCreatedRange: has('createdFrom') && has('createdTo'),
		hasTokens: has('useTokenBasedPaging'),
		digestColumn: hasId ? undefined : digestColumn,
	};
	return { ...list, dataset: datasetOf(list, endpoint, model, name) };
}

function datasetOf(
	list: Omit<ReapitList, 'dataset'>,
	endpoint: Endpoint,
	model: Model,
	{ id, title, group }: { readonly id: string; readonly title: string; readonly group: string },
): Dataset {
	const { query = [], sortFields } = endpoint;
	const leading = [customerColumn, ...list.parentColumns, ...(list.digestColumn === undefined ? [] : [digestColumn])];
	const filter = query.find(({ name }) => name === 'metadata' || name === 'filter');
	return {
		id,
		title,
		group,
		key: [customerColumn, ...list.parentColumns, list.digestColumn ?? 'id'],
		cursor: list.since?.column,
		canSweep: true,
		fullReadFindsDeletions: list.since === undefined,
		columns: modelColumns(model, leading),
		relations: [],
		leftOut:
			list.parent === undefined ? undefined : `it takes a request for each of the records in ${list.parent}: name it`,
		parameters: query.filter(({ name }) => !ownParameters.has(name)).map(parameterOf),
		filterParameter: filter?.name,
		sortFields,
		notes: datasetNotes(list, endpoint),
	};
}

/** Records that cannot be changed at the vendor are found by when they were created. */
function sinceOf(has: (parameter: string) => boolean, isChangeable: boolean): Since | undefined {
	if (has('modifiedFrom')) return { parameter: 'modifiedFrom', column: 'modified' };
	return has('createdFrom') && !isChangeable ? { parameter: 'createdFrom', column: 'created' } : undefined;
}

function canChange(path: string, endpoints: readonly Endpoint[]): boolean {
	const below = `${path.replace(/\/$/, '')}/{`;
	return endpoints.some((one) => (one.method === 'PATCH' || one.method === 'PUT') && one.path.startsWith(below));
}

function parameterOf({ name, type, format, repeatable, enum: values }: QueryParameter): DatasetParameter {
	const kind =
		format === 'date-time'
			? 'instant'
			: format === 'date'
				? 'date'
				: type === 'integer'
					? 'whole'
					: type === 'string'
						? 'text'
						: type;
	return { name, type: kind, isRepeatable: repeatable === true, values };
}

function withRelations(
	list: ReapitList,
	lists: ReadonlyMap<string, ReapitList>,
	endpoints: readonly Endpoint[],
): Dataset {
	const { query = [] } = endpoints.find(({ method, path }) => method === 'GET' && path === list.path) ?? {};
	const embeds = query.find(({ name }) => name === 'embed')?.enum ?? [];
	const relations = embeds.flatMap((property): readonly Relation[] => {
		const target = lists.get(embeddedDataset(list.id, property) ?? '')?.dataset;
		if (target === undefined) return [];
		return [{ property, within: embeddedProperty, dataset: target.id, key: target.key, columns: target.columns }];
	});
	return { ...list.dataset, relations };
}
