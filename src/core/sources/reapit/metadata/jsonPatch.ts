/** JSON Patch (RFC 6902), as `PATCH /metadata/{id}` takes it: made from two documents, checked, and applied to see the outcome. */
import type { Operation } from 'rfc6902';
import { isDeepStrictEqual } from 'node:util';
import { FreeholdError } from '../../../errors.ts';
import type { Json, JsonObject } from '../../../json.ts';
import { isJsonObject } from '../../../json.ts';

export type PatchOperation = JsonObject & { readonly op: string; readonly path: string };

const needsValue = new Set(['add', 'replace', 'test']);
const needsFrom = new Set(['move', 'copy']);

/** What turns one document into the other; empty where they are equal. */
export async function makePatch(before: Json, after: Json): Promise<readonly PatchOperation[]> {
	if (isDeepStrictEqual(before, after)) return [];
	// By `default`: in a bundle, a chunk made of a CommonJS package exports nothing else.
	const { createPatch } = (await import('rfc6902')).default;
	const operations = createPatch(before, after) as unknown as readonly PatchOperation[];
	const made = await applied(before, operations);
	// The library trips over fields called like JavaScript's own (`constructor`): then the whole document is replaced.
	const isRight = made.problem === undefined && isDeepStrictEqual(made.document, after);
	return isRight ? operations : [{ op: 'replace', path: '', value: after }];
}

/** @throws FreeholdError `usage` where it is no JSON Patch, `badRequest` where it does not fit the document */
export async function applyPatch(document: Json, operations: Json): Promise<Json> {
	const checked = patchOf(operations);
	const { document: patched, problem } = await applied(document, checked);
	if (problem === undefined) return patched;
	throw new FreeholdError('badRequest', {
		what: 'The JSON Patch was not sent',
		why: `operation ${problem.index + 1} (${checked[problem.index]?.op ?? ''} ${checked[problem.index]?.path ?? ''}) does not fit the document: ${problem.why}`,
		next: 'Read the document again and make the patch from it',
	});
}

/** @throws FreeholdError `usage` */
export function patchOf(operations: Json): readonly PatchOperation[] {
	if (!Array.isArray(operations)) throw noPatch('it is an array of operations');
	return (operations as readonly Json[]).map((operation, index) => {
		const why = operationProblem(operation);
		if (why !== undefined) throw noPatch(`operation ${index + 1} ${why}`);
		return operation as PatchOperation;
	});
}

function operationProblem(operation: Json): string | undefined {
	if (!isJsonObject(operation)) return 'is no object';
	const { op, path, from } = operation;
	const isKnown = typeof op === 'string' && (needsValue.has(op) || needsFrom.has(op) || op === 'remove');
	if (!isKnown) return 'has no op among add, remove, replace, move, copy, test';
	if (!isPointer(path)) return 'has no path such as /address/line1';
	if (needsFrom.has(op) && !isPointer(from)) return 'has no from such as /address/line1';
	return needsValue.has(op) && !Object.hasOwn(operation, 'value') ? 'has no value' : undefined;
}

function isPointer(text: Json | undefined): boolean {
	return typeof text === 'string' && /^(?:\/(?:[^~]|~[01])*)?$/.test(text);
}

async function applied(
	before: Json,
	operations: readonly PatchOperation[],
): Promise<{ readonly document: Json; readonly problem?: { readonly index: number; readonly why: string } }> {
	const { applyPatch: apply } = (await import('rfc6902')).default;
	// It changes the document that it is given, and cannot replace the root of one: so the document gets a parent.
	const root = { document: structuredClone(before) };
	const below = operations.map((operation) => ({
		...operation,
		path: `/document${operation.path}`,
		...(typeof operation.from === 'string' ? { from: `/document${operation.from}` } : {}),
	}));
	for (const [index, operation] of below.entries()) {
		const why = failureOf(() => apply(root, [structuredClone(operation) as unknown as Operation])[0]);
		if (why !== undefined) return { document: before, problem: { index, why } };
	}
	return { document: root.document };
}

/** The library returns most failures; over members called like JavaScript's own, it trips. */
function failureOf(apply: () => Error | null | undefined): string | undefined {
	try {
		return apply()?.message;
	} catch (error) {
		if (!(error instanceof TypeError)) throw error;
		return 'its path leads through a member that cannot be followed';
	}
}

function noPatch(why: string): FreeholdError {
	return new FreeholdError('usage', {
		what: 'The JSON Patch was not sent',
		why: `${why} (RFC 6902)`,
		next: 'Write, for example, [{"op": "replace", "path": "/rating", "value": 5}]',
	});
}
