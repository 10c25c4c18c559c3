/** JSON Patch (RFC 6902) on a metadata document: all operations succeed, or nothing changes. */
import type { Json, JsonObject } from '../../json.ts';
import { isJsonObject } from '../../json.ts';
import { ReapitRefusal, invalid } from '../refusal.ts';

type Step = (document: Json) => Json;

/**
 * @throws ReapitRefusal 400 where the patch is none, 422 where it cannot be applied to this document
 */
export function patched(document: JsonObject, patch: unknown): JsonObject {
	if (!Array.isArray(patch)) throw malformed('the body must be an array of operations');
	const steps = patch.map((operation: unknown, place) => readOperation(operation, `operation ${place}`));
	const result = steps.reduce<Json>((value, step) => step(value), document);
	if (!isJsonObject(result)) throw inapplicable('', 'the document must stay an object');
	return result;
}

function readOperation(operation: unknown, name: string): Step {
	if (!isJsonObject(operation)) throw malformed(`${name} is no object`);
	const { op } = operation;
	const path = pointer(operation.path, `${name}: path`);
	const value = (): Json => {
		if (operation.value === undefined) throw malformed(`${name}: value is missing`);
		return operation.value as Json;
	};
	switch (op) {
		case 'add': {
			const added = value();
			return (document) => add(document, path, added);
		}
		case 'replace': {
			const replacement = value();
			// What is replaced must exist (§4.3).
			return (document) => set(document, path, () => replacement);
		}
		case 'test': {
			const expected = value();
			return (document) => {
				if (!isSame(get(document, path), expected)) throw inapplicable(textOf(path), 'the value is another one');
				return document;
			};
		}
		case 'remove':
			return (document) => remove(document, path);
		case 'move':
		case 'copy': {
			const from = pointer(operation.from, `${name}: from`);
			if (op === 'move' && from.length < path.length && from.every((token, i) => token === path[i]))
				throw malformed(`${name}: a value cannot be moved into itself`);
			return (document) => {
				const moved = get(document, from);
				return add(op === 'move' ? remove(document, from) : document, path, moved);
			};
		}
		default:
			throw malformed(`${name}: op must be add, remove, replace, move, copy or test`);
	}
}

/** RFC 6901. */
function pointer(text: unknown, name: string): readonly string[] {
	if (typeof text !== 'string' || (text !== '' && !text.startsWith('/')) || /~(?![01])/.test(text))
		throw malformed(`${name} is no JSON pointer`);
	return text
		.split('/')
		.slice(1)
		.map((token) => token.replaceAll('~1', '/').replaceAll('~0', '~'));
}

function get(document: Json, path: readonly string[]): Json {
	let value = document;
	for (const [depth, token] of path.entries()) {
		const next = Array.isArray(value)
			? (value as readonly Json[])[index(token, value.length - 1, path.slice(0, depth + 1))]
			: own(value, token);
		if (next === undefined) throw inapplicable(textOf(path.slice(0, depth + 1)), 'there is no such value');
		value = next;
	}
	return value;
}

function add(document: Json, path: readonly string[], added: Json): Json {
	const token = path.at(-1);
	if (token === undefined) return added;
	return set(document, path.slice(0, -1), (parent) => {
		if (Array.isArray(parent)) {
			const at = token === '-' ? parent.length : index(token, parent.length, path);
			return (parent as readonly Json[]).toSpliced(at, 0, added);
		}
		if (!isJsonObject(parent)) throw inapplicable(textOf(path), 'its parent holds no values');
		return { ...parent, [token]: added };
	});
}

function remove(document: Json, path: readonly string[]): Json {
	get(document, path);
	const token = path.at(-1);
	if (token === undefined) throw inapplicable('', 'the document cannot be removed');
	return set(document, path.slice(0, -1), (parent) =>
		Array.isArray(parent)
			? (parent as readonly Json[]).toSpliced(Number(token), 1)
			: Object.fromEntries(Object.entries(parent as JsonObject).filter(([name]) => name !== token)),
	);
}

/** Puts another value where one exists. */
function set(document: Json, path: readonly string[], change: (value: Json) => Json, depth = 0): Json {
	const token = path[depth];
	if (token === undefined) return change(document);
	const next = set(get(document, [token]), path, change, depth + 1);
	return Array.isArray(document)
		? (document as readonly Json[]).with(Number(token), next)
		: { ...(document as JsonObject), [token]: next };
}

function own(value: Json, name: string): Json | undefined {
	return isJsonObject(value) && Object.hasOwn(value, name) ? value[name] : undefined;
}

/** Digits without leading zeros (RFC 6901 §4), at most `last`. */
function index(token: string, last: number, path: readonly string[]): number {
	if (!/^(0|[1-9]\d*)$/.test(token) || Number(token) > last)
		throw inapplicable(textOf(path), 'there is no such place in the list');
	return Number(token);
}

/** Members in any order, numbers by value (§4.6). */
function isSame(a: Json, b: Json): boolean {
	if (Array.isArray(a) && Array.isArray(b)) {
		const other = b as readonly Json[];
		return a.length === b.length && (a as readonly Json[]).every((each, i) => isSame(each, other[i] ?? null));
	}
	if (!isJsonObject(a) || !isJsonObject(b) || Array.isArray(a) || Array.isArray(b)) return a === b;
	const [mine, theirs] = [a, b];
	const names = Object.keys(mine);
	if (names.length !== Object.keys(theirs).length) return false;
	return names.every((name) => {
		const [left, right] = [own(mine, name), own(theirs, name)];
		return left !== undefined && right !== undefined && isSame(left, right);
	});
}

const textOf = (path: readonly string[]): string =>
	path.map((token) => `/${token.replaceAll('~', '~0').replaceAll('/', '~1')}`).join('');

function malformed(why: string): ReapitRefusal {
	return new ReapitRefusal(400, `The JSON patch is not valid: ${why}`);
}

function inapplicable(path: string, why: string): ReapitRefusal {
	return invalid([{ field: path === '' ? 'metadata' : path, message: `The JSON patch cannot be applied: ${why}` }]);
}
