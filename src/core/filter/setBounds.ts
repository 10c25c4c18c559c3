/** What a value must be like for all filters that were read so far on one field: the set is gone through once. */
import { foldAscii } from './compare.ts';
import { isBefore, rangeOf, tighter } from './bounds.ts';
import type { Condition, Range } from './bounds.ts';
import { moment } from './moments.ts';
import type { Literal } from './syntax.ts';

/** `excludes`: both can never hold; `repeats`: the filter at `needless` says nothing that the other does not. */
export type Meeting =
	| { readonly kind: 'excludes'; readonly at: number; readonly other: number }
	| { readonly kind: 'repeats'; readonly needless: number; readonly other: number };

interface Accepted {
	readonly at: number;
	readonly sure: ReadonlySet<string>;
	readonly loose: ReadonlySet<string>;
}

export class SetBounds {
	#accepted: Accepted | undefined;
	/** Values that are refused, and by which filter. */
	readonly #refused = new Map<string, number>();
	/** By kind: numbers and moments have no order between them. */
	readonly #ranges = new Map<string, Range>();

	/** Takes one more filter into account. */
	add(condition: Condition): readonly Meeting[] {
		switch (condition.operator) {
			case '$eq':
			case '$in':
				return this.#accept(condition);
			case '$ne':
			case '$nin':
				return this.#refuse(condition);
			case '$con':
				return [];
			default:
				return this.#narrow(condition, rangeOf(condition));
		}
	}

	#accept(condition: Condition): readonly Meeting[] {
		const { at, values } = condition;
		const sure = new Set(values.map(sureKey));
		const loose = new Set(values.flatMap(looseKeys));
		const before = this.#accepted;
		if (before !== undefined && isDisjoint(loose, before.loose)) return [{ kind: 'excludes', at, other: before.at }];
		const [by] = [...sure].map((key) => this.#refused.get(key));
		if (by !== undefined && [...sure].every((key) => this.#refused.has(key)))
			return [{ kind: 'excludes', at, other: by }];
		const ranged = this.#narrow(condition, rangeOf(condition));
		if (before !== undefined && isWithin(before.sure, sure))
			return [{ kind: 'repeats', needless: at, other: before.at }];
		this.#accepted = { at, sure, loose };
		if (before !== undefined && isWithin(sure, before.sure))
			return [{ kind: 'repeats', needless: before.at, other: at }];
		return ranged;
	}

	#refuse({ at, values }: Condition): readonly Meeting[] {
		const keys = values.map(sureKey);
		const accepted = this.#accepted;
		if (accepted !== undefined && isWithin(accepted.sure, new Set(keys)))
			return [{ kind: 'excludes', at, other: accepted.at }];
		if (accepted !== undefined && isDisjoint(new Set(values.flatMap(looseKeys)), accepted.loose)) {
			return [{ kind: 'repeats', needless: at, other: accepted.at }];
		}
		const [by] = keys.map((key) => this.#refused.get(key));
		if (by !== undefined && keys.every((key) => this.#refused.has(key)))
			return [{ kind: 'repeats', needless: at, other: by }];
		for (const key of keys) if (!this.#refused.has(key)) this.#refused.set(key, at);
		return [];
	}

	#narrow({ at }: Condition, range: Range | undefined): readonly Meeting[] {
		if (range === undefined) return [];
		const kind = typeof (range.low ?? range.high)?.place;
		const before = this.#ranges.get(kind) ?? { low: undefined, high: undefined };
		const over = isBefore(range.high, before.low)
			? before.low
			: isBefore(before.high, range.low)
				? before.high
				: undefined;
		if (over !== undefined) return [{ kind: 'excludes', at, other: over.at }];
		const low = tighter(before.low, range.low, 'low');
		const high = tighter(before.high, range.high, 'high');
		this.#ranges.set(kind, { low, high });
		const isNew = low?.at === at || high?.at === at;
		const by = range.low === undefined ? before.high : before.low;
		if (!isNew && by !== undefined) return [{ kind: 'repeats', needless: at, other: by.at }];
		const replaced = [low?.at === at ? before.low : undefined, high?.at === at ? before.high : undefined];
		return replaced.flatMap((bound) =>
			bound === undefined || bound.isPart ? [] : [{ kind: 'repeats', needless: bound.at, other: at } as const],
		);
	}
}

/** Two values of one key are the same whatever the server does. */
function sureKey(value: Literal): string {
	if (value.type === 'datetime' || value.type === 'date')
		return `${value.type} ${moment(value.text)?.at ?? value.text}`;
	return `${value.type} ${foldAscii(String(value.value))}`;
}

/** Two values without a common key differ whatever the server does; a day may be any moment of it. */
function looseKeys(value: Literal): readonly string[] {
	if (value.type === 'datetime' || value.type === 'date')
		return [`day ${moment(value.text)?.at.slice(0, 10) ?? value.text}`];
	return [`${value.type} ${String(value.value).toLowerCase()}`];
}

function isDisjoint(some: ReadonlySet<string>, others: ReadonlySet<string>): boolean {
	return ![...some].some((key) => others.has(key));
}

function isWithin(inner: ReadonlySet<string>, outer: ReadonlySet<string>): boolean {
	return inner.size <= outer.size && [...inner].every((key) => outer.has(key));
}
