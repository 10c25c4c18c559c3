/** Cuts a query into parameters: that of an address at each `&`; that of a line of its own only where one is meant. */
import type { Part, QueryParameter } from './requestDocument.ts';
import { partOf } from './sourceLines.ts';

/** Of the request's own line, where `&` always separates. @param from  behind the `?` */
export function addressParameters(line: Part, from: number, to: number): readonly QueryParameter[] {
	return pieces(line.text, from, to, () => true).map(([start, end]) => parameter(line, start, end, 'address'));
}

/** Of a line that begins with `?` or `&`; `undefined` where it does not. */
export function lineParameters(line: Part): readonly QueryParameter[] | undefined {
	const [lead] = /^\s*[?&]/.exec(line.text) ?? [];
	if (lead === undefined) return undefined;
	const to = line.text.trimEnd().length;
	let quoted: ReturnType<typeof quotedSpans> | undefined;
	const separates = (at: number): boolean =>
		!(quoted ??= quotedSpans(line.text)).some(([start, end]) => at > start && at < end) &&
		NEXT.test(line.text.slice(at + 1, at + 1 + LONGEST_NAME));
	return pieces(line.text, lead.length, to, separates).map(([start, end]) => parameter(line, start, end, 'line'));
}

/** What follows an `&` that separates: a name with `=`, a bare name that ends the parameter, or nothing. */
const NEXT = /^(?:[$\w.%{}[\]-]+(?:=|&|\s*$)|\s*$)/;
const LONGEST_NAME = 200;

/** `'B&B + Co'`: what is quoted is one value. A quote opens where a value or an item of a list begins. */
function quotedSpans(text: string): readonly (readonly [start: number, end: number])[] {
	return [...text.matchAll(/(?<=[=\s,(])(?:'(?:[^'\\]|\\.|'')*'|"[^"]*")/g)].map(
		({ index, 0: quoted }) => [index, index + quoted.length - 1] as const,
	);
}

function pieces(
	text: string,
	from: number,
	to: number,
	separates: (at: number) => boolean,
): readonly (readonly [start: number, end: number])[] {
	const found: (readonly [number, number])[] = [];
	let start = from;
	for (let at = text.indexOf('&', from); at !== -1 && at < to; at = text.indexOf('&', at + 1)) {
		if (!separates(at)) continue;
		found.push([start, at]);
		start = at + 1;
	}
	found.push([start, to]);
	return found.filter(([begin, end]) => end > begin);
}

function parameter(line: Part, from: number, to: number, form: QueryParameter['form']): QueryParameter {
	const equals = equalsSign(line.text, from, to);
	return {
		start: line.start + from,
		end: line.start + to,
		form,
		name: partOf(line, from, equals ?? to),
		value: equals === undefined ? undefined : partOf(line, equals + 1, to),
	};
}

function equalsSign(text: string, from: number, to: number): number | undefined {
	const at = text.indexOf('=', from);
	return at === -1 || at >= to ? undefined : at;
}
