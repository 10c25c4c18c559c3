/** What a read sees: the records of the caller's customer, his metadata, the switches. */
import type { SandboxClock } from '../../clock.ts';
import type { MetadataStore, ReapitCaller, ResourceName, StoredRecord } from '../contract.ts';
import type { Customer } from '../data/customer.ts';
import type { ReapitSwitches } from '../options.ts';

export interface ReadContext {
	readonly caller: ReapitCaller;
	readonly customer: Customer;
	readonly metadata: MetadataStore;
	readonly switches: ReapitSwitches;
	readonly clock: SandboxClock;
}

export function find(context: ReadContext, resource: ResourceName, id: unknown): StoredRecord | undefined {
	if (typeof id !== 'string' || id === '') return undefined;
	const store = context.customer.store(resource);
	const n = store.numberOf(id);
	return n === undefined ? undefined : store.record(n);
}

/** The records whose field is the value, oldest first. */
export function findBy(
	context: ReadContext,
	resource: ResourceName,
	path: string,
	value: string,
): readonly StoredRecord[] {
	const store = context.customer.store(resource);
	return store.numbersBy(path, value).map((n) => store.record(n));
}
