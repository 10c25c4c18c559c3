/** What is asked of the platform for a dataset: listings of a customer, narrowed as the connection says. */
import type { Dataset, ReadRequest, RowPlan } from '../source.ts';
import type { ReapitList } from './catalogue/lists.ts';
import { customerColumn } from './catalogue/lists.ts';
import { embeddedProperty } from './catalogue/modelColumns.ts';
import type { Query } from './reapitParameters.ts';
import type { Listing } from './walk/listing.ts';
import { since } from './walk/listing.ts';

export interface ListingParts {
	readonly list: ReapitList;
	/** As jobs hold it. */
	readonly dataset: Dataset;
	readonly origin: string;
	readonly customer: string;
	/** What narrows it, by the connection. */
	readonly narrowing: Query;
	/** Embeds that are wanted. */
	readonly relations: readonly string[];
	/** Ids of parents, outermost first. */
	readonly ids?: readonly string[] | undefined;
	readonly keysOnly?: boolean | undefined;
	/** Whether rows are deleted that the walk does not see. */
	readonly isStrict?: boolean | undefined;
	/** Only what came or changed from a moment on (ms); where the list can be asked for that. */
	readonly from?: number | undefined;
}

/** What changed shortly before a run may be found only after it: the vendor's bounds and indexes are not exact (#10009). */
const lookBackMs = 20 * 60_000;

export function listing(parts: ListingParts): Listing {
	const { list, origin, customer, narrowing, relations, ids = [], from } = parts;
	const embeds = parts.dataset.relations.map(({ property }) => property).filter((name) => relations.includes(name));
	const isUpdate = from !== undefined && list.since !== undefined;
	const narrowed = isUpdate ? since(narrowing, list.since.parameter, from) : narrowing;
	return {
		url: origin + pathOf(list.path, ids),
		name: `${list.id}${ids.length === 0 ? '' : ` of ${ids.join(' ')}`} (${customer})`,
		customer,
		query: [...narrowed, ...embeds.map((name) => ['embed', name] as const)],
		sortBy: list.sortBy,
		shape: list.shape,
		plan: rowPlan(parts, ids),
		standing: standingOf(parts, isUpdate),
	};
}

/** The moment that a read asks from; undefined: from the beginning. */
export function askedFrom(request: Exclude<ReadRequest, { phase: 'retry' }>): number | undefined {
	return request.phase === 'update' ? request.since - lookBackMs : undefined;
}

function rowPlan({ dataset, list, customer, relations, keysOnly }: ListingParts, ids: readonly string[]): RowPlan {
	const parents = list.parentColumns.map((column, index) => [column, ids[index] ?? ''] as const);
	return {
		dataset: dataset.id,
		key: dataset.key,
		rowsAt: list.shape === 'bare' ? [] : [embeddedProperty],
		columns: dataset.columns,
		relations: keysOnly === true ? [] : dataset.relations.filter(({ property }) => relations.includes(property)),
		omitted: [embeddedProperty],
		constants: { [customerColumn]: customer, ...Object.fromEntries(parents) },
		keptWhenEmpty: ['_eTag'],
		digestColumn: list.digestColumn,
		wantsKeys: true,
		keysOnly,
	};
}

/**
 * How the records of a walk's beginning are counted at its end. In a list that is not narrowed they are the older ones. One
 * that is narrowed, or leaves some out by itself (`includeCancelled`), is also entered and left by a record that is changed:
 * where rows would be deleted because of it, those that did not change are counted.
 */
function standingOf({ list, isStrict, narrowing }: ListingParts, isUpdate: boolean): string | undefined {
	const leavesOut = list.dataset.parameters?.some(({ name }) => name.startsWith('include')) === true;
	const isFloating = isUpdate || (isStrict === true && (leavesOut || narrowing.length > 0));
	if (isFloating && list.since?.parameter === 'modifiedFrom') return 'modifiedTo';
	return list.hasCreatedRange ? 'createdTo' : undefined;
}

/** `/properties/{id}/keys/{keyId}/movements` with the ids put in, in order. */
function pathOf(path: string, ids: readonly string[]): string {
	let next = 0;
	return path.replaceAll(/\{[^}]+\}/g, () => encodeURIComponent(ids[next++] ?? ''));
}
