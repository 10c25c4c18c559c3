/** Puts the body of a request together, and tells its language. */
import type { Span } from '../../filter/syntax.ts';
import type { BodyLanguage, BodyPiece, HeaderLine, RequestBody } from './requestDocument.ts';

/** A piece while the body is being read: how far its text goes is not known before the end. */
export type OpenPiece = (Span & { readonly kind: 'text' }) | Extract<BodyPiece, { kind: 'file' }>;

/** Blank lines before and behind it belong to no body. */
export function bodyOf(
	text: string,
	open: readonly OpenPiece[],
	headers: readonly HeaderLine[],
): RequestBody | undefined {
	const isFilled = (piece: OpenPiece): boolean => piece.kind === 'file' || shownSpan(text, piece) !== undefined;
	const [from, to] = [open.findIndex(isFilled), open.findLastIndex(isFilled)];
	const pieces = open.slice(from, to + 1).map((piece, nth): BodyPiece => {
		if (piece.kind === 'file') return piece;
		const shown = shownSpan(text, piece) ?? piece;
		const start = nth === 0 ? shown.start : piece.start;
		const end = from + nth === to ? shown.end : piece.end;
		return { kind: 'text', start, end, text: text.slice(start, end) };
	});
	const [first] = pieces;
	const last = pieces.at(-1);
	if (from === -1 || first === undefined || last === undefined) return undefined;
	const beginning = first.kind === 'text' ? first.text : '';
	return { start: first.start, end: last.end, pieces, language: bodyLanguage(headers, beginning) };
}

/** From the first to the last line that is not blank; `undefined` where all are. */
function shownSpan(text: string, { start, end }: Span): Span | undefined {
	const piece = text.slice(start, end);
	const blankEnd = /\S/.exec(piece)?.index;
	if (blankEnd === undefined) return undefined;
	const first = piece.lastIndexOf('\n', blankEnd) + 1;
	const tail = piece.slice(piece.trimEnd().length).search(/\r?\n/);
	return { start: start + first, end: tail === -1 ? end : start + piece.trimEnd().length + tail };
}

const BY_TYPE: readonly (readonly [RegExp, BodyLanguage])[] = [
	[/ndjson|jsonl|json-?lines|stream\+json/, 'ndjson'],
	[/[/+]json\b/, 'json'],
	[/html/, 'html'],
	[/[/+]xml\b/, 'xml'],
	[/x-www-form-urlencoded/, 'form'],
	[/^multipart\//, 'multipart'],
	[/graphql/, 'graphql'],
];

function bodyLanguage(headers: readonly HeaderLine[], beginning: string): BodyLanguage {
	const type = headers.find(({ name }) => name.text.toLowerCase() === 'content-type')?.value.text.toLowerCase();
	if (type !== undefined) return BY_TYPE.find(([pattern]) => pattern.test(type))?.[1] ?? 'text';
	return /^\s*[[{]/.test(beginning) ? 'json' : 'text';
}
