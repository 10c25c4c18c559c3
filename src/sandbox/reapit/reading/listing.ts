/** Which records a list holds and in which order: filters, archive, sorting; kept as long as nothing changes. */
import type { Endpoint } from '../../../vendor/reapit/endpoints.ts';
import type { JsonObject, ResourceName, StoredRecord } from '../contract.ts';
import type { RecordStore } from '../data/recordStore.ts';
import { ReapitRefusal } from '../refusal.ts';
import type { ReadContext } from './context.ts';
import { notFilters, usualFilter } from './filters.ts';
import type { Candidate, Test } from './filters.ts';
import { allOf, oneOf } from './query.ts';
import type { Asked } from './query.ts';
import { shownOf } from './related.ts';
import { singular } from './singular.ts';
import { compareKeys, sortKey } from './sorting.ts';
import { specialFilters } from './specialFilters.ts';

export interface ListOrder {
	readonly endpoint: Endpoint;
	readonly resource: ResourceName;
	readonly asked: ReadonlyMap<string, Asked>;
	/** Fields that name the records the list hangs on, with their ids. */
	readonly within: readonly (readonly [string, string])[];
	readonly hasField: (name: string) => boolean;
}

interface Kept {
	readonly version: number;
	readonly numbers: readonly number[];
}

const mostKept = 24;

/** Reads a record when a filter looks into it, and not before. */
class LazyCandidate implements Candidate {
	readonly n: number;
	readonly #store: RecordStore;
	readonly #context: ReadContext;
	#shown: JsonObject | undefined;
	#record: StoredRecord | undefined;

	constructor(context: ReadContext, store: RecordStore, n: number) {
		this.n = n;
		this.#store = store;
		this.#context = context;
	}

