/**
 * The records of one resource of one customer, made on demand: those of the start are numbers from which content is
 * computed, additions, removals and edits lie over them. Memory holds what was changed.
 */
import { Dice, hash } from '../../random.ts';
import type { JsonObject, StoredRecord } from '../contract.ts';
import type { Customer } from './customer.ts';
import { instant } from './instant.ts';
import type { Stamps } from './instant.ts';
import type { RecordFacts, RecordPlan } from './plan.ts';

interface Changed {
	readonly record: StoredRecord;
	/** How often it was changed. */
	readonly version: number;
}

export interface Start {
	/** Number of the office in the id. */
	readonly office: number;
	readonly createdAt: number;
	readonly modifiedAt: number;
}

export const firstEntry = Date.UTC(2015, 0, 5, 9);
const lastEntry = Date.UTC(2026, 3, 20, 17);
/** Nothing of the start was changed after this. */
export const lastStartChange = Date.UTC(2026, 3, 30, 12);

export class RecordStore {
	readonly plan: RecordPlan;
	readonly startCount: number;
	readonly #customer: Customer;
	readonly #stamps: Stamps;
	readonly #seed: number;
	readonly #stepMs: number;
	readonly #changed = new Map<number, Changed>();
	readonly #removed = new Set<number>();
	/** Numbers of added records. */
	readonly #added = new Map<string, number>();
	/** Numbers of the records of the start by value of a field, made when first asked for. */
	readonly #startIndexes = new Map<string, ReadonlyMap<string, readonly number[]>>();
	#end: number;
	#version = 0;
	/** The latest `created`; later numbers are later records as long as nothing else is said. */
	#latest = '';
	#isChronological = true;

	constructor(plan: RecordPlan, customer: Customer, stamps: Stamps, salt: number) {
		this.plan = plan;
		this.#customer = customer;
		this.#stamps = stamps;
		this.#seed = hash(customer.seed, salt, 1);
		this.startCount = plan.count(customer);
		this.#end = this.startCount;
		this.#stepMs = Math.floor((lastEntry - firstEntry) / Math.max(1, this.startCount));
	}

	/** One past the last number ever given. */
	get end(): number {
		return this.#end;
	}

	get size(): number {
		return this.#end - this.#removed.size;
	}

	get version(): number {
		return this.#version;
	}

	/** Whether the order of numbers is that of `created`. A clock that was put back, or an edit, can end that. */
	get isChronological(): boolean {
		return this.#isChronological;
	}

	has(n: number): boolean {
		return Number.isInteger(n) && n >= 0 && n < this.#end && !this.#removed.has(n);
	}

