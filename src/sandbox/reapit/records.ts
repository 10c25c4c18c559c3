/** The records of all customers, as the rooms around them read and change them. */
import type { SandboxClock } from '../clock.ts';
import type { JsonObject, RecordChange, ReapitRecords, ResourceName, StoredRecord } from './contract.ts';
import { Customer } from './data/customer.ts';
import { plans } from './data/plans.ts';
import type { RecordStore } from './data/recordStore.ts';

export interface RecordsOptions {
	readonly clock: SandboxClock;
	readonly seed: number;
	readonly scale: number;
	readonly futureCertificates: boolean;
}

/** Code, number of offices, and size beside the first customer's. */
const agencies: readonly (readonly [string, number, number])[] = [
	['SBOX', 8, 1],
	['RES', 3, 0.2],
];

export class Records implements ReapitRecords {
	readonly #customers: ReadonlyMap<string, Customer>;
	readonly #listeners: ((change: RecordChange) => void)[] = [];

	constructor({ clock, seed, scale, futureCertificates }: RecordsOptions) {
		const now = (): number => clock.told();
		this.#customers = new Map(
			agencies.map(([code, offices, share]) => [
				code,
				new Customer({ code, seed, scale: scale * share, offices, plans, now, futureCertificates }),
			]),
		);
	}

	get customers(): readonly string[] {
		return [...this.#customers.keys()];
	}

	/** @throws RangeError where there is no such customer */
	customer(code: string): Customer {
		const customer = this.#customers.get(code);
		if (customer === undefined) throw new RangeError(`There is no customer ${code}`);
		return customer;
	}

	store(customer: string, resource: ResourceName): RecordStore {
		return this.customer(customer).store(resource);
	}

	count(customer: string, resource: ResourceName): number {
		return this.store(customer, resource).size;
	}

	get(customer: string, resource: ResourceName, id: string): StoredRecord | undefined {
		const store = this.store(customer, resource);
		const n = store.numberOf(id);
		return n === undefined ? undefined : store.record(n);
	}

	*all(customer: string, resource: ResourceName): Generator<StoredRecord> {
		const store = this.store(customer, resource);
		for (let n = 0; n < store.end; n += 1) if (store.has(n)) yield store.record(n);
	}

	at(customer: string, resource: ResourceName, place: number): StoredRecord | undefined {
		const store = this.store(customer, resource);
		let left = place;
		// Without removals the place is the number.
		if (store.size === store.end) return store.has(place) ? store.record(place) : undefined;
		for (let n = 0; n < store.end; n += 1) {
			if (!store.has(n)) continue;
			if (left === 0) return store.record(n);
			left -= 1;
		}
		return undefined;
	}

	insert(customer: string, resource: ResourceName, fields: JsonObject): StoredRecord {
		const after = this.store(customer, resource).insert(fields);
		this.#tell({ customer, resource, id: after.id, kind: 'created', before: undefined, after });
		return after;
	}

	patch(customer: string, resource: ResourceName, id: string, fields: JsonObject): StoredRecord {
		const { store, n } = this.#place(customer, resource, id);
		const [before, eTagBefore] = [store.record(n), store.eTag(n)];
		const after = store.patch(n, fields);
		this.#tell({ customer, resource, id, kind: 'modified', before, after, eTagBefore });
		return after;
	}

	remove(customer: string, resource: ResourceName, id: string): void {
		const { store, n } = this.#place(customer, resource, id);
		const [before, eTagBefore] = [store.record(n), store.eTag(n)];
		store.remove(n);
		this.#tell({ customer, resource, id, kind: 'deleted', before, after: undefined, eTagBefore });
	}

	eTag(customer: string, resource: ResourceName, id: string): string {
		const { store, n } = this.#place(customer, resource, id);
		return store.eTag(n);
	}

	onChange(listener: (change: RecordChange) => void): void {
		this.#listeners.push(listener);
	}

	#place(customer: string, resource: ResourceName, id: string): { readonly store: RecordStore; readonly n: number } {
		const store = this.store(customer, resource);
		const n = store.numberOf(id);
		if (n === undefined) throw new RangeError(`${customer} has no record ${id} in ${resource}`);
		return { store, n };
	}

	#tell(change: RecordChange): void {
		for (const listener of this.#listeners) listener(change);
	}
}