	get record(): StoredRecord {
		return (this.#record ??= this.#store.record(this.n));
	}

	get shown(): JsonObject {
		return (this.#shown ??= shownOf(this.#context, this.#store.plan.resource, this.record));
	}

	get created(): string {
		return this.#store.createdAt(this.n);
	}

	get modified(): string {
		return this.#store.modifiedAt(this.n);
	}
}

export class Listings {
	readonly #kept = new Map<string, Kept>();

	/** @returns numbers of the records, in the order of the list */
	numbers(context: ReadContext, order: ListOrder): readonly number[] {
		const { customer } = context;
		const { resource, asked, within } = order;
		// Metadata is the application's own and has no version here.
		if (asked.has('metadata')) return this.#made(context, order);
		const parts = [...asked.values()]
			.filter(({ parameter: { name } }) => !['pageNumber', 'pageSize', 'embed', 'extrasField'].includes(name))
			.map(({ parameter: { name }, values }) => [name, ...values]);
		const key = JSON.stringify([customer.code, resource, within, parts]);
		const kept = this.#kept.get(key);
		if (kept?.version === customer.version) return kept.numbers;
		const made = { version: customer.version, numbers: this.#made(context, order) };
		this.#kept.delete(key);
		this.#kept.set(key, made);
		const [oldest] = this.#kept.keys();
		if (this.#kept.size > mostKept && oldest !== undefined) this.#kept.delete(oldest);
		return made.numbers;
	}

	#made(context: ReadContext, order: ListOrder): readonly number[] {
		const store = context.customer.store(order.resource);
		const tests = testsOf(context, order);
		const chosen: number[] = [];
		for (const n of candidates(store, order)) {
			if (!store.has(n)) continue;
			if (!isRightArchive(store, n, order.asked)) continue;
			const candidate = new LazyCandidate(context, store, n);
			if (tests.every((test) => test(candidate))) chosen.push(n);
		}
		return sorted(context, store, order, chosen);
	}
}

/** Either what is archived or what is not, never both (#3466); where the endpoint does not know the parameter, all. */
function isRightArchive(store: RecordStore, n: number, asked: ReadonlyMap<string, Asked>): boolean {
	if (store.plan.isArchived === undefined) return oneOf(asked, 'fromArchive') !== 'true' || store.isArchived(n);
	return store.isArchived(n) === (oneOf(asked, 'fromArchive') === 'true');
}

/** The fewest numbers that can hold all of the list. */
function candidates(store: RecordStore, { asked, within, resource }: ListOrder): Iterable<number> {
	const ids = asked.get('id')?.values;
	if (ids !== undefined) {
		const numbers = ids.map((id) => store.numberOf(id)).filter((n) => n !== undefined);
		return [...new Set(numbers)].toSorted((one, other) => one - other);
	}
	const [owner] = within;
	if (owner !== undefined) return store.numbersBy(owner[0], owner[1]);
	const field = store.plan.parent?.field;
	const parents =
		field === undefined
			? undefined
			: (asked.get(field) ?? (resource === 'properties/certificates' ? asked.get('propertyIds') : undefined));
	if (field !== undefined && parents !== undefined) {
		const numbers = parents.values.flatMap((id) => store.numbersBy(field, id));
		return [...new Set(numbers)].toSorted((one, other) => one - other);
	}
	return everyNumber(store);
}

function* everyNumber(store: RecordStore): Generator<number> {
	for (let n = 0; n < store.end; n += 1) yield n;
}

function testsOf(context: ReadContext, order: ListOrder): readonly Test[] {
	const { resource, asked, within, hasField, endpoint } = order;
	const tests: Test[] = within.slice(1).map(
		([field, id]) =>
			({ record }) =>
				record[field] === id,
	);
	for (const { parameter, values } of asked.values()) {
		if (notFilters.includes(parameter.name)) continue;
		const filter = specialFilters[resource]?.[parameter.name] ?? usualFilter(parameter, hasField);
		const test = filter?.(values, context, asked);
		if (test !== undefined) tests.push(test);
	}
	if (resource === 'appointments' && context.switches.hiddenAppointments === 'hide') tests.push(...hidden(asked));
	const expressions = allOf(asked, 'metadata');
	if (expressions.length > 0 && endpoint.query?.some(({ name }) => name === 'metadata') === true) {
		const matches = context.metadata.matches(expressions);
		const type = singular(resource);
		tests.push(({ record: { id } }) => matches(context.metadata.attached(context.caller, type, id)));
	}
	return tests;
}

/** What "include" names is left out otherwise. */
function hidden(asked: ReadonlyMap<string, Asked>): readonly Test[] {
	const tests: Test[] = [];
	if (oneOf(asked, 'includeCancelled') !== 'true') tests.push(({ record }) => record.cancelled !== true);
	if (oneOf(asked, 'includeUnconfirmed') !== 'true') tests.push(({ record }) => record.negotiatorConfirmed !== false);
	return tests;
}

function sorted(
	context: ReadContext,
	store: RecordStore,
	order: ListOrder,
	numbers: readonly number[],
): readonly number[] {
	const text = oneOf(order.asked, 'sortBy');
	if (text === undefined) return numbers;
	const [sign, field] = text.startsWith('-') ? [-1, text.slice(1)] : [1, text];
	const known = (order.endpoint.sortFields ?? []).find((each) => each.toLowerCase() === field.toLowerCase());
	if (known === undefined) {
		if (context.switches.unknownSortBy === 'ignore') return numbers;
		throw new ReapitRefusal(400, `The value '${text}' is not valid for SortBy.`);
	}
	if (known === 'created' && store.isChronological) return sign === 1 ? numbers : numbers.toReversed();
	const keyOf = sortKey(order.resource, known);
	const keyed = numbers.map((n) => ({ n, key: keyOf(new LazyCandidate(context, store, n)) }));
	// Of what is equal, the older comes first, whatever the direction: pages stay as they are.
	return keyed.toSorted((one, other) => sign * compareKeys(one.key, other.key) || one.n - other.n).map(({ n }) => n);
}
