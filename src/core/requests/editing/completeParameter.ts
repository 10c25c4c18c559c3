/** Completes parameters of a query or a form: names, then what each may hold. */
import type { Span } from '../../filter/syntax.ts';
import type { CursorLine } from './completeRequest.ts';
import { parameterOf } from './api.ts';
import type { ApiOperation, ApiParameter } from './api.ts';
import { ODATA_FUNCTIONS, ODATA_OPERATORS } from './odataExpression.ts';
import { item } from './requestCompletion.ts';
import type { RequestCompletion, RequestCompletions } from './requestCompletion.ts';
import type { RequestPlace } from './requestPlace.ts';

/** In the query of a request: on its own line, or on one that begins with `?` or `&`. */
export function completeParameter(line: CursorLine, place: RequestPlace | undefined): RequestCompletions | undefined {
	const { operation } = place ?? {};
	if (operation?.parametersIn !== 'query' || !/^\s*[?&]|[?&]/.test(line.before)) return undefined;
	return parameterAt(line, operation);
}

/** @param operation  whose parameters are meant */
export function parameterAt(
	{ before, after, offset }: CursorLine,
	operation: ApiOperation,
): RequestCompletions | undefined {
	const [, name = '', equals, value = ''] = /(?:^\s*|[?&])([^?&=\s]*)(?:(=)([^&]*))?$/.exec(before) ?? [];
	if (equals === undefined) {
		const rest = /^[\w$.[\]-]*/.exec(after)?.[0] ?? '';
		const isFollowed = after.slice(rest.length).startsWith('=');
		const items = operation.parameters.map((one) => nameItem(one, isFollowed));
		return { replace: { start: offset - name.length, end: offset + rest.length }, items };
	}
	const parameter = parameterOf(operation, name);
	// Filters are completed as a language of their own.
	if (parameter === undefined || parameter.kind === 'filter') return undefined;
	if (parameter.kind === 'odata') return expressionAt(parameter, value, after, offset);
	return valuesAt(parameter, value, after, offset);
}

/** Fields first; operators and functions are few and known to whoever writes filters. */
function expressionAt(
	{ values = [] }: ApiParameter,
	value: string,
	after: string,
	offset: number,
): RequestCompletions | undefined {
	// Within a text nothing is known.
	if ((value.match(/'/g)?.length ?? 0) % 2 === 1) return undefined;
	const word = /[\w$]*$/.exec(value)?.[0] ?? '';
	const rest = /^[\w$]*/.exec(after)?.[0] ?? '';
	const fields = values.map(({ value: field }) => item('field', field));
	const operators = Object.entries(ODATA_OPERATORS).map(([text, detail]) => item('value', text, { detail }));
	const functions = Object.entries(ODATA_FUNCTIONS).map(([text, detail]) =>
		item('value', text, { detail, insertText: `${text}($0)`, isSnippet: true }),
	);
	return {
		replace: { start: offset - word.length, end: offset + rest.length },
		items: [...fields, ...operators, ...functions],
	};
}

function nameItem(
	{ name, kind, isRepeatable, isRequired, about }: ApiParameter,
	isFollowed: boolean,
): RequestCompletion {
	const marks = [kind, ...(isRepeatable ? ['may be repeated'] : []), ...(isRequired === true ? ['required'] : [])];
	return item('parameter', name, {
		detail: marks.join(', '),
		about: about ?? '',
		insertText: isFollowed ? name : `${name}=`,
		opensNext: !isFollowed,
	});
}

function valuesAt(
	parameter: ApiParameter,
	value: string,
	after: string,
	offset: number,
): RequestCompletions | undefined {
	const isList = parameter.kind === 'fields';
	const word = isList ? (/[^,\s]*$/.exec(value)?.[0] ?? '') : value;
	const rest = (isList ? /^[^,&\s]*/ : /^[^&\s]*/).exec(after)?.[0] ?? '';
	const replace: Span = { start: offset - word.length, end: offset + rest.length };
	const used = isList ? value.split(',').map((one) => one.trim()) : [];
	const items = valueItems(parameter).filter(({ label }) => !used.includes(label) || label === word);
	return items.length === 0 ? undefined : { replace, items };
}

function valueItems({ values, kind }: ApiParameter): readonly RequestCompletion[] {
	if (values !== undefined) return values.map(({ value, about }) => item('value', value, { detail: about ?? '' }));
	return kind === 'boolean' ? ['true', 'false'].map((value) => item('value', value)) : [];
}
