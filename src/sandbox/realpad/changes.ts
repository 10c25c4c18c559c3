/** What people do in the CRM while a client looks: deals, units and customers change, come and go. */
import { Dice } from '../random.ts';
import type { Crm } from './data/crm.ts';
import type { Customer, Deal, Unit } from './data/entities.ts';
import { dealStatuses, unitStatuses } from './data/terms.ts';

export type Changeable = 'deals' | 'units' | 'customers';
export const changeables: readonly Changeable[] = ['deals', 'units', 'customers'];
/** So many records, or these. */
export type WhichIds = number | readonly number[];
export type FieldPatch = Readonly<Record<string, string | number | null>>;

export class CrmChanges {
	readonly #crm: () => Crm;
	readonly #now: () => string;
	readonly #seed: number;
	#rounds = 0;

	/** @param now  the wall clock in Prague */
	constructor(crm: () => Crm, now: () => string, seed: number) {
		this.#crm = crm;
		this.#now = now;
		this.#seed = seed;
	}

	/** Changes status and price (of customers: the note), or exactly the fields of `patch`. @returns ids of the records */
	edit(what: Changeable, which: WhichIds, patch?: FieldPatch): readonly number[] {
		const ids = this.#chosen(what, which);
		const crm = this.#crm();
		for (const id of ids) {
			if (what === 'units') this.#putUnit(patched(crm.units.get(id), patch ?? movedUnit(crm.units.get(id))));
			else if (what === 'deals') crm.deals.put(patched(crm.deals.get(id), patch ?? movedDeal(crm.deals.get(id))));
			else crm.customers.put(patched(crm.customers.get(id), patch ?? movedCustomer(crm.customers.get(id))));
		}
		return ids;
	}

	insert(what: Changeable, count: number): readonly number[] {
		const crm = this.#crm();
		return Array.from({ length: count }, () => {
			if (what === 'units') return crm.insertUnit(this.#now()).id;
			return (what === 'deals' ? crm.insertDeal(this.#now()) : crm.insertCustomer(this.#now())).id;
		});
	}

	/** What refers to them stays, and names nothing any more. */
	remove(what: Changeable, which: WhichIds): readonly number[] {
		const ids = this.#chosen(what, which);
		for (const id of ids) this.#crm()[what].remove(id);
		return ids;
	}

	#putUnit(unit: Unit): void {
		this.#crm().putUnit(unit, this.#now());
	}

	/** Records spread over the whole table, others at each call. */
	#chosen(what: Changeable, which: WhichIds): readonly number[] {
		const table = this.#crm()[what];
		if (typeof which !== 'number') {
			for (const id of which) table.get(id);
			return which;
		}
		if (which > table.size) throw new RangeError(`There are only ${table.size} ${what}`);
		this.#rounds += 1;
		const dice = new Dice(this.#seed + 161, this.#rounds);
		const ids = Array.from(table.all(), ({ id }: Deal | Unit | Customer) => id);
		for (let i = 0; i < which; i += 1) {
			const other = i + dice.below(i, ids.length - i);
			const [a = 0, b = 0] = [ids[i], ids[other]];
			ids[i] = b;
			ids[other] = a;
		}
		return ids.slice(0, which);
	}
}

function movedUnit(unit: Unit): FieldPatch {
	const netPrice = unit.netPrice + 10_000;
	return { statusId: (unit.statusId + 1) % unitStatuses.length, netPrice, price: Math.round(netPrice * 1.12) };
}

function movedDeal(deal: Deal): FieldPatch {
	return { statusId: (deal.statusId % dealStatuses.length) + 1, price: deal.price + 5000 };
}

function movedCustomer(customer: Customer): FieldPatch {
	return { statusId: (customer.statusId % 4) + 1, note: `${customer.note} ✓`.trim() };
}

/** @throws TypeError for a field that the record does not have, or of another type */
function patched<T extends object>(record: T, patch: FieldPatch): T {
	for (const [name, value] of Object.entries(patch)) {
		const before: unknown = (record as Readonly<Record<string, unknown>>)[name];
		if (name === 'id' || !(name in record)) throw new TypeError(`"${name}" cannot be changed`);
		const isSame = before === null || value === null || typeof before === typeof value;
		if (!isSame) throw new TypeError(`"${name}" has another type`);
	}
	return { ...record, ...patch };
}
