/** Keys as text: a single key as it is, a composite one as a JSON array of its parts. */
import { isRawNumber } from '../exactNumbers.ts';
import { quoteName } from './sql.ts';
import type { Layout, Slot } from './columnLayout.ts';

/** One part of a key as it is stored; `undefined` where the value cannot be part of a key. */
export function keyPart(value: unknown): string | undefined {
	if (typeof value === 'string') return value === '' ? undefined : value.toWellFormed();
	if (typeof value === 'number' || typeof value === 'boolean') return String(value);
	return isRawNumber(value) ? value.rawJSON : undefined;
}

/** The parent that a nested row belongs to: its key stands in the row's own column, whatever the row itself says. */
export interface Parent {
	readonly column: string;
	readonly key: string;
}

/** @returns `undefined` where a part is missing */
export function keyText(
	row: Readonly<Record<string, unknown>>,
	key: readonly string[],
	parent?: Parent,
): string | undefined {
	const [only] = key;
	if (key.length === 1 && only !== undefined && parent === undefined) return keyPart(row[only]);
	const parts = key.map((property) => (property === parent?.column ? parent.key : keyPart(row[property])));
	if (parts.length === 1) return parts[0];
	return parts.includes(undefined) ? undefined : JSON.stringify(parts);
}

/** The parts of a key that was made by `keyText`. */
export function keyParts(text: string, key: readonly string[]): readonly string[] {
	return key.length === 1 ? [text] : (JSON.parse(text) as string[]);
}

export function keySlots(layout: Layout): readonly Slot[] {
	return layout.key.map((property) => {
		const slot = layout.slots.find((candidate) => candidate.property === property);
		if (slot === undefined) throw new Error(`${layout.table} has no column for its key ${property}`);
		return slot;
	});
}

/** The key's text in SQL. */
export function keyExpression(layout: Layout, alias = ''): string {
	const names = keySlots(layout).map((slot) => (alias === '' ? '' : `${alias}.`) + quoteName(slot.name));
	return names.length === 1 ? names.join() : `json_array(${names.join(', ')})`;
}

/** `a = ? AND b = ?` for the key's columns. */
export function keyCondition(layout: Layout): string {
	return keySlots(layout)
		.map((slot) => `${quoteName(slot.name)} = ?`)
		.join(' AND ');
}
