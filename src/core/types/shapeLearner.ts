/** Learns what JSON values look like from the values themselves: a response, or a column of a replica. */
import { textFormat } from './textFormat.ts';
import { UNKNOWN, unionOf } from './shape.ts';
import type { FieldShape, ObjectShape, Shape, TextFormat, TextShape, ValueShape } from './shape.ts';

/** So many names are fields; more are data. */
const MOST_FIELDS = 500;
/** With at least so many names, of which each value has few, they are data as well. */
const MANY_FIELDS = 40;
const FEW_PER_OBJECT = 0.1;
const DEEPEST = 24;
/** Different texts that are kept, to be compared with an enumeration. */
const MOST_TEXTS = 300;
const LONGEST_TEXT = 100;

interface Field {
	readonly node: Node;
	seen: number;
}

/** What was met at one place. */
interface Node {
	nulls: number;
	booleans: number;
	integers: number;
	numbers: number;
	texts: number;
	/** `plain` where a text has no format. */
	readonly formats: Set<TextFormat | 'plain'>;
	/** `undefined` once there were too many. */
	values: Set<string> | undefined;
	items: Node | undefined;
	lists: number;
	objects: number;
	/** `undefined` once names have turned out to be data. */
	fields: Map<string, Field> | undefined;
	rest: Node | undefined;
	isTooDeep: boolean;
}

export class ShapeLearner {
	readonly #root = newNode();

	/** @param value  as `JSON.parse` gives it */
	add(value: unknown): void {
		take(this.#root, value, 0);
	}

	/** `unknown` where nothing but null was met. */
	shape(): ValueShape {
		return valueShape(this.#root);
	}
}

function newNode(): Node {
	return {
		...{ nulls: 0, booleans: 0, integers: 0, numbers: 0, texts: 0, lists: 0, objects: 0, isTooDeep: false },
		...{ formats: new Set(), values: new Set(), items: undefined, fields: new Map(), rest: undefined },
	};
}

function take(node: Node, value: unknown, depth: number): void {
	if (value === null || value === undefined) node.nulls += 1;
	else if (typeof value === 'boolean') node.booleans += 1;
	else if (typeof value === 'number') node[Number.isInteger(value) ? 'integers' : 'numbers'] += 1;
	else if (typeof value === 'string') takeText(node, value);
	else if (depth >= DEEPEST) node.isTooDeep = true;
	else if (Array.isArray(value)) {
		node.lists += 1;
		node.items ??= newNode();
		for (const item of value as readonly unknown[]) take(node.items, item, depth + 1);
	} else takeObject(node, value, depth);
}

function takeText(node: Node, text: string): void {
	node.texts += 1;
	node.formats.add(textFormat(text) ?? 'plain');
	if (node.values === undefined) return;
	if (text.length <= LONGEST_TEXT && node.values.size < MOST_TEXTS) node.values.add(text);
	else if (!node.values.has(text)) node.values = undefined;
}

function takeObject(node: Node, object: object, depth: number): void {
	node.objects += 1;
	for (const [name, value] of Object.entries(object)) {
		if (node.fields === undefined) {
			take((node.rest ??= newNode()), value, depth + 1);
			continue;
		}
		const known = node.fields.get(name);
		if (known === undefined && node.fields.size >= MOST_FIELDS) {
			namesAreData(node);
			take((node.rest ??= newNode()), value, depth + 1);
			continue;
		}
		const field = known ?? { node: newNode(), seen: 0 };
		if (known === undefined) node.fields.set(name, field);
		field.seen += 1;
		take(field.node, value, depth + 1);
	}
}

/** What was learned of each name is from now on known of all together. */
function namesAreData(node: Node): void {
	const rest = (node.rest ??= newNode());
	for (const { node: field } of node.fields?.values() ?? []) merge(rest, field);
	node.fields = undefined;
}

function merge(into: Node, from: Node): void {
	into.nulls += from.nulls;
	into.booleans += from.booleans;
	into.integers += from.integers;
	into.numbers += from.numbers;
	into.texts += from.texts;
	into.lists += from.lists;
	into.objects += from.objects;
	into.isTooDeep ||= from.isTooDeep;
	for (const format of from.formats) into.formats.add(format);
	into.values = undefined;
	if (from.items !== undefined) merge((into.items ??= newNode()), from.items);
	if (from.rest !== undefined) merge((into.rest ??= newNode()), from.rest);
	if (from.fields === undefined) {
		if (into.fields !== undefined) namesAreData(into);
		return;
	}
	for (const [name, { node, seen }] of from.fields) {
		if (into.fields === undefined) {
			merge((into.rest ??= newNode()), node);
			continue;
		}
		const field = into.fields.get(name) ?? { node: newNode(), seen: 0 };
		into.fields.set(name, field);
		field.seen += seen;
		merge(field.node, node);
		if (into.fields.size > MOST_FIELDS) namesAreData(into);
	}
}

function valueShape(node: Node): ValueShape {
	const shapes: Shape[] = [];
	if (node.booleans > 0) shapes.push({ kind: 'boolean' });
	if (node.integers > 0) shapes.push({ kind: 'integer' });
	if (node.numbers > 0) shapes.push({ kind: 'number' });
	if (node.texts > 0) shapes.push(textShape(node));
	if (node.lists > 0) shapes.push({ kind: 'list', items: itemsOf(node.items) });
	if (node.objects > 0) shapes.push(objectShape(node));
	const isKnown = shapes.length > 0 && !node.isTooDeep;
	return { shape: isKnown ? unionOf(shapes) : UNKNOWN, isNullable: node.nulls > 0 };
}

/** Of lists that were all empty nothing is known. */
function itemsOf(items: Node | undefined): ValueShape {
	return items === undefined ? { shape: UNKNOWN, isNullable: false } : valueShape(items);
}

function textShape({ formats, values }: Node): TextShape {
	return { kind: 'text', format: formatOf(formats), met: values === undefined ? undefined : [...values] };
}

function formatOf(formats: ReadonlySet<TextFormat | 'plain'>): TextFormat | undefined {
	const [only] = formats;
	return formats.size === 1 && only !== 'plain' ? only : undefined;
}

function objectShape(node: Node): ObjectShape {
	const { fields, objects } = node;
	if (fields === undefined || areNamesData(fields, objects)) {
		const all = newNode();
		if (node.rest !== undefined) merge(all, node.rest);
		for (const field of fields?.values() ?? []) merge(all, field.node);
		return { kind: 'object', fields: new Map(), rest: valueShape(all) };
	}
	const known = [...fields].map(([name, field]): readonly [string, FieldShape] => [
		name,
		{ ...valueShape(field.node), isOptional: field.seen < objects },
	]);
	return { kind: 'object', fields: new Map(known) };
}

function areNamesData(fields: ReadonlyMap<string, Field>, objects: number): boolean {
	if (fields.size < MANY_FIELDS) return false;
	const seen = [...fields.values()].reduce((sum, field) => sum + field.seen, 0);
	return seen / (objects * fields.size) < FEW_PER_OBJECT;
}
