/** What something in a request file means, for whoever points at it. Markdown. */
import type { Span } from '../../filter/syntax.ts';
import { code } from '../../filter/editing/markdown.ts';
import type { RequestBlock, RequestDocument } from '../document/requestDocument.ts';
import { blockAt, directiveWord } from '../document/requestDocument.ts';
import { variableReferences } from '../document/variableReferences.ts';
import { variableOf } from '../resolve/variables.ts';
import { parameterOf } from './api.ts';
import type { ApiParameter } from './api.ts';
import { fieldsAt, typeText } from './completeBody.ts';
import { directiveAbout } from './completeDirective.ts';
import { formParameters } from './formParameters.ts';
import { jsonPlace } from './jsonPlace.ts';
import type { RequestKnowledge } from './requestKnowledge.ts';
import { requestPlace } from './requestPlace.ts';
import type { RequestPlace } from './requestPlace.ts';

export interface RequestHover extends Span {
	readonly markdown: string;
}

export function hoverRequest(
	document: RequestDocument,
	offset: number,
	knowledge: RequestKnowledge,
): RequestHover | undefined {
	const block = blockAt(document, offset);
	if (block === undefined) return undefined;
	const place = requestPlace(document, block, knowledge);
	return (
		variableHover(document, block, offset, knowledge) ??
		directiveHover(block, offset) ??
		parameterHover(block, offset, place) ??
		pathHover(block, offset, place) ??
		fieldHover(document, block, offset, place)
	);
}

function covers({ start, end }: Span, offset: number): boolean {
	return offset >= start && offset <= end;
}

function variableHover(
	document: RequestDocument,
	block: RequestBlock,
	offset: number,
	{ connections, environmentVariables }: RequestKnowledge,
): RequestHover | undefined {
	const references = variableReferences(document.text.slice(block.start, block.end), block.start);
	const found = references.find((reference) => covers(reference, offset));
	if (found === undefined) return undefined;
	const { name, kind, start, end } = found;
	if (kind === 'environment')
		return { start, end, markdown: `${code(name.text)} of the process's environment, read when the request is sent.` };
	const line = variableOf(document, block, name.text);
	if (line !== undefined) return { start, end, markdown: `${code(name.text)} = ${code(line.value.text)}` };
	if (environmentVariables.includes(name.text))
		return { start, end, markdown: `${code(name.text)} of the chosen environment.` };
	const connection = connections?.find((one) => one.name === directiveWord(block, 'connection')?.text);
	const value = connection?.variables[name.text];
	return value === undefined
		? undefined
		: { start, end, markdown: `${code(name.text)} of ${connection?.name}: ${code(value)}` };
}

function directiveHover({ directives }: RequestBlock, offset: number): RequestHover | undefined {
	const found = directives.find(({ name }) => covers(name, offset));
	const markdown = found === undefined ? undefined : directiveAbout(found.name.text);
	return found === undefined || markdown === undefined
		? undefined
		: { start: found.name.start, end: found.name.end, markdown };
}

function parameterHover(
	block: RequestBlock,
	offset: number,
	place: RequestPlace | undefined,
): RequestHover | undefined {
	const { operation } = place ?? {};
	if (operation === undefined) return undefined;
	const written = operation.parametersIn === 'form' ? formParameters(block) : (block.request?.parameters ?? []);
	const found = written.find(({ name }) => covers(name, offset));
	const parameter = found === undefined ? undefined : parameterOf(operation, found.name.text);
	return found === undefined || parameter === undefined
		? undefined
		: { start: found.name.start, end: found.name.end, markdown: parameterText(parameter) };
}

const MOST_SHOWN = 30;

function parameterText({ name, kind, isRepeatable, values, about }: ApiParameter): string {
	const shown = values
		?.slice(0, MOST_SHOWN)
		.map((one) => code(one.value))
		.join(', ');
	const more = (values?.length ?? 0) > MOST_SHOWN ? ', …' : '';
	return [
		`**${name}** (${kind}${isRepeatable ? ', may be repeated' : ''})`,
		about,
		shown === undefined || shown === '' ? undefined : `One of ${shown}${more}`,
	]
		.filter((text) => text !== undefined && text !== '')
		.join('\n\n');
}

function pathHover(
	{ request }: RequestBlock,
	offset: number,
	place: RequestPlace | undefined,
): RequestHover | undefined {
	if (request === undefined || place === undefined || place.operations.length === 0 || !covers(request.address, offset))
		return undefined;
	const lines = place.operations.map(({ method, path, about }) => `- ${code(`${method} ${path}`)}: ${about}`);
	return { start: request.address.start, end: request.address.end, markdown: lines.join('\n') };
}

function fieldHover(
	document: RequestDocument,
	{ body }: RequestBlock,
	offset: number,
	place: RequestPlace | undefined,
): RequestHover | undefined {
	const model = place?.operation?.body;
	if (body === undefined || model === undefined || body.language !== 'json' || !covers(body, offset)) return undefined;
	const text = document.text.slice(body.start, body.end);
	const name = [...text.matchAll(/"((?:[^"\\\n]|\\.)*)"(?=\s*:)/g)].find(({ index, 0: quoted }) =>
		covers({ start: body.start + index, end: body.start + index + quoted.length }, offset),
	);
	if (name === undefined) return undefined;
	const fieldPlace = jsonPlace(text, name.index + 1);
	const field = fieldPlace === undefined ? undefined : fieldsAt(model, fieldPlace.path)?.[name[1] ?? ''];
	if (field === undefined) return undefined;
	const marks = [
		typeText(field),
		...(field.required === true ? ['required'] : []),
		...(field.readonly === true ? ['set by Reapit'] : []),
	];
	const values =
		field.enum === undefined ? [] : [`One of ${field.enum.map((value) => code(String(value))).join(', ')}`];
	const markdown = [
		`**${name[1]}** (${marks.join(', ')})`,
		...(field.description === undefined ? [] : [field.description]),
		...values,
	].join('\n\n');
	return { start: body.start + name.index, end: body.start + name.index + name[0].length, markdown };
}
