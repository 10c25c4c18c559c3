/** Compares a parsed YAML document with a shape and says everything that differs, each with its place. */
import { isAlias, isMap, isScalar, isSeq } from 'yaml';
import type { Document, Pair, ParsedNode, YAMLMap } from 'yaml';
import { checkValue, expected, wrong } from './checkValue.ts';
import type { ValueChecker } from './checkValue.ts';
import { alternatives, nearest } from './problems.ts';
import type { ProblemList, Range } from './problems.ts';
import { isSecretKey, looksLikeSecret } from './secretsInFile.ts';
import type { MapShape, ObjectShape, Shape, VariantShape } from './shape.ts';

interface Checker extends ValueChecker {
	readonly document: Document.Parsed;
}

type Node = ParsedNode | null;

export function checkDocument(
	document: Document.Parsed,
	shape: ObjectShape,
	problems: ProblemList,
	whereSecretsGo: Checker['whereSecretsGo'],
): void {
	const checker: Checker = { document, problems, whereSecretsGo };
	if (document.contents === null) {
		problems.add([0, 0], `The file is empty: it needs ${requiredKeys(shape).join(' and ')}`);
		return;
	}
	check(checker, document.contents, shape, []);
}

function check(checker: Checker, given: Node, shape: Shape, path: readonly string[]): void {
	const node = resolve(checker, given);
	const range = rangeOf(given);
	switch (shape.kind) {
		case 'object':
			if (isMap(node)) checkObject(checker, node, shape, path);
			else wrong(checker, range, path, `must hold ${alternatives(Object.keys(shape.keys))}`);
			return;
		case 'map':
			if (isMap(node)) checkMap(checker, node, shape, path);
			else if (!isEmpty(node)) wrong(checker, range, path, `must hold ${shape.entry}s by name`);
			return;
		case 'variant':
			if (isMap(node)) checkVariant(checker, node, shape, path);
			else wrong(checker, range, path, `must hold the settings of a ${shape.what}`);
			return;
		case 'list':
			if (isSeq(node)) for (const item of node.items) check(checker, item, shape.of, path);
			else if (shape.orOne) check(checker, given, shape.of, path);
			else wrong(checker, range, path, `must be a list of ${shape.of.says}`);
			return;
		default:
			if (isScalar(node)) checkValue(checker, node.value, node.source, range, shape, path);
			else wrong(checker, range, path, `must be ${expected(shape)}`);
	}
}

function checkObject(checker: Checker, node: YAMLMap, shape: ObjectShape, path: readonly string[]): void {
	const seen = new Set<string>();
	for (const pair of node.items) {
		const key = keyOf(pair);
		seen.add(key);
		const known = Object.hasOwn(shape.keys, key) ? shape.keys[key] : undefined;
		if (known !== undefined) check(checker, pair.value as Node, known.shape, [...path, key]);
		else unknownKey(checker, pair, key, shape, path);
	}
	for (const key of requiredKeys(shape)) {
		if (!seen.has(key)) {
			checker.problems.add(headOf(node), `${path.length === 0 ? 'The file' : `'${path.join('.')}'`} lacks '${key}'`);
		}
	}
}

function unknownKey(checker: Checker, pair: Pair, key: string, shape: ObjectShape, path: readonly string[]): void {
	const range = rangeOf(pair.key as Node);
	if (isSecretKey(key)) {
		checker.problems.add(
			range,
			`'${key}' is a secret and must not stand in this file. ${checker.whereSecretsGo(path, key)}`,
		);
		return;
	}
	if (looksLikeSecret(key)) {
		checker.problems.add(
			range,
			`This key looks like a secret, which must not stand in this file. ${checker.whereSecretsGo(path, 'token')}`,
		);
		return;
	}
	const known = Object.keys(shape.keys);
	const meant = nearest(key, known);
	checker.problems.add(
		range,
		meant === undefined
			? `Unknown key '${key}'. Known here: ${known.join(', ')}`
			: `Unknown key '${key}'. Did you mean '${meant}'?`,
		meant === undefined ? undefined : { fix: { title: `Change to '${meant}'`, text: meant } },
	);
}

function checkMap(checker: Checker, node: YAMLMap, shape: MapShape, path: readonly string[]): void {
	const pattern = new RegExp(shape.namePattern);
	for (const pair of node.items) {
		const name = keyOf(pair);
		if (!pattern.test(name)) {
			checker.problems.add(rangeOf(pair.key as Node), `'${name}' cannot name a ${shape.entry}: use ${shape.nameSays}`);
		}
		check(checker, pair.value as Node, shape.of, [...path, name]);
	}
}

function checkVariant(checker: Checker, node: YAMLMap, shape: VariantShape, path: readonly string[]): void {
	const byValue = shape.variants.filter((variant) => variant.value !== undefined);
	const valueKey = byValue[0]?.key;
	if (valueKey !== undefined) {
		const pair = node.items.find((item) => keyOf(item) === valueKey);
		if (pair === undefined) {
			const known = alternatives(byValue.map((variant) => variant.value ?? ''));
			checker.problems.add(headOf(node), `'${path.join('.')}' lacks '${valueKey}' (${known})`);
			return;
		}
		const valueNode = resolve(checker, pair.value as Node);
		const value = isScalar(valueNode) ? valueNode.value : undefined;
		const variant = byValue.find((one) => one.value === value);
		if (variant === undefined) {
			const known = { kind: 'choice', values: byValue.map((one) => one.value ?? '') } as const;
			checkValue(checker, value, undefined, rangeOf(pair.value as Node), known, [...path, valueKey]);
		} else checkObject(checker, node, variant.shape, path);
		return;
	}
	const present = shape.variants.filter((variant) => node.items.some((item) => keyOf(item) === variant.key));
	const names = alternatives(shape.variants.map((one) => `'${one.key}'`));
	const [variant, second] = present;
	if (variant === undefined) {
		const unknown = node.items.map(keyOf).map((key) =>
			nearest(
				key,
				shape.variants.map((one) => one.key),
			),
		);
		const meant = unknown.find((key) => key !== undefined);
		const hint = meant === undefined ? '' : `. Did you mean '${meant}'?`;
		checker.problems.add(headOf(node), `'${path.join('.')}' says nothing to do: it needs ${names}${hint}`);
	} else if (second !== undefined) {
		const pair = node.items.find((item) => keyOf(item) === second.key);
		checker.problems.add(
			rangeOf(pair?.key as Node),
			`'${path.join('.')}' has both '${variant.key}' and '${second.key}': make two jobs of it`,
		);
	} else checkObject(checker, node, variant.shape, path);
}

function requiredKeys(shape: ObjectShape): string[] {
	return Object.entries(shape.keys).flatMap(([key, value]) => (value.isRequired === true ? [key] : []));
}

function resolve(checker: Checker, node: Node): Node {
	return isAlias(node) ? ((node.resolve(checker.document) ?? null) as Node) : node;
}

function isEmpty(node: Node): boolean {
	return node === null || (isScalar(node) && node.value === null);
}

function keyOf(pair: Pair): string {
	return isScalar(pair.key) ? String(pair.key.value) : String(pair.key);
}

function rangeOf(node: Node | undefined): Range {
	return node?.range ? [node.range[0], node.range[1]] : [0, 0];
}

/** A missing key is shown at the first key of the object that lacks it, not over the whole object. */
function headOf(node: YAMLMap): Range {
	const first = node.items[0]?.key as Node | undefined;
	return first?.range ? [first.range[0], first.range[1]] : node.range ? [node.range[0], node.range[1]] : [0, 0];
}