	/** What a record of the start began as, whatever happened since. */
	start(n: number): Start {
		const jitter = hash(this.#seed, n, 2) / 0x1_0000_0000;
		const createdAt = firstEntry + n * this.#stepMs + Math.floor(jitter * this.#stepMs);
		const share = hash(this.#seed, n, 3) / 0x1_0000_0000;
		const modifiedAt =
			this.plan.modifiedAhead?.(this.#customer, n) ?? createdAt + Math.floor((lastStartChange - createdAt) * share);
		// The first record of every customer is of its first office, so that ids overlap between customers.
		const office = n === 0 ? 0 : hash(this.#seed, n, 4) % this.#customer.offices.length;
		return { office, createdAt, modifiedAt };
	}

	idAt(n: number): string {
		return this.#changed.get(n)?.record.id ?? this.plan.ids.idOf(this.#customer, n);
	}

	/** @returns undefined also for a record that was removed */
	numberOf(id: string): number | undefined {
		const added = this.#added.get(id);
		const n = added ?? this.plan.ids.numberOf(this.#customer, id);
		if (!this.has(n)) return undefined;
		return added !== undefined || (n < this.startCount && this.idAt(n) === id) ? n : undefined;
	}

	createdAt(n: number): string {
		const changed = this.#changed.get(n)?.record.created;
		return typeof changed === 'string' ? changed : instant(this.start(n).createdAt, hash(this.#seed, n, 5) % 10_000);
	}

	modifiedAt(n: number): string {
		const changed = this.#changed.get(n)?.record.modified;
		return typeof changed === 'string' ? changed : instant(this.start(n).modifiedAt, hash(this.#seed, n, 6) % 10_000);
	}

	isArchived(n: number): boolean {
		const changed = this.#changed.get(n)?.record;
		if (changed !== undefined) return changed.fromArchive === true;
		return this.plan.isArchived?.(new Dice(this.#seed, n), n) ?? false;
	}

	record(n: number): StoredRecord {
		return this.#changed.get(n)?.record ?? this.base(n);
	}

	/** `"`, 40 hex digits, `"`: another for every version of a record. */
	eTag(n: number): string {
		const version = this.#changed.get(n)?.version ?? 0;
		const part = (k: number): string =>
			hash(this.#seed, n, 1000 + version * 8 + k)
				.toString(16)
				.padStart(8, '0');
		return `"${part(0)}${part(1)}${part(2)}${part(3)}${part(4)}"`.toUpperCase();
	}

	/** Numbers of the records, in order, whose field (or one of whose values in it) is the value. */
	numbersBy(path: string, value: string): readonly number[] {
		const isHit = (n: number): boolean => valuesAt(this.record(n), path).includes(value);
		const ofStart = this.#ofStart(path, value).filter((n) => this.has(n) && !this.#changed.has(n));
		const changed = [...this.#changed.keys()].filter(isHit);
		return changed.length === 0 ? ofStart : [...ofStart, ...changed].toSorted((one, other) => one - other);
	}

	insert(fields: JsonObject): StoredRecord {
		const n = this.#end;
		const now = this.#stamps.next(this.#customer.now());
		const id = this.plan.ids.fresh(this.#customer, n, fields);
		const record = { ...this.plan.defaults, created: now, modified: now, ...fields, id };
		this.#noteCreated(record.created, n);
		this.#end += 1;
		this.#added.set(id, n);
		this.#changed.set(n, { record, version: 0 });
		this.#version += 1;
		return record;
	}

	patch(n: number, fields: JsonObject): StoredRecord {
		const before = this.record(n);
		const modified = this.#stamps.next(this.#customer.now());
		const record = { ...before, modified, ...fields, id: before.id };
		if (fields.created !== undefined) this.#isChronological = false;
		this.#changed.set(n, { record, version: (this.#changed.get(n)?.version ?? 0) + 1 });
		this.#version += 1;
		return record;
	}

	remove(n: number): void {
		this.#removed.add(n);
		this.#changed.delete(n);
		this.#version += 1;
	}

	/** A record of the start, whatever happened since. */
	base(n: number): StoredRecord {
		const { office, createdAt, modifiedAt } = this.start(n);
		const { parent: link } = this.plan;
		const dice = new Dice(this.#seed, n);
		const facts: RecordFacts = {
			customer: this.#customer,
			dice,
			n,
			parent: link?.spread.parentOf(n) ?? 0,
			place: link?.spread.placeOf(n) ?? 0,
			office,
			createdAt,
			modifiedAt,
		};
		return {
			id: this.plan.ids.idOf(this.#customer, n),
			created: this.createdAt(n),
			modified: this.modifiedAt(n),
			...(link === undefined ? {} : { [link.field]: this.#customer.id(link.resource, facts.parent) }),
			...this.plan.fields(facts),
		};
	}

	#noteCreated(created: unknown, n: number): void {
		const before = n > this.startCount || this.startCount === 0 ? this.#latest : this.createdAt(this.startCount - 1);
		if (typeof created !== 'string' || created <= before) this.#isChronological = false;
		else this.#latest = created;
	}

	#ofStart(path: string, value: string): readonly number[] {
		const { parent } = this.plan;
		if (path === parent?.field) {
			const owner = this.#customer.store(parent.resource);
			const n = owner.plan.ids.numberOf(this.#customer, value);
			const isOwner = Number.isInteger(n) && n >= 0 && n < owner.startCount;
			return isOwner && owner.plan.ids.idOf(this.#customer, n) === value ? parent.spread.of(n) : [];
		}
		let index = this.#startIndexes.get(path);
		if (index === undefined) {
			const lists = new Map<string, number[]>();
			for (let n = 0; n < this.startCount; n += 1) {
				for (const each of valuesAt(this.base(n), path)) {
					const list = lists.get(each);
					if (list === undefined) lists.set(each, [n]);
					else list.push(n);
				}
			}
			index = lists;
			this.#startIndexes.set(path, index);
		}
		return index.get(value) ?? [];
	}
}

/** Texts at a path of names: `letting.landlordId`, `officeIds`, `related.id`. */
export function valuesAt(record: JsonObject, path: string): readonly string[] {
	let values: readonly unknown[] = [record];
	for (const name of path.split('.')) {
		values = values.flatMap((value) => {
			if (typeof value !== 'object' || value === null) return [];
			const found = (value as Readonly<Record<string, unknown>>)[name];
			return Array.isArray(found) ? (found as readonly unknown[]) : [found];
		});
	}
	return values.filter((value) => typeof value === 'string');
}
