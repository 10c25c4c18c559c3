/** What happens in the agency while clients look on: people edit, add, archive and remove records. */
import type { SandboxClock } from '../clock.ts';
import { Dice } from '../random.ts';
import type { JsonObject, ResourceName, StoredRecord } from './contract.ts';
import { day } from './data/instant.ts';
import { landline, mobile } from './data/people.ts';
import type { RecordStore } from './data/recordStore.ts';
import type { Records } from './records.ts';

/** How many records to choose, or which. */
export type WhichRecords = number | readonly string[];

export class ReapitChanges {
	readonly #records: Records;
	readonly #clock: SandboxClock;
	readonly #seed: number;
	/** Each choice throws dice of its own, so the same sequence of calls always meets the same records. */
	#choices = 0;

	constructor(records: Records, clock: SandboxClock, seed: number) {
		this.#records = records;
		this.#clock = clock;
		this.#seed = seed;
	}

	/** @returns the ids of the changed records */
	edit(customer: string, resource: ResourceName, which: WhichRecords, patch?: JsonObject): readonly string[] {
		if (patch?.id !== undefined) throw new RangeError('The id of a record cannot be changed');
		return this.#choose(customer, resource, which).map((id, i) => {
			const fields = patch ?? this.#usualEdit(customer, resource, id, i);
			this.#records.patch(customer, resource, id, fields);
			return id;
		});
	}

	/** New records have the content of existing ones, as if somebody had typed much the same again. */
	insert(customer: string, resource: ResourceName, count: number): readonly string[] {
		const store = this.#records.store(customer, resource);
		return Array.from({ length: count }, () => {
			this.#choices += 1;
			const [like] = this.#chosenNumbers(store, 1);
			if (like === undefined) throw new RangeError(`${resource} has no record to make another from`);
			const { id: _, created: __, modified: ___, ...fields } = store.record(like);
			const live = 'fromArchive' in fields ? { fromArchive: false, archivedOn: null } : {};
			return this.#records.insert(customer, resource, { ...fields, ...live }).id;
		});
	}

	/** Removes records, and what hangs on them. */
	remove(customer: string, resource: ResourceName, which: WhichRecords): readonly string[] {
		const ids = this.#choose(customer, resource, which);
		for (const id of ids) this.#removeWhole(customer, resource, id);
		return ids;
	}

	archive(customer: string, resource: ResourceName, which: WhichRecords, isArchived: boolean): readonly string[] {
		const archivedOn = isArchived ? this.#clock.told() : undefined;
		return this.#choose(customer, resource, which).map((id) => {
			const fields = {
				fromArchive: isArchived,
				archivedOn: archivedOn === undefined ? null : new Date(archivedOn).toISOString().replace('Z', '0000Z'),
			};
			this.#records.patch(customer, resource, id, fields);
			return id;
		});
	}

	#removeWhole(customer: string, resource: ResourceName, id: string): void {
		const owner = this.#records.customer(customer);
		for (const child of owner.resources) {
			const { parent } = owner.store(child).plan;
			// What has a list of its own stays: a tenancy does not vanish with its property.
			if (parent?.resource !== resource || !(child.startsWith(`${resource}/`) || child === 'propertyImages')) continue;
			const store = owner.store(child);
			for (const n of store.numbersBy(parent.field, id)) this.#removeWhole(customer, child, store.idAt(n));
		}
		this.#records.remove(customer, resource, id);
	}

	#choose(customer: string, resource: ResourceName, which: WhichRecords): readonly string[] {
		const store = this.#records.store(customer, resource);
		if (typeof which === 'number') {
			this.#choices += 1;
			return this.#chosenNumbers(store, which).map((n) => store.idAt(n));
		}
		const missing = which.find((id) => store.numberOf(id) === undefined);
		if (missing !== undefined) throw new RangeError(`${resource} has no record ${missing}`);
		return which;
	}

	#chosenNumbers(store: RecordStore, count: number): readonly number[] {
		const dice = new Dice(this.#seed, -this.#choices);
		const chosen = new Set<number>();
		const wanted = Math.min(count, store.size);
		for (let i = 0; i < 40 * count + 400 && chosen.size < wanted; i += 1) {
			const n = dice.below(i, store.end);
			if (store.has(n)) chosen.add(n);
		}
		for (let n = 0; n < store.end && chosen.size < wanted; n += 1) if (store.has(n)) chosen.add(n);
		return [...chosen];
	}

	#usualEdit(customer: string, resource: ResourceName, id: string, i: number): JsonObject {
		const dice = new Dice(this.#seed + this.#choices, i);
		const record = this.#records.get(customer, resource, id);
		if (record === undefined) return {};
		const today = day(this.#clock.told());
		switch (resource) {
			case 'contacts':
				return dice.chance(1, 50) ? { mobilePhone: mobile(dice, 2) } : { homePhone: landline(dice, 2), active: true };
			case 'properties':
				return priceChange(record, dice);
			case 'propertyImages':
				return { caption: `View ${dice.between(1, 1, 999)}` };
			case 'tasks':
				return { completed: today };
			case 'applicants':
			case 'vendors':
				return { lastCall: today };
			case 'tenancies':
				return { feeNotes: `Discussed on ${today} (${dice.between(1, 1, 999)})` };
			default:
				return 'notes' in record ? { notes: `Looked at on ${today} (${dice.between(1, 1, 999)})` } : {};
		}
	}
}

function priceChange({ selling, letting, notes }: StoredRecord, dice: Dice): JsonObject {
	const factor = dice.pick(1, [0.95, 0.97, 1.02]);
	if (isFields(selling) && typeof selling.price === 'number')
		return { selling: { ...selling, price: Math.round((selling.price * factor) / 500) * 500 } };
	if (isFields(letting) && typeof letting.rent === 'number')
		return { letting: { ...letting, rent: Math.round((letting.rent * factor) / 5) * 5 } };
	return { notes: `${typeof notes === 'string' ? notes : ''} Seen again.`.trim() };
}

function isFields(value: unknown): value is JsonObject {
	return typeof value === 'object' && value !== null && !Array.isArray(value);
}
