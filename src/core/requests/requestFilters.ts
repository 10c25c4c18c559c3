/** Finds the filters in request files (`.http`): parameters `metadata` and `filter` of the address of each request. */
import type { Dialect } from '../filter/dialect.ts';
import type { Directive } from '../filter/filterFile.ts';
import { parse } from '../filter/parse.ts';
import { scan } from '../filter/scan.ts';
import type { Span } from '../filter/syntax.ts';
import type { FilterDocument, FilterSet, PlacedExpression } from '../filter/editing/filterDocument.ts';
import { decodedInPlace, percentWriter, readPercentText } from '../filter/editing/percentText.ts';
import { parseRequests } from './document/parseRequests.ts';
import { directiveWord } from './document/requestDocument.ts';
import type { Part, RequestBlock, RequestDocument } from './document/requestDocument.ts';

export function readRequestFile(text: string, dialect: Dialect): FilterDocument {
	return documentFilters(parseRequests(text), dialect);
}

export function documentFilters({ text, blocks }: RequestDocument, dialect: Dialect): FilterDocument {
	const sets = blocks.flatMap((block) => {
		const lines = block.request?.lines ?? [];
		const dataset = datasetOf(block);
		const expressions = lines.flatMap((line) => parametersOf(line, dataset, dialect));
		const last = expressions.at(-1);
		const [first] = lines;
		if (first === undefined || last === undefined) return [];
		const name = directiveWord(block, 'name');
		const set: FilterSet = { start: first.start, end: last.region.end, name, dataset, expressions };
		return [set];
	});
	return { text, dialect, form: 'request', sets };
}

/** `agency/properties` of `# @connection agency` and `{{base}}/properties/?…`; without the connection where none is named. */
function datasetOf(block: RequestBlock): Directive | undefined {
	const { address } = block.request ?? {};
	if (address === undefined) return undefined;
	const [, head = '', path = ''] =
		/^((?:https?:\/\/[^/?#\s]*|\{\{[^}]*\}\}|(?=\/)))\/+([A-Za-z][\w./-]*)/.exec(address.text) ?? [];
	if (path === '') return undefined;
	const trimmed = path.replace(/\/+$/, '');
	const start = address.start + address.text.indexOf(path, head.length);
	const name = trimmed.split(/\/+/).join('.');
	const connection = directiveWord(block, 'connection')?.text;
	const text = connection === undefined ? name : `${connection}/${name}`;
	return { text, start, end: start + trimmed.length };
}

function parametersOf(line: Part, dataset: Directive | undefined, dialect: Dialect): readonly PlacedExpression[] {
	const found: PlacedExpression[] = [];
	const decoded = decodedInPlace(line.text);
	const name = /(?<=[?&])(metadata|filter)(?:\[\d*\])?=/g;
	for (let match = name.exec(line.text); match !== null; match = name.exec(line.text)) {
		const start = match.index + match[0].length;
		const end = valueEnd(decoded, start, dialect);
		name.lastIndex = end;
		const parameter = { text: match[0].slice(0, -1), start: line.start + match.index, end: line.start + start - 1 };
		const expression = placed(line, parameter, { start, end }, dialect);
		if (isFilter(expression, match[1], dataset)) found.push(expression);
	}
	return found;
}

/** `filter` is a parameter of many services: only what begins like a filter, or goes to `/metadata/`, is one. */
function isFilter({ parsed }: PlacedExpression, name: string | undefined, dataset: Directive | undefined): boolean {
	// What a variable holds is known when the request is sent.
	if (parsed.text.includes('{{')) return false;
	return name === 'metadata' || /^\s*metadata\b/i.test(parsed.text) || /(?:^|\/)metadata$/.test(dataset?.text ?? '');
}

function placed(line: Part, parameter: Directive, { start, end }: Span, dialect: Dialect): PlacedExpression {
	const raw = line.text.slice(start, end);
	const span = { start: line.start + start, end: line.start + end };
	const { text, map, rawSigns } = readPercentText(raw, span.start, dialect);
	const indent = /^(\s*)[?&]/.exec(line.text.slice(0, start))?.[1];
	const isAtStart = indent !== undefined && parameter.start === line.start + indent.length + 1;
	return {
		start: span.start,
		end: line.start + start + raw.trimEnd().length,
		parsed: parse(text, dialect),
		map,
		region: span,
		write: percentWriter(raw),
		separator: `${isAtStart ? `\n${indent}` : ''}&${parameter.text}=`,
		parameter,
		rawSigns,
	};
}

/**
 * The next parameter begins at `&`; one within quotes is a mistake that is told, unless the quotes never close.
 *
 * @param line  decoded in place
 */
function valueEnd(line: string, start: number, dialect: Dialect): number {
	let from = start;
	for (;;) {
		const next = line.indexOf('&', from);
		if (next === -1) return line.length;
		const open = scan(line.slice(from, next), dialect).find(({ isClosed }) => isClosed === false);
		if (open === undefined) return next;
		const closed = closingQuote(line, from + open.start, dialect);
		if (closed === undefined) return next + Math.max(0, line.slice(next).search(/&[\w.[\]-]{1,60}=|$/));
		from = closed;
	}
}

/** Behind the text that opens at an offset; `undefined` where it never closes. */
function closingQuote(line: string, start: number, dialect: Dialect): number | undefined {
	const straight = dialect.escape === 'backslash' ? /'(?:[^'\\]|\\.)*'/y : /'(?:[^']|'')*'/y;
	const forms = [straight, /"(?:[^"]|"")*"/y, /[‘’‚‛][^‘’‚‛]*[‘’‚‛]/y, /[“”„‟][^“”„‟]*[“”„‟]/y];
	for (const form of forms) {
		form.lastIndex = start;
		if (form.test(line)) return form.lastIndex;
	}
	return undefined;
}
