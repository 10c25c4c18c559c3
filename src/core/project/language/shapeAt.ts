/** Which part of the file's grammar belongs to a path; of variants the one that is written, or all where none is yet. */
import { isAlias, isMap } from 'yaml';
import type { Document } from 'yaml';
import { PROJECT_SHAPE } from '../projectShape.ts';
import type { KeyShape, ObjectShape, Shape, VariantShape } from '../shape.ts';
import { textOf } from './places.ts';

/** @returns the shape of the value; variants are already chosen */
export function shapeAt(document: Document.Parsed, path: readonly string[]): Shape | undefined {
	let shape: Shape = PROJECT_SHAPE;
	let node: unknown = document.contents;
	for (const key of path) {
		const next = shapeBelow(shape, key);
		if (next === undefined) return undefined;
		node = valueOf(document, node, key);
		shape = next.kind === 'variant' ? chosen(next, document, node) : next;
	}
	return shape;
}

/** The key itself, with its description; `undefined` for names that the user chose. */
export function keyAt(document: Document.Parsed, path: readonly string[], key: string): KeyShape | undefined {
	const shape = shapeAt(document, path);
	return shape?.kind === 'object' && Object.hasOwn(shape.keys, key) ? shape.keys[key] : undefined;
}

export function nodeAt(document: Document.Parsed, path: readonly string[]): unknown {
	return path.reduce<unknown>((node, key) => valueOf(document, node, key), document.contents);
}

function shapeBelow(shape: Shape, key: string): Shape | undefined {
	if (shape.kind === 'map') return shape.of;
	if (shape.kind !== 'object' || !Object.hasOwn(shape.keys, key)) return undefined;
	return shape.keys[key]?.shape;
}

function valueOf(document: Document.Parsed, node: unknown, key: string): unknown {
	const map = isAlias(node) ? node.resolve(document) : node;
	if (!isMap(map)) return undefined;
	const value: unknown = map.items.find((pair) => textOf(pair.key) === key)?.value;
	return isAlias(value) ? value.resolve(document) : value;
}

function chosen(shape: VariantShape, document: Document.Parsed, node: unknown): ObjectShape {
	const variant = shape.variants.find(({ key, value }) => {
		const given = valueOf(document, node, key);
		return value === undefined ? isMap(node) && node.has(key) : textOf(given) === value;
	});
	const all = merged(shape);
	if (variant === undefined) return all;
	// Whoever changes the vendor needs to see all of them.
	const key = all.keys[variant.key];
	return variant.value === undefined || key === undefined
		? variant.shape
		: { kind: 'object', keys: { ...variant.shape.keys, [variant.key]: key } };
}

function merged({ variants, what }: VariantShape): ObjectShape {
	const all = new Map<string, KeyShape>();
	// The keys that decide come first.
	for (const { key, shape } of variants) all.set(key, shape.keys[key] ?? deciding(variants, what));
	for (const { shape } of variants)
		for (const [key, one] of Object.entries(shape.keys)) if (!all.has(key)) all.set(key, one);
	const byValue = variants.find(({ value }) => value !== undefined);
	if (byValue === undefined) return { kind: 'object', keys: Object.fromEntries(all) };
	// What one vendor requires is not required of all.
	const keys = optional(Object.fromEntries(all));
	return { kind: 'object', keys: { ...keys, [byValue.key]: deciding(variants, what) } };
}

function deciding(variants: VariantShape['variants'], what: string): KeyShape {
	return {
		shape: { kind: 'choice', values: variants.flatMap(({ value }) => value ?? []) },
		description: `Which vendor the ${what} goes to; decides which other keys there are.`,
		isRequired: true,
	};
}

function optional(keys: ObjectShape['keys']): ObjectShape['keys'] {
	return Object.fromEntries(Object.entries(keys).map(([key, shape]) => [key, { ...shape, isRequired: false }]));
}
