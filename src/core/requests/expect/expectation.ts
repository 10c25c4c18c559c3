/** What a request expects of its answer: `# @expect 200`, `# @expect header content-type contains json`. */
import { directivesOf } from '../document/requestDocument.ts';
import type { Part, RequestBlock, RequestDocument } from '../document/requestDocument.ts';
import { RequestProblem } from '../requestProblem.ts';
import { blockName } from '../document/requestDocument.ts';
import { parseJsonPath } from './jsonPath.ts';
import type { PathStep } from './jsonPath.ts';

export const OPERATORS = [
	'==',
	'!=',
	'<=',
	'>=',
	'<',
	'>',
	'contains',
	'startsWith',
	'matches',
	'exists',
	'missing',
] as const;

export type Operator = (typeof OPERATORS)[number];

export type Subject =
	| { readonly kind: 'header'; readonly name: string }
	/** Of a JSON body. */
	| { readonly kind: 'path'; readonly path: readonly PathStep[] }
	/** The body as text. */
	| { readonly kind: 'body' };

export type Expectation = Part &
	(
		| {
				readonly kind: 'status';
				/** `200`, `2xx`: any of them. */
				readonly statuses: readonly string[];
		  }
		| {
				readonly kind: 'comparison';
				readonly subject: Subject;
				readonly operator: Operator;
				/** A JSON value, or the text as it stands there; of no meaning with `exists` and `missing`. */
				readonly value: string | number | boolean | null;
		  }
	);

/** Those of a block. @throws RequestProblem for one that says nothing known */
export function expectationsOf(document: RequestDocument, block: RequestBlock): readonly Expectation[] {
	return directivesOf(block, 'expect').map((part) => {
		const expectation = parseExpectation(part);
		if (expectation !== undefined) return expectation;
		throw new RequestProblem('badDirective', part, document.text, {
			what: `${blockName(document, block)} was not sent`,
			why: `'@expect ${part.text}' says nothing known`,
			next:
				'Write `200`, `status 2xx`, `header NAME OP VALUE`, `body OP VALUE` or `body.$.path OP VALUE`; OP is one of ' +
				OPERATORS.join(' '),
		});
	});
}

/** `undefined` where the text says nothing known. */
export function parseExpectation(part: Part): Expectation | undefined {
	const { text } = part;
	const statuses = /^(?:status\s+(?:==?\s*)?)?(\d(?:\d\d|xx)(?:\s*,\s*\d(?:\d\d|xx))*)$/i.exec(text)?.[1];
	if (statuses !== undefined) return { ...part, kind: 'status', statuses: statuses.toLowerCase().split(/\s*,\s*/) };
	const header = /^header\s+([!#$%&'*+\-.^`|~\w]+)(.*)$/is.exec(text);
	if (header !== null)
		return comparison(part, { kind: 'header', name: (header[1] ?? '').toLowerCase() }, header[2] ?? '');
	const body = /^body(?:\s*\.?\s*(\$(?:\.[\w@$-]+|\[[^\]]*\])*))?(?=\s|$)(.*)$/is.exec(text);
	if (body === null) return undefined;
	const path = body[1] === undefined ? undefined : parseJsonPath(body[1]);
	if (body[1] !== undefined && path === undefined) return undefined;
	return comparison(part, path === undefined ? { kind: 'body' } : { kind: 'path', path }, body[2] ?? '');
}

function comparison(part: Part, subject: Subject, rest: string): Expectation | undefined {
	const text = rest.trim();
	// What is only named is to be there.
	if (text === '') return { ...part, kind: 'comparison', subject, operator: 'exists', value: null };
	const written = text.startsWith('=') && !text.startsWith('==') ? `=${text}` : text;
	const operator = OPERATORS.find((one) =>
		/^\w/.test(one) ? new RegExp(`^${one}(?:\\s|$)`, 'i').test(written) : written.startsWith(one),
	);
	if (operator === undefined) return undefined;
	const value = written.slice(operator.length).trim();
	const isAlone = operator === 'exists' || operator === 'missing';
	if (isAlone === (value !== '')) return undefined;
	if (operator === 'matches' && !isPattern(value)) return undefined;
	return { ...part, kind: 'comparison', subject, operator, value: operator === 'matches' ? value : valueOf(value) };
}

/** A number or word of JSON, a text in quotes, or the text as it is. */
function valueOf(text: string): string | number | boolean | null {
	if (/^'.*'$/s.test(text)) return text.slice(1, -1);
	try {
		const value: unknown = JSON.parse(text);
		if (typeof value !== 'object' || value === null) return value as string | number | boolean | null;
	} catch (error) {
		if (!(error instanceof SyntaxError)) throw error;
	}
	return text;
}

function isPattern(text: string): boolean {
	try {
		new RegExp(text);
		return true;
	} catch {
		// Told as a directive that says nothing.
		return false;
	}
}
