/** Holds an answer against what its request expects of it. */
import { isRawNumber, parseExactly } from '../../exactNumbers.ts';
import { bodyText, headerOfExchange } from '../send/exchange.ts';
import type { Exchange } from '../send/exchange.ts';
import type { Expectation, Operator, Subject } from './expectation.ts';
import { valueAtPath } from './jsonPath.ts';

export interface ExpectationResult {
	/** As it is written; `undefined` where nothing is expected but success. */
	readonly expectation: Expectation | undefined;
	readonly isMet: boolean;
	/** `status is 404`: what is there instead, in few words. */
	readonly actual: string;
}

/** Without any of its own, a request expects an answer below 400. */
export function checkExpectations(
	expectations: readonly Expectation[],
	exchange: Exchange,
): readonly ExpectationResult[] {
	const saysStatus = expectations.some(({ kind }) => kind === 'status');
	const actual = `status is ${exchange.status}`;
	const success = saysStatus ? [] : [{ expectation: undefined, isMet: exchange.status < 400, actual }];
	const document = documentOf(exchange);
	return [
		...success,
		...expectations.map((expectation): ExpectationResult => {
			if (expectation.kind === 'status') {
				const isMet = expectation.statuses.some((one) => isStatus(exchange.status, one));
				return { expectation, isMet, actual };
			}
			const { subject, operator, value } = expectation;
			const found = valueOf(subject, exchange, document);
			return { expectation, isMet: holds(found, operator, value), actual: described(subject, found) };
		}),
	];
}

function isStatus(status: number, wanted: string): boolean {
	return wanted.endsWith('xx') ? String(status).startsWith(wanted.slice(0, 1)) : String(status) === wanted;
}

/** Parsed when it is asked for. */
function documentOf(exchange: Exchange): () => unknown {
	let known: { readonly value: unknown } | undefined;
	return () => (known ??= { value: parsed(bodyText(exchange) ?? '') }).value;
}

function parsed(text: string): unknown {
	try {
		return parseExactly(text.replace(/^\ufeff/, ''));
	} catch (error) {
		// No JSON: nothing is where a path leads.
		if (error instanceof SyntaxError) return undefined;
		throw error;
	}
}

function valueOf(subject: Subject, exchange: Exchange, document: () => unknown): unknown {
	switch (subject.kind) {
		case 'header':
			return headerOfExchange(exchange, subject.name);
		case 'path':
			return valueAtPath(document(), subject.path);
		case 'body': {
			const text = bodyText(exchange);
			return text === '' ? undefined : text;
		}
	}
}

function holds(found: unknown, operator: Operator, value: string | number | boolean | null): boolean {
	if (operator === 'exists') return found !== undefined;
	if (operator === 'missing') return found === undefined;
	if (found === undefined) return operator === '!=';
	switch (operator) {
		case '==':
			return isEqual(found, value);
		case '!=':
			return !isEqual(found, value);
		case 'contains':
			return Array.isArray(found) ? found.some((one) => isEqual(one, value)) : shown(found).includes(String(value));
		case 'startsWith':
			return shown(found).startsWith(String(value));
		case 'matches':
			return new RegExp(String(value)).test(shown(found));
		default:
			return compares(found, operator, value);
	}
}

/** Numbers by value, whatever their digits; a text is equal to what is written without quotes too. */
function isEqual(found: unknown, value: string | number | boolean | null): boolean {
	if (isRawNumber(found)) return found.rawJSON === String(value) || Number(found.rawJSON) === value;
	if (typeof found === 'string' && typeof value !== 'string') return found === String(value);
	return found === value;
}

function compares(found: unknown, operator: '<' | '<=' | '>' | '>=', value: string | number | boolean | null): boolean {
	const [a, b] = [isRawNumber(found) ? Number(found.rawJSON) : found, value];
	const order = typeof a === 'number' && typeof b === 'number' ? a - b : ordered(a, b);
	if (order === undefined || Number.isNaN(order)) return false;
	switch (operator) {
		case '<':
			return order < 0;
		case '<=':
			return order <= 0;
		case '>':
			return order > 0;
		case '>=':
			return order >= 0;
	}
}

/** Headers are text even where they are numbers; ISO 8601 dates are in order as text. */
function ordered(a: unknown, b: unknown): number | undefined {
	if (typeof a === 'string' && typeof b === 'number') return Number(a) - b;
	if (typeof a === 'string' && typeof b === 'string') return a < b ? -1 : a > b ? 1 : 0;
	return undefined;
}

function shown(value: unknown): string {
	if (typeof value === 'string') return value;
	return isRawNumber(value) ? value.rawJSON : (JSON.stringify(value) ?? '');
}

const MOST_SHOWN = 200;

function described(subject: Subject, found: unknown): string {
	if (subject.kind === 'body')
		return found === undefined ? 'there is no body' : `the body has ${shown(found).length} characters`;
	if (found === undefined)
		return subject.kind === 'header' ? `there is no header ${subject.name}` : 'there is no such value';
	const text = subject.kind === 'header' ? shown(found) : (JSON.stringify(found) ?? '');
	return `it is ${text.length > MOST_SHOWN ? `${text.slice(0, MOST_SHOWN)}…` : text}`;
}
