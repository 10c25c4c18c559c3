/** What is asked of the RESO surface: first links of walks, and how their pages are to be read (seed 004). */
import type { Dataset, ReadRequest, Relation, RowPlan } from '../source.ts';
import { keyLiteral } from './edmTypes.ts';
import { encodedValue } from './odataLink.ts';

/** One walk: where it begins and how its pages lie. */
export interface Leg {
	readonly first: string;
	readonly plan: RowPlan;
}

export interface ResoSurface {
	/** Base address without a slash at the end. */
	readonly base: string;
	/** Largest `$top` of the key: 1,000 with replication, 25 without. */
	readonly maxTop: number;
}

/** Vendors' index caches lag: what changed shortly before a run may only be found after it (seed 004). */
const lookBackMs = 20 * 60_000;

/** The walks of a read, one after the other. */
export function legs(surface: ResoSurface, dataset: Dataset, request: Exclude<ReadRequest, { phase: 'retry' }>): Leg[] {
	if (request.phase === 'sweep') {
		const options = { $top: String(surface.maxTop), $count: 'true', $select: dataset.key.join(',') };
		return [{ first: collection(surface, dataset, options), plan: keysPlan(dataset) }];
	}
	const full = {
		$top: String(surface.maxTop),
		$count: 'true',
		...selection(dataset),
		...expansion(dataset, request.relations),
	};
	const plan = rowsPlan(dataset, request.relations);
	if (request.phase === 'update' && dataset.cursor !== undefined) {
		// No upper bound, as in the seed: what changes during the walk is met again by the next run's window.
		const $filter = `${dataset.cursor} gt ${utcSeconds(request.since - lookBackMs)}`;
		return [{ first: collection(surface, dataset, { ...full, $filter }), plan }];
	}
	if (request.phase === 'initial' && request.strict === true) return strictLegs(surface, dataset, request.relations);
	return [{ first: collection(surface, dataset, full), plan }];
}

/**
 * The seed's letter allows `$count` and `$select` alone on the initial download, which leaves the relations out. They
 * follow by a second walk that asks for them with `$expand`, as the seed's second step recommends; the alternative would
 * be a call per listing. The price is that the listings travel twice.
 */
function strictLegs(surface: ResoSurface, dataset: Dataset, wanted: readonly string[]): Leg[] {
	const bare: Leg = {
		first: collection(surface, dataset, { $count: 'true', ...selection(dataset) }),
		plan: { ...rowsPlan(dataset, []), spread: undefined },
	};
	const expand = expansion(dataset, wanted);
	if (expand.$expand === undefined) return [bare];
	return [
		bare,
		{
			first: collection(surface, dataset, { $count: 'true', ...selection(dataset), ...expand }),
			plan: rowsPlan(dataset, wanted),
		},
	];
}

/** The link that counts a dataset, as the vendor's own script does. */
export function countLink(surface: ResoSurface, dataset: Dataset): string {
	return collection(surface, dataset, { $top: '1', $count: 'true', $select: dataset.key.join(',') });
}

/** The link of one record. `key` is as the replica writes it: the value, or a JSON array for composite keys. */
export function recordLink(surface: ResoSurface, dataset: Dataset, key: string, wanted: readonly string[]): string {
	const typeOf = (name: string): string => keyLiteralOf(dataset, name, keyPart(dataset, key, name));
	const literal =
		dataset.key.length === 1
			? typeOf(dataset.key[0] ?? '')
			: dataset.key.map((name) => `${name}=${typeOf(name)}`).join(',');
	return `${surface.base}/${dataset.id}(${encodeURIComponent(literal)})${query({ ...selection(dataset), ...expansion(dataset, wanted) })}`;
}

export function rowsPlan(dataset: Dataset, wanted: readonly string[]): RowPlan {
	return {
		dataset: dataset.id,
		key: dataset.key,
		rowsAt: ['value'],
		columns: dataset.columns,
		relations: dataset.relations.filter((relation) => wanted.includes(relation.property)),
		dropPrefix: '@odata.',
		hiddenValue: '********',
		spread: dataset.spread,
	};
}

export function keysPlan(dataset: Dataset): RowPlan {
	return {
		...rowsPlan(dataset, []),
		columns: dataset.columns.filter((column) => dataset.key.includes(column.name)),
		spread: undefined,
		keysOnly: true,
	};
}

/** How the rest of a relation is read, behind the link that its parent's row carries. */
export function restPlan(plan: RowPlan, relation: Relation, parentKey: string): RowPlan {
	const { parentColumn } = relation;
	return {
		...plan,
		dataset: relation.dataset,
		key: relation.key,
		rowsAt: ['value'],
		columns: relation.columns ?? [],
		relations: [],
		spread: undefined,
		parent: parentColumn === undefined ? undefined : { column: parentColumn, key: parentKey },
	};
}

/**
 * Relations travel within their record. The seed lets one compare `PhotosChangeTimestamp` and its like to save polling
 * the media of a listing; here there is no such poll to be saved, since the changed listings are asked for anyway, and
 * rows that did not change cost nothing in the replica. Rooms, units and open houses have no such timestamp at all.
 */
function expansion(dataset: Dataset, wanted: readonly string[]): { readonly $expand?: string } {
	const relations = dataset.relations.map(({ property }) => property).filter((name) => wanted.includes(name));
	const names = [...relations, ...(dataset.spread ?? [])];
	return names.length === 0 ? {} : { $expand: names.join(',') };
}

function selection({ select }: Dataset): { readonly $select?: string } {
	return select === undefined ? {} : { $select: select.join(',') };
}

function collection(surface: ResoSurface, dataset: Dataset, options: Readonly<Record<string, string>>): string {
	return `${surface.base}/${dataset.id}${query(options)}`;
}

function query(options: Readonly<Record<string, string>>): string {
	const pairs = Object.entries(options).map(([name, value]) => `${name}=${encodedValue(value)}`);
	return pairs.length === 0 ? '' : `?${pairs.join('&')}`;
}

function utcSeconds(time: number): string {
	return `${new Date(Math.max(0, time)).toISOString().slice(0, 19)}Z`;
}

function keyLiteralOf(dataset: Dataset, name: string, value: string): string {
	return keyLiteral(value, dataset.columns.find((column) => column.name === name)?.type);
}

function keyPart(dataset: Dataset, key: string, name: string): string {
	if (dataset.key.length === 1) return key;
	const parts = JSON.parse(key) as readonly unknown[];
	return String(parts[dataset.key.indexOf(name)]);
}
