/** What can be ordered of a running sandbox, by JSON: the same operations that tests call in their own process. */
import { isJsonObject } from '../json.ts';
import type { Patch } from './data/recordStore.ts';
import { storedResources } from './data/world.ts';
import type { StoredResource } from './data/world.ts';
import type { Which } from './data/changes.ts';
import { readFaultRules } from '../faults/faultRules.ts';
import type { SparkSandbox } from './sparkSandbox.ts';

/** `{ "op": "edit", "resource": "Property", "which": 5 }` */
export type ChangeOrder = Readonly<Record<string, unknown>> & { readonly op: string };

type Operation = (spark: SparkSandbox, order: Readonly<Record<string, unknown>>) => unknown;

const operations: ReadonlyMap<string, Operation> = new Map(
	Object.entries<Operation>({
		edit: (spark, order) => spark.edit(resource(order), which(order), patch(order)),
		insert: (spark, order) => spark.insert(resource(order), count(order)),
		remove: (spark, order) => spark.remove(resource(order), which(order)),
		moveMember: (spark, order) => spark.moveMember(text(order, 'member'), text(order, 'office')),
		rotatePhotos: (spark, order) => spark.rotatePhotos(which(order)),
		removeMedia: (spark, order) => spark.removeMedia(which(order)),
		changeRooms: (spark, order) => spark.changeRooms(which(order)),
		changeUnits: (spark, order) => spark.changeUnits(which(order)),
		changeOpenHouses: (spark, order) => spark.changeOpenHouses(which(order)),
		expireTokens: (spark) => spark.expireTokens(),
		advance: (spark, order) => spark.clock.advance(number(order, 'ms')),
		skew: (spark, order) => spark.clock.skew(number(order, 'ms')),
		clearFaults: (spark) => spark.faults.clear(),
		faults: (spark, order) => {
			const { rules, problems } = readFaultRules(order);
			if (problems.length > 0) throw new TypeError(problems.join('; '));
			for (const rule of rules) spark.faults.add(rule);
			return rules.length;
		},
		requests: (spark) => spark.requests,
		status: (spark) => ({
			now: spark.clock.told(),
			counts: spark.counts,
			requests: spark.requestCount,
			faults: spark.faults.list(),
		}),
	}),
);

export const operationNames: readonly string[] = [...operations.keys()];

/**
 * @returns the operation's result, JSON
 * @throws TypeError or RangeError that says what is wrong with the order
 */
export function carryOut(spark: SparkSandbox, op: string, order: Readonly<Record<string, unknown>>): unknown {
	const operation = operations.get(op);
	if (operation === undefined)
		throw new TypeError(`There is no operation ${op}; known are ${operationNames.join(', ')}`);
	return operation(spark, order) ?? null;
}

function resource(order: Readonly<Record<string, unknown>>): StoredResource {
	const found = storedResources.find((name) => name === order.resource);
	if (found === undefined) throw new TypeError(`"resource" must be one of ${storedResources.join(', ')}`);
	return found;
}

function which(order: Readonly<Record<string, unknown>>): Which {
	const value = order.which ?? 1;
	if (typeof value === 'number' && Number.isInteger(value) && value >= 0) return value;
	if (Array.isArray(value) && value.every((key) => typeof key === 'string')) return value;
	throw new TypeError('"which" must be a number of records or an array of keys');
}

function count(order: Readonly<Record<string, unknown>>): number {
	const value = which(order);
	if (typeof value !== 'number') throw new TypeError('"which" must be a number');
	return value;
}

function patch(order: Readonly<Record<string, unknown>>): Patch | undefined {
	const value = order.patch;
	if (value === undefined) return undefined;
	if (!isJsonObject(value)) throw new TypeError('"patch" must be an object of fields');
	for (const [name, given] of Object.entries(value)) {
		const isPlain = given === null || ['string', 'number', 'boolean'].includes(typeof given);
		if (!isPlain && !(Array.isArray(given) && given.every((each) => typeof each === 'string')))
			throw new TypeError(`"patch.${name}" must be text, a number, true, false, null or an array of text`);
	}
	return value as Patch;
}

function text(order: Readonly<Record<string, unknown>>, name: string): string {
	const value = order[name];
	if (typeof value !== 'string') throw new TypeError(`"${name}" must be text`);
	return value;
}

function number(order: Readonly<Record<string, unknown>>, name: string): number {
	const value = order[name];
	if (typeof value !== 'number') throw new TypeError(`"${name}" must be a number`);
	return value;
}
