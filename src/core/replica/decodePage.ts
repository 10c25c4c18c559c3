/** Reads a page's JSON body by its row plan: rows and their keys on one side, the document without its rows on the other. */
import { isAscii, isUtf8 } from 'node:buffer';
import { createHash } from 'node:crypto';
import { FreeholdError } from '../errors.ts';
import { isJsonObject } from '../json.ts';
import type { JsonObject } from '../json.ts';
import type { DecodedPage, Relation, RowPlan } from '../sources/source.ts';
import { parseExactly, rawNumber } from '../exactNumbers.ts';
import { findJsonFault } from './jsonFault.ts';
import { unwrapNumbers, wrapLongNumbers } from './longNumbers.ts';
import type { LongNumbers } from './longNumbers.ts';
import { keyText } from './rowKey.ts';
import type { Parent } from './rowKey.ts';

export type Row = Readonly<Record<string, unknown>>;

/** A page whose rows wait in the worker. */
export interface HeldPage {
	readonly plan: RowPlan;
	readonly rows: readonly Row[];
	readonly keys: readonly string[];
	readonly nestedCounts: DecodedPage['nestedCounts'];
	readonly partialRelations: DecodedPage['partialRelations'];
	readonly envelope: JsonObject;
}

/**
 * @param long what `wrapLongNumbers` finds in the body; whoever hands the page to a worker looks before, on a core that
 *             has less to do
 * @throws FreeholdError `badResponse` where the body is not JSON or not of the plan's shape
 */
export function decodePage(body: Uint8Array, plan: RowPlan, long = wrapLongNumbers(body)): HeldPage {
	const document = parse(body, plan, long);
	const rows = rowsOf(document, plan);
	const keys: string[] = [];
	const nestedCounts: Record<string, number> = {};
	const partialRelations: DecodedPage['partialRelations'][number][] = [];
	for (const [index, row] of rows.entries()) {
		if (!isJsonObject(row)) throw badShape(plan, `row ${index + 1} is not an object`);
		if (plan.digestColumn !== undefined) Object.assign(row, { [plan.digestColumn]: digest(row, plan) });
		if (plan.constants !== undefined) Object.assign(row, plan.constants);
		const key = keyText(row, plan.key, plan.parent);
		if (key === undefined) throw badShape(plan, `row ${index + 1} has no ${plan.key.join(' + ')}`);
		keys.push(key);
		for (const relation of plan.relations) {
			const nested = nestedIn(row, relation);
			checkRelation(nested, relation, key, plan);
			const count = nestedRows(nested).length;
			if (count > 0) nestedCounts[relation.property] = (nestedCounts[relation.property] ?? 0) + count;
			if (plan.dropPrefix === undefined) continue;
			const nextLink = row[`${relation.property}${plan.dropPrefix}nextLink`];
			if (typeof nextLink === 'string')
				partialRelations.push({ parentKey: key, property: relation.property, nextLink });
		}
	}
	const envelope = withoutRows(document, plan.rowsAt);
	return { plan, rows: rows as readonly Row[], keys, nestedCounts, partialRelations, envelope };
}

/** Of what the record says, not of where it points: links may be written otherwise tomorrow. */
function digest(row: JsonObject, { omitted = [] }: RowPlan): string {
	const names = Object.keys(row).filter((name) => name !== '_links' && row[name] !== null && !omitted.includes(name));
	const content = JSON.stringify(names.sort().map((name) => [name, row[name]]));
	return createHash('sha256').update(content).digest('base64url').slice(0, 22);
}

function parse(body: Uint8Array, plan: RowPlan, long: LongNumbers): unknown {
	const isPlain = isAscii(body);
	// Checked first, because decoding would turn broken characters into U+FFFD without a word.
	if (!isPlain && !isUtf8(body)) throw notJson(body, plan, undefined);
	const bytes = Buffer.from(body.buffer, body.byteOffset, body.byteLength);
	const start = bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf ? 3 : 0;
	const encoding = isPlain ? 'latin1' : 'utf8';
	try {
		if (long.kind === 'none') return JSON.parse(bytes.toString(encoding, start));
		if (long.kind === 'wrapped') {
			const document: unknown = JSON.parse(
				Buffer.from(long.body.buffer, long.body.byteOffset, long.body.byteLength).toString(encoding, start),
			);
			if (unwrapNumbers(document, long.names, rawNumber) === long.count) return document;
		}
		return parseExactly(bytes.toString(encoding, start));
	} catch (error) {
		throw notJson(body, plan, error);
	}
}

function rowsOf(document: unknown, plan: RowPlan): readonly unknown[] {
	let value = document;
	for (const name of plan.rowsAt) {
		value = isJsonObject(value) && Object.hasOwn(value, name) ? value[name] : undefined;
	}
	if (!Array.isArray(value)) throw badShape(plan, `"${plan.rowsAt.join('.')}" is not an array`);
	return value as readonly unknown[];
}

function checkRelation(nested: unknown, relation: Relation, parentKey: string, plan: RowPlan): void {
	const parent = parentOf(relation, parentKey);
	for (const [index, child] of nestedRows(nested).entries()) {
		if (isJsonObject(child) && plan.constants !== undefined) Object.assign(child, plan.constants);
		if (!isJsonObject(child) || keyText(child, relation.key, parent) === undefined) {
			throw badShape(
				plan,
				`row ${index + 1} in ${relation.property} of ${parentKey} has no ${relation.key.join(' + ')}`,
			);
		}
	}
}

/** Where a row holds the rows of a relation. */
export function nestedIn(row: Row, { property, within }: Relation): unknown {
	if (within === undefined) return row[property];
	const holder = row[within];
	return isJsonObject(holder) ? holder[property] : undefined;
}

/** The parent that the rows of a relation carry the key of; `undefined` where they are records of their own. */
export function parentOf({ parentColumn }: Relation, key: string): Parent | undefined {
	return parentColumn === undefined ? undefined : { column: parentColumn, key };
}

/** The rows of a relation: an array, or the one object of a relation that has at most one. */
export function nestedRows(nested: unknown): readonly unknown[] {
	if (Array.isArray(nested)) return nested;
	return nested === undefined || nested === null ? [] : [nested];
}

/** Copies the path to the rows without the rows; everything beside the path is shared. */
function withoutRows(document: unknown, path: readonly string[]): JsonObject {
	if (!isJsonObject(document)) return {};
	const [name, ...rest] = path;
	if (name === undefined) return document;
	const { [name]: inner, ...others } = document;
	return rest.length === 0 ? others : { ...others, [name]: withoutRows(inner, rest) };
}

function notJson(body: Uint8Array, plan: RowPlan, cause: unknown): FreeholdError {
	const fault = findJsonFault(body) ?? { offset: body.length, isTruncated: false };
	const came = `${body.length} bytes came`;
	return new FreeholdError('badResponse', {
		what: `A page of ${plan.dataset} could not be read`,
		why: fault.isTruncated
			? `the JSON stops in the middle at byte ${fault.offset}; ${came}`
			: `the body is not JSON from byte ${fault.offset} on; ${came}`,
		next: 'Try again: the answer was probably cut on its way; nothing of it was stored',
		cause,
	});
}

function badShape(plan: RowPlan, why: string): FreeholdError {
	return new FreeholdError('badResponse', {
		what: `A page of ${plan.dataset} could not be read`,
		why,
		next: 'Try again; if it stays, the service answers in another form than documented: report it with a trace (--har)',
	});
}
