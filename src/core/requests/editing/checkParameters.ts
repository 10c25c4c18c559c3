/** Checks the parameters of a request against what its operation takes. */
import type { Part, RequestBlock } from '../document/requestDocument.ts';
import { dayProblem, instantProblem } from '../../sources/reapit/entities/dateForms.ts';
import { nearestName } from '../../sources/reapit/entities/nearestName.ts';
import { decodedValue } from '../resolve/queryEncoding.ts';
import { parameterOf } from './api.ts';
import type { ApiOperation, ApiParameter } from './api.ts';
import { formParameters } from './formParameters.ts';
import type { WrittenParameter } from './formParameters.ts';
import { odataWords } from './odataExpression.ts';
import { replacement, requestFinding } from './requestFindings.ts';
import type { RequestFinding } from './requestFindings.ts';
import type { RequestPlace } from './requestPlace.ts';

export function checkParameters(
	block: RequestBlock,
	{ api, connection }: RequestPlace,
	operation: ApiOperation,
): readonly RequestFinding[] {
	const inQuery: readonly WrittenParameter[] = block.request?.parameters ?? [];
	const inForm = formParameters(block);
	const isForm = operation.parametersIn === 'form';
	const written = isForm ? inForm : inQuery;
	const misplaced = isForm && inQuery.length > 0 ? misplacedFindings(inQuery) : [];
	const seen = new Set<string>();
	const found = written.flatMap((one): readonly RequestFinding[] => {
		if (one.name.text.includes('{{') || one.name.text === '') return [];
		const parameter = parameterOf(operation, one.name.text);
		if (parameter === undefined) return [unknownFinding(one.name, operation, api.unknownParameters === 'ignored')];
		const isTwice = seen.has(parameter.name) && !parameter.isRepeatable;
		seen.add(parameter.name);
		const twice = isTwice
			? [requestFinding('FH202', one.name, `${parameter.name} takes one value and stands here twice`)]
			: [];
		return [
			...twice,
			...valueFindings(one, parameter),
			...fieldFindings(one, parameter),
			...signFindings(one, parameter),
		];
	});
	// Whoever sends through a connection adds the login; all others have to say it themselves.
	const missing = operation.parameters
		.filter(({ isRequired, name }) => isRequired === true && !seen.has(name))
		.map(({ name }) => requestFinding('FH216', block.request?.address ?? block, `${operation.path} needs ${name}`));
	return [...misplaced, ...found, ...(connection === undefined && written.length === 0 ? [] : missing)];
}

function misplacedFindings(inQuery: readonly WrittenParameter[]): readonly RequestFinding[] {
	return inQuery.map(({ name }) =>
		requestFinding('FH215', name, `${name.text} is ignored here: Realpad reads its form, the body of the request`),
	);
}

function unknownFinding(name: Part, operation: ApiOperation, isIgnored: boolean): RequestFinding {
	const near = nearestName(
		name.text,
		operation.parameters.map((one) => one.name),
	);
	const what = isIgnored
		? `${operation.path} has no parameter ${name.text}: it would be ignored, and the answer wider than asked for`
		: `${operation.path} has no parameter ${name.text}`;
	if (near === undefined) return requestFinding('FH201', name, what);
	return requestFinding('FH201', name, `${what}. Did you mean ${near}?`, [
		replacement(`Change to ${near}`, name, near),
	]);
}

function valueFindings({ value, form }: WrittenParameter, parameter: ApiParameter): readonly RequestFinding[] {
	if (value === undefined || value.text.includes('{{')) return [];
	const text = form === 'address' ? decodedValue(value.text) : value.text.trim();
	const { values, isOpen, kind, name } = parameter;
	if (values !== undefined && isOpen !== true && !values.some((one) => one.value === text)) {
		const known = values.map((one) => one.value);
		const near = nearestName(text, known);
		const message = `${name} cannot be '${text}'`;
		if (near === undefined)
			return [requestFinding('FH203', value, `${message}: it takes ${known.slice(0, 20).join(', ')}`)];
		return [
			requestFinding('FH203', value, `${message}: did you mean '${near}'?`, [
				replacement(`Change to ${near}`, value, near),
			]),
		];
	}
	const problem = kindProblem(kind, text);
	return problem === undefined ? [] : [requestFinding('FH203', value, `${name} ${problem}`)];
}

function kindProblem(kind: ApiParameter['kind'], text: string): string | undefined {
	switch (kind) {
		case 'whole':
			return /^-?\d+$/.test(text) ? undefined : 'takes a whole number';
		case 'number':
			return /^-?\d+(?:\.\d+)?$/.test(text) ? undefined : 'takes a number such as 250000.50';
		case 'boolean':
			return text === 'true' || text === 'false' ? undefined : 'takes true or false';
		case 'date':
			return dayProblem(text);
		case 'instant':
			return instantProblem(text);
		default:
			return undefined;
	}
}

/** Fields of a list or an expression; a misspelt one is refused by the vendor, or widens the result. */
function fieldFindings(
	{ value, form }: WrittenParameter,
	{ kind, values = [], name }: ApiParameter,
): readonly RequestFinding[] {
	// Encoded text has other places than what it means; without metadata no field is known.
	if (value === undefined || values.length === 0 || (form === 'address' && /[%+]/.test(value.text))) return [];
	if (kind !== 'odata' && kind !== 'fields') return [];
	const known = new Set(values.map((one) => one.value));
	return odataWords(withoutNested(value.text), value.start).flatMap((word): readonly RequestFinding[] => {
		if (word.kind !== 'field' || known.has(word.text) || word.text.includes('{{')) return [];
		const near = nearestName(word.text, [...known]);
		const message = `${name} names ${word.text}, which is no field here`;
		if (near === undefined) return [requestFinding('FH203', word, message)];
		return [
			requestFinding('FH203', word, `${message}: did you mean ${near}?`, [
				replacement(`Change to ${near}`, word, near),
			]),
		];
	});
}

/** Options within an expanded relation, lambdas and variables speak of other fields; blanks of the same length stand for them. */
function withoutNested(text: string): string {
	return text.replaceAll(/\{\{[^}]*\}\}|[\w/]+\/(?:any|all)\([^)]*\)|(?<=\w)\(\$[^)]*\)/g, (part) =>
		' '.repeat(part.length),
	);
}

/** Filters have findings of their own for such signs (FH18x). */
function signFindings({ value, form }: WrittenParameter, { kind }: ApiParameter): readonly RequestFinding[] {
	if (value === undefined || form !== 'line' || kind === 'filter') return [];
	const signs = [...value.text.matchAll(/[&#+]|%(?![\da-f]{2})/gi)].map(([sign]) => sign);
	if (signs.length === 0 || value.text.includes('{{')) return [];
	const encoded = value.text.replaceAll(/[&#+]|%(?![\da-f]{2})/gi, (sign) => encodeURIComponent(sign));
	const message = `Other tools cut the value at & and #, or read + as a blank: ${[...new Set(signs)].join(' ')} is safer encoded`;
	return [requestFinding('FH213', value, message, [replacement('Percent-encode', value, encoded)])];
}
