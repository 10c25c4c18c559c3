/** Finds cells that hold none of the vendor's members; of a list in JSON, each item is looked at. */
import { equalFilter } from './filterTexts.ts';
import type { OutsideFacts } from './profile.ts';

const MOST_VALUES = 1000;
const MOST_TOLD = 20;
const MOST_CHARACTERS = 200;
/** Lists that were taken apart: most cells hold the same few. */
const MOST_REMEMBERED = 5000;

export class OutsideTally {
	readonly #members: ReadonlySet<string>;
	readonly #isJson: boolean;
	readonly #values = new Map<string, number>();
	readonly #remembered = new Map<string, readonly string[]>();
	#count = 0;
	#isCut = false;

	constructor(members: ReadonlySet<string>, isJson: boolean) {
		this.#members = members;
		this.#isJson = isJson;
	}

	add(text: string): void {
		const outside = this.#isJson ? this.#outsideOf(text) : this.#members.has(text) ? [] : [text];
		if (outside.length === 0) return;
		this.#count += 1;
		for (const item of outside) {
			// Long ones differ in their beginning, or are told together.
			const value = item.slice(0, MOST_CHARACTERS + 1);
			const before = this.#values.get(value);
			if (before === undefined && this.#values.size >= MOST_VALUES) this.#isCut = true;
			else this.#values.set(value, (before ?? 0) + 1);
		}
	}

	get facts(): OutsideFacts {
		const all = [...this.#values].sort(([, a], [, b]) => b - a);
		return {
			members: this.#members.size,
			count: this.#count,
			values: all.slice(0, MOST_TOLD).map(([value, count]) => ({
				value: value.slice(0, MOST_CHARACTERS).toWellFormed(),
				count,
				filter: value.length > MOST_CHARACTERS ? undefined : this.#isJson ? itemFilter(value) : equalFilter(value),
			})),
			isCut: this.#isCut || all.length > MOST_TOLD,
		};
	}

	#outsideOf(text: string): readonly string[] {
		const isShort = text.length <= MOST_CHARACTERS;
		const known = isShort ? this.#remembered.get(text) : undefined;
		if (known !== undefined) return known;
		const items = itemsOf(text);
		const outside = items.filter((item) => !this.#members.has(item));
		if (isShort && this.#remembered.size < MOST_REMEMBERED) this.#remembered.set(text, outside);
		return outside;
	}
}

function itemsOf(text: string): readonly string[] {
	try {
		const value: unknown = JSON.parse(text);
		const items: readonly unknown[] = Array.isArray(value) ? value : [value];
		return items
			.filter((item) => item !== null)
			.map((item) => (typeof item === 'string' ? item : JSON.stringify(item)));
	} catch {
		// Not JSON, as it should be: told as it stands.
		return [text];
	}
}

/** Lists hold their items as JSON writes them. */
function itemFilter(item: string): string | undefined {
	const written = JSON.stringify(item);
	return equalFilter(written) === undefined ? undefined : `"${written.replaceAll('"', '""')}"`;
}
