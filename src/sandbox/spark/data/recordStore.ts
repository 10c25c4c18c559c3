/**
 * The records of one resource, made on demand: base records are numbers from which content is computed; insertions,
 * removals and edits lie over them. What is held in memory is one timestamp per record and the changes.
 */
import { instantText } from '../../clock.ts';
import { Dice, hash } from '../../random.ts';
import type { FieldSpec, FieldValue, RecordFacts } from './fields.ts';
import type { World } from './world.ts';

export type Patch = Readonly<Record<string, FieldValue>>;

export interface ResourceSpec {
	readonly name: string;
	readonly key: string;
	readonly fields: readonly FieldSpec[];
	/** Distinguishes the dice and keys of resources. */
	readonly salt: number;
	/** Base records; more can be inserted. */
	readonly count: number;
	/** Base records beyond this number repeat the content of earlier ones under keys of their own. */
	readonly variety?: number;
	readonly stampText?: (ms: number) => string;
}

const firstEntry = Date.UTC(2019, 0, 1) / 1000;
const lastEntry = Date.UTC(2026, 3, 20) / 1000;
const lastBaseChange = Date.UTC(2026, 3, 30, 12) / 1000;

/** `YYYYMMDDhhmmss`, six digits of microseconds, six zeros: 26 digits that sort by time, as Spark's keys do. */
function keyText(seconds: number, micros: number): string {
	const iso = new Date(seconds * 1000).toISOString();
	const digits = iso.slice(0, 4) + iso.slice(5, 7) + iso.slice(8, 10) + iso.slice(11, 13) + iso.slice(14, 16);
	return `${digits}${iso.slice(17, 19)}${String(micros).padStart(6, '0')}000000`;
}

/** Keys and times cost more than dice; most fields need neither. */
class LazyFacts implements RecordFacts {
	readonly world: World;
	readonly dice: Dice;
	readonly ordinal: number;
	readonly position: number;
	readonly #store: RecordStore;

	constructor(world: World, dice: Dice, position: number, store: RecordStore) {
		this.world = world;
		this.dice = dice;
		this.ordinal = dice.ordinal;
		this.position = position;
		this.#store = store;
	}

	get key(): string {
		return this.#store.keyAt(this.position);
	}

	get enteredAt(): number {
		return this.#store.enteredAt(this.position);
	}

	get modifiedAt(): number {
		return this.#store.baseModifiedAt(this.position);
	}
}

export class RecordStore {
	readonly spec: ResourceSpec;
	readonly #world: World;
	readonly #seed: number;
	readonly #step: number;
	#modified: Float64Array;
	#end: number;
	readonly #inserted: { readonly key: string; readonly at: number }[] = [];
	readonly #removed = new Set<number>();
	readonly #patches = new Map<number, Patch>();
	#lastInsert = 0;
	/** Grows with every change; prepared pages are good for one version. */
	#version = 0;

	constructor(spec: ResourceSpec, world: World, seed: number) {
		this.spec = spec;
		this.#world = world;
		this.#seed = hash(seed, spec.salt, 1);
		this.#step = (lastEntry - firstEntry) / Math.max(1, spec.count);
		this.#end = spec.count;
		this.#modified = new Float64Array(spec.count + 1024);
		for (let i = 0; i < spec.count; i += 1) this.#modified[i] = this.#baseModified(this.#content(i));
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

	has(ordinal: number): boolean {
		return ordinal >= 0 && ordinal < this.#end && !this.#removed.has(ordinal);
	}

	/** Keys grow with the number. */
	keyAt(ordinal: number): string {
		if (ordinal >= this.spec.count) {
			const record = this.#inserted[ordinal - this.spec.count];
			if (record === undefined) throw new RangeError(`${this.spec.name} has no record ${ordinal}`);
			return record.key;
		}
		return keyText(this.#entrySecond(ordinal), hash(this.#seed, ordinal, 2) % 1_000_000);
	}

	ordinalOf(key: string): number | undefined {
		const ordinal = this.#position(key);
		return this.has(ordinal) && this.keyAt(ordinal) === key ? ordinal : undefined;
	}

	/** First number whose key is greater, whether `key` still exists or not. */
	positionAfter(key: string): number {
		const ordinal = this.#position(key);
		return ordinal < this.#end && this.keyAt(ordinal) === key ? ordinal + 1 : ordinal;
	}

	modifiedAt(ordinal: number): number {
		return this.#modified[ordinal] ?? 0;
	}

	facts(ordinal: number): RecordFacts {
		const content = this.#content(ordinal);
		const dice = new Dice(this.#seed, content);
		return new LazyFacts(this.#world, dice, ordinal, this);
	}

	/** When a record came into being; that of its content where contents repeat. */
	enteredAt(ordinal: number): number {
		return this.#inserted[ordinal - this.spec.count]?.at ?? this.#entrySecond(this.#content(ordinal)) * 1000;
	}

	/** When it was last changed before anyone changed it here. */
	baseModifiedAt(ordinal: number): number {
		return this.#inserted[ordinal - this.spec.count]?.at ?? this.#baseModified(this.#content(ordinal));
	}

	/** Reads a record field by field; nothing is computed that is not asked for. */
	reader(ordinal: number): (field: FieldSpec) => FieldValue {
		const patch = this.#patches.get(ordinal);
		let facts: RecordFacts | undefined;
		return (field) => {
			if (field.name === 'ModificationTimestamp') return (this.spec.stampText ?? instantText)(this.modifiedAt(ordinal));
			const patched = patch?.[field.name];
			if (patched !== undefined) return patched;
			facts ??= this.facts(ordinal);
			return field.value(facts, field.salt);
		};
	}

	insert(at: number, patch: Patch = {}): number {
		const ordinal = this.#end;
		const micros = Math.max(at * 1000, this.#lastInsert + 1, (lastEntry + 1) * 1_000_000);
		this.#lastInsert = micros;
		const key = keyText(Math.floor(micros / 1_000_000), micros % 1_000_000);
		this.#inserted.push({ key, at });
		this.#end += 1;
		this.#patches.set(ordinal, patch);
		this.#stamp(ordinal, at);
		return ordinal;
	}

	remove(ordinal: number): void {
		this.#removed.add(ordinal);
		this.#patches.delete(ordinal);
		this.#version += 1;
	}

	patch(ordinal: number, patch: Patch, at: number): void {
		this.#patches.set(ordinal, { ...this.#patches.get(ordinal), ...patch });
		this.#stamp(ordinal, at);
	}

	#stamp(ordinal: number, at: number): void {
		if (ordinal >= this.#modified.length) {
			const larger = new Float64Array(this.#modified.length * 2);
			larger.set(this.#modified);
			this.#modified = larger;
		}
		this.#modified[ordinal] = at;
		this.#version += 1;
	}

	#content(ordinal: number): number {
		const variety = this.spec.variety;
		return variety === undefined || ordinal >= this.spec.count ? ordinal : ordinal % variety;
	}

	#entrySecond(ordinal: number): number {
		return firstEntry + Math.floor(ordinal * this.#step);
	}

	#baseModified(content: number): number {
		const entered = this.#entrySecond(content);
		const share = hash(this.#seed, content, 3) / 0x1_0000_0000;
		return 1000 * (entered + Math.floor((lastBaseChange - entered) * share));
	}

	/** First number whose key is not smaller. */
	#position(key: string): number {
		let low = 0;
		let high = this.#end;
		while (low < high) {
			const middle = (low + high) >>> 1;
			if (this.keyAt(middle) < key) low = middle + 1;
			else high = middle;
		}
		return low;
	}
}
