/** What can be ordered of a running Reapit sandbox, by JSON: the same operations that tests call in their own process. */
import { readFaultRules } from '../faults/faultRules.ts';
import { isJsonObject } from '../json.ts';
import type { WhichRecords } from './changes.ts';
import { identityOrders } from './identityOrders.ts';
import type { JsonObject, ResourceName } from './contract.ts';
import type { ReapitSandbox } from './reapitSandbox.ts';

type Order = Readonly<Record<string, unknown>>;
type Operation = (reapit: ReapitSandbox, order: Order) => unknown;

const operations: ReadonlyMap<string, Operation> = new Map(
	Object.entries<Operation>({
		edit: (reapit, order) => reapit.edit(resource(reapit, order), which(order), patch(order), customer(reapit, order)),
		insert: (reapit, order) => reapit.insert(resource(reapit, order), count(order), customer(reapit, order)),
		remove: (reapit, order) => reapit.remove(resource(reapit, order), which(order), customer(reapit, order)),
		archive: (reapit, order) =>
			reapit.archive(resource(reapit, order), which(order), flag(order, 'isArchived'), customer(reapit, order)),
		items: (reapit, order) => [...reapit.items(resource(reapit, order), customer(reapit, order))],
		...identityOrders,
		advance: (reapit, order) => reapit.clock.advance(number(order, 'ms')),
		skew: (reapit, order) => reapit.clock.skew(number(order, 'ms')),
		clearFaults: (reapit) => reapit.faults.clear(),
		faults: (reapit, order) => {
			const { rules, problems } = readFaultRules(order);
			if (problems.length > 0) throw new TypeError(problems.join('; '));
			for (const rule of rules) reapit.faults.add(rule);
			return rules.length;
		},
		requests: (reapit) => reapit.requests,
		status: (reapit, order) => ({
			now: reapit.clock.told(),
			customers: reapit.records.customers,
			counts: reapit.counts(customer(reapit, order)),
			requests: reapit.requestCount,
			faults: reapit.faults.list(),
		}),
	}),
);

export const reapitOperationNames: readonly string[] = [...operations.keys()];

/**
 * @returns the operation's result, JSON
 * @throws TypeError or RangeError that says what is wrong with the order
 */
export function orderReapit(reapit: ReapitSandbox, op: string, order: Order): unknown {
	const operation = operations.get(op);
	if (operation === undefined)
		throw new TypeError(`There is no operation ${op}; known are ${reapitOperationNames.join(', ')}`);
	return operation(reapit, order) ?? null;
}

function customer(reapit: ReapitSandbox, order: Order): string {
	const { customers } = reapit.records;
	const found = order.customer === undefined ? customers[0] : customers.find((code) => code === order.customer);
	if (found === undefined) throw new TypeError(`"customer" must be one of ${customers.join(', ')}`);
	return found;
}

function resource(reapit: ReapitSandbox, order: Order): ResourceName {
	const { resources } = reapit.records.customer(customer(reapit, order));
	const found = resources.find((name) => name === order.resource);
	if (found === undefined) throw new TypeError(`"resource" must be one of ${resources.join(', ')}`);
	return found;
}

function which(order: Order): WhichRecords {
	const value = order.which ?? 1;
	if (typeof value === 'number' && Number.isInteger(value) && value >= 0) return value;
	if (Array.isArray(value) && value.every((id) => typeof id === 'string')) return value;
	throw new TypeError('"which" must be a number of records or an array of ids');
}

function count(order: Order): number {
	const value = which(order);
	if (typeof value !== 'number') throw new TypeError('"which" must be a number');
	return value;
}

function patch(order: Order): JsonObject | undefined {
	const value = order.patch;
	if (value === undefined) return undefined;
	if (!isJsonObject(value)) throw new TypeError('"patch" must be an object of fields');
	return value as JsonObject;
}

function number(order: Order, name: string): number {
	const value = order[name];
	if (typeof value !== 'number') throw new TypeError(`"${name}" must be a number`);
	return value;
}

/** `true` where it is left out. */
function flag(order: Order, name: string): boolean {
	const value = order[name] ?? true;
	if (typeof value !== 'boolean') throw new TypeError(`"${name}" must be true or false`);
	return value;
}
