/** Lays one row of a page out as the values of its table's columns. The hot path of a replication. */
import type { RowPlan } from '../sources/source.ts';
import type { Layout, Slot } from './columnLayout.ts';
import type { Row } from './decodePage.ts';
import { keyPart } from './rowKey.ts';
import { DoesNotFit, storable } from './rowValues.ts';
import type { JsonText, Widening } from './rowValues.ts';
import type { Bindable } from './sql.ts';

/** Why a row cannot be laid out yet: its table has to change first. */
export type Misfit =
	| { readonly kind: 'add'; readonly values: ReadonlyMap<string, unknown> }
	| { readonly kind: 'widen'; readonly property: string; readonly widening: Widening }
	| { readonly kind: 'decimal'; readonly property: string };

/** Values that come before those of the slots: `_inserted_run` and `_hidden`. */
export const leading = 2;

// Places of a property that has no slot.
const dropped = -1;
const unknown = -2;
const overflowing = -3;
const spread = -4;

export class RowFiller {
	/** `_inserted_run`, `_hidden`, the slots, and `_more` where the table has it. Overwritten by the next row. */
	readonly values: Bindable[];
	readonly #plan: RowPlan;
	readonly #slots: readonly Slot[];
	readonly #slotOf: ReadonlyMap<string, number>;
	readonly #overflow: ReadonlySet<string>;
	readonly #json: JsonText;
	#hidden: string[] = [];
	#more: Record<string, unknown> | undefined;
	/** Properties that have no column yet. */
	#unknown: Map<string, unknown> | undefined;
	/** Rows of a page mostly have the same properties in the same order, so the places of the last row are tried first. */
	#lastNames: readonly string[] = [];
	#lastPlaces: readonly number[] = [];

	constructor(plan: RowPlan, layout: Layout, json: JsonText) {
		this.#plan = plan;
		this.#slots = layout.slots;
		this.#slotOf = new Map(layout.slots.map((slot, index) => [slot.property, index]));
		this.#overflow = layout.overflow;
		this.#json = json;
		this.values = new Array<Bindable>(leading + layout.slots.length + (layout.overflow.size === 0 ? 0 : 1)).fill(null);
	}

	/** Names of the columns hidden in the row laid out last. */
	get hidden(): readonly string[] {
		return this.#hidden;
	}

	fill(row: Row, run: number, parent: RowPlan['parent']): Misfit | undefined {
		this.values.fill(null);
		if (this.#hidden.length > 0) this.#hidden = [];
		this.#more = undefined;
		this.#unknown = undefined;
		this.values[0] = run;
		const misfit = this.#place(row);
		if (misfit !== undefined) return misfit;
		if (parent !== undefined) {
			const index = this.#slotOf.get(parent.column);
			if (index === undefined) (this.#unknown ??= new Map()).set(parent.column, parent.key);
			else this.values[leading + index] = parent.key;
		}
		if (this.#unknown !== undefined) return { kind: 'add', values: this.#unknown };
		if (this.#hidden.length > 0) this.values[1] = this.#json.of(this.#hidden.sort());
		if (this.#more !== undefined) this.values[leading + this.#slots.length] = sortedJson(this.#more);
		return undefined;
	}

	#place(row: Row): Misfit | undefined {
		let index = 0;
		let places = this.#lastPlaces;
		// V8 reads `row[name]` of such a loop by position: three times as fast as Object.entries. The rows come from
		// JSON.parse, so that they have no properties but their own.
		for (const name in row) {
			if (name !== this.#lastNames[index]) places = this.#learn(Object.keys(row));
			const place = places[index++] ?? dropped;
			const value = row[name];
			if (place === dropped || value === null) continue;
			const misfit = place >= 0 ? this.#put(place, value) : this.#putElsewhere(place, name, value, row);
			if (misfit !== undefined) return misfit;
		}
		return undefined;
	}

	#put(place: number, value: unknown): Misfit | undefined {
		const slot = this.#slots[place];
		if (slot === undefined) return undefined;
		if (slot.isKey) {
			this.values[leading + place] = keyPart(value) ?? null;
			return undefined;
		}
		if (value === this.#plan.hiddenValue) {
			this.#hidden.push(slot.name);
			return undefined;
		}
		const stored = storable(value, slot, this.#json);
		if (stored instanceof DoesNotFit) return { kind: 'widen', property: slot.property, widening: stored.widening };
		if (slot.type === 'integer' && typeof stored === 'number' && !Number.isInteger(stored)) {
			return { kind: 'decimal', property: slot.property };
		}
		this.values[leading + place] = stored;
		return undefined;
	}

	#putElsewhere(place: number, name: string, value: unknown, row: Row): Misfit | undefined {
		if (place === spread) return this.#spread(name, value, row);
		if (value === this.#plan.hiddenValue) {
			this.#hidden.push(name);
			return undefined;
		}
		if (place === unknown) (this.#unknown ??= new Map()).set(name, value);
		else (this.#more ??= {})[name] = value;
		return undefined;
	}

	/** Lays the one object of an array out as properties of the row; anything else stays one JSON column. */
	#spread(name: string, value: unknown, row: Row): Misfit | undefined {
		const list: readonly unknown[] = Array.isArray(value) ? value : [value];
		if (list.length === 0) return undefined;
		const [only] = list;
		if (list.length > 1 || typeof only !== 'object' || only === null || Array.isArray(only)) {
			const place = this.#slotOf.get(name);
			return place === undefined ? this.#putElsewhere(this.#without(name), name, value, row) : this.#put(place, value);
		}
		for (const [property, inner] of Object.entries(only)) {
			if (inner === null) continue;
			// A property of the row itself goes first; its namesake keeps the name of where it came from.
			const wanted = Object.hasOwn(row, property) ? `${name}.${property}` : property;
			const place = this.#slotOf.get(wanted);
			const misfit =
				place === undefined ? this.#putElsewhere(this.#without(wanted), wanted, inner, row) : this.#put(place, inner);
			if (misfit !== undefined) return misfit;
		}
		return undefined;
	}

	#without(property: string): number {
		return this.#overflow.has(property) ? overflowing : unknown;
	}

	#learn(names: readonly string[]): readonly number[] {
		this.#lastNames = names;
		this.#lastPlaces = names.map((name) => this.#placeOf(name));
		return this.#lastPlaces;
	}

	#placeOf(name: string): number {
		const { dropPrefix, relations, omitted, spread: spreading } = this.#plan;
		if (omitted?.includes(name) === true) return dropped;
		if (relations.some(({ property, within }) => property === name && within === undefined)) return dropped;
		if (spreading?.includes(name) === true) return spread;
		if (dropPrefix !== undefined && name.includes(dropPrefix) && isBookkeeping(name, dropPrefix, this.#plan))
			return dropped;
		return this.#slotOf.get(name) ?? this.#without(name);
	}
}

/** `@odata.id`, or `Media@odata.nextLink` beside a relation or any other property. */
function isBookkeeping(name: string, prefix: string, plan: RowPlan): boolean {
	const owner = name.slice(0, name.indexOf(prefix));
	return owner === '' || prefix.startsWith('@') || plan.relations.some((relation) => relation.property === owner);
}

/** The same text for the same properties, in whatever order they came. */
function sortedJson(value: Readonly<Record<string, unknown>>): string {
	return JSON.stringify(Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1))));
}
