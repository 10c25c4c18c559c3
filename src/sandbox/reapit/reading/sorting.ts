/** The fields that lists are sorted by, where they are not a field of the same name. Nothing comes before something. */
import type { Json, ResourceName } from '../contract.ts';
import { valueAt } from './filters.ts';
import type { Candidate } from './filters.ts';

const paths: Readonly<Record<ResourceName, Readonly<Record<string, readonly string[]>>>> = {
	contacts: { name: ['surname', 'forename'], address: ['primaryAddress.line1', 'primaryAddress.buildingNumber'] },
	offices: { address: ['address.line1', 'address.buildingNumber'] },
	properties: {
		address: ['address.line1', 'address.buildingNumber'],
		officeId: ['officeIds'],
		price: ['selling.price'],
		rent: ['letting.rent'],
	},
	'invoices/charges': { date: ['created'], due: ['created'] },
	invoices: { due: ['dueDate'] },
	'properties/certificates': { expiry: ['endDate'] },
};

/** @returns what a record is sorted by, comparable as it is */
export function sortKey(resource: ResourceName, field: string): (candidate: Candidate) => readonly (string | number)[] {
	if (field === 'created') return ({ created }) => [created];
	if (field === 'modified') return ({ modified }) => [modified];
	const wanted = paths[resource]?.[field] ?? [field];
	return ({ shown }) => wanted.map((path) => comparable(valueAt(shown, path)));
}

function comparable(value: Json | undefined): string | number {
	if (Array.isArray(value)) return comparable(value[0] as Json | undefined);
	if (typeof value === 'number') return value;
	return typeof value === 'string' ? value.toLowerCase() : '';
}

export function compareKeys(one: readonly (string | number)[], other: readonly (string | number)[]): number {
	for (let i = 0; i < one.length; i += 1) {
		const [left, right] = [one[i] ?? '', other[i] ?? ''];
		if (left === right) continue;
		// Numbers after what has no number.
		if (typeof left !== typeof right) return typeof left === 'string' ? -1 : 1;
		return left < right ? -1 : 1;
	}
	return 0;
}
