/** One metadata filter: `metadata.<path> <operation> <criteria>` (seed 001, Searching for metadata). */
import { ReapitRefusal } from '../../refusal.ts';
import { readCriteria } from './criteria.ts';
import type { Criteria } from './criteria.ts';

export type Operation = '$eq' | '$ne' | '$gt' | '$lt' | '$gte' | '$lte' | '$in' | '$nin' | '$con';

export interface Expression {
	readonly text: string;
	readonly path: readonly string[];
	readonly operation: Operation;
	readonly criteria: Criteria;
}

const operations: readonly Operation[] = ['$eq', '$ne', '$gt', '$lt', '$gte', '$lte', '$in', '$nin', '$con'];
const lists: readonly Operation[] = ['$in', '$nin', '$con'];
const orders: readonly Operation[] = ['$gt', '$lt', '$gte', '$lte'];

/** @throws ReapitRefusal 400 */
export function readExpression(text: string): Expression {
	// "Metadata filtering is not case sensitive": prefix and operation too.
	const match = /^\s*metadata\.(\S+)\s+(\S+)\s+(\S.*?)\s*$/is.exec(text);
	const [, fields, word, rest] = match ?? [];
	if (fields === undefined || word === undefined || rest === undefined)
		throw malformed(text, 'the form is metadata.<fieldName> <operation> <criteria>');
	const path = fields.split('.');
	if (path.includes('')) throw malformed(text, 'a field name is empty');
	const operation = operations.find((each) => each === word.toLowerCase());
	// `$neq` of the vendor's examples is none of them (#2923).
	if (operation === undefined) throw malformed(text, `'${word}' is an invalid filter operation`);
	const criteria = readCriteria(rest);
	if ('problem' in criteria) throw malformed(text, criteria.problem);
	checkType(text, operation, criteria);
	return { text, path, operation, criteria };
}

function checkType(text: string, operation: Operation, { items, type }: Criteria): void {
	if (items.length > 1 && !lists.includes(operation)) throw unsupported(text, operation, `list of ${type}`);
	if (orders.includes(operation) && (type === 'string' || type === 'boolean')) throw unsupported(text, operation, type);
	if ((operation === '$in' || operation === '$nin') && type === 'boolean') throw unsupported(text, operation, type);
}

/** The words of #7740. */
export function unsupported(text: string, operation: Operation, type: string): ReapitRefusal {
	return new ReapitRefusal(
		400,
		`Metadata filter operation '${operation}' does not support detected data type ${type}: ${text}`,
	);
}

function malformed(text: string, why: string): ReapitRefusal {
	return new ReapitRefusal(400, `Metadata filter expression is not valid: ${text} (${why})`);
}
