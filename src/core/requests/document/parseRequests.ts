/** Parses a request file: never throws, loses nothing, and each block only depends on its own text. */
import { foreignForm } from './foreignSyntax.ts';
import type { Place } from './foreignSyntax.ts';
import { bodyFile, directiveIn, headerIn, titleOf, variableIn } from './lineParts.ts';
import { lineParameters } from './queryParameters.ts';
import type {
	Directive,
	ForeignPart,
	HeaderLine,
	Part,
	QueryParameter,
	RequestBlock,
	RequestDocument,
	RequestLine,
	VariableLine,
} from './requestDocument.ts';
import { bodyOf } from './requestBody.ts';
import type { OpenPiece } from './requestBody.ts';
import { readRequestLine } from './requestLine.ts';
import { sourceLines, trimmedPart } from './sourceLines.ts';
import type { SourceLine } from './sourceLines.ts';

/** @param before  the same file as it was: blocks before the first change are taken from it */
export function parseRequests(text: string, before?: RequestDocument): RequestDocument {
	const blocks: RequestBlock[] = before === undefined ? [] : [...unchangedBlocks(text, before)];
	const first = text.startsWith('\ufeff') ? 1 : 0;
	const from = blocks.at(-1)?.end ?? 0;
	let open = new OpenBlock(text, from, undefined);
	for (const line of sourceLines(text, from)) {
		if (!line.text.startsWith('###')) {
			open.add(line);
			continue;
		}
		if (line.start > Math.max(first, from)) blocks.push(open.close(line.start));
		open = new OpenBlock(text, blocks.length === 0 ? 0 : line.start, line);
	}
	blocks.push(open.close(text.length));
	return { text, lineEnd: /\r?\n/.exec(text)?.[0] === '\r\n' ? '\r\n' : '\n', blocks };
}

/** Up to the last one that was not touched: the one behind it may have grown out of what was its end. */
function unchangedBlocks(text: string, before: RequestDocument): readonly RequestBlock[] {
	const changed = before.blocks.findIndex(
		({ start, end }) => end > text.length || before.text.slice(start, end) !== text.slice(start, end),
	);
	const count = changed === -1 ? before.blocks.length : changed;
	return before.blocks.slice(0, Math.max(0, count - 1));
}

class OpenBlock {
	readonly #text: string;
	readonly start: number;
	readonly separator: SourceLine | undefined;
	readonly #directives: Directive[] = [];
	readonly #comments: Part[] = [];
	readonly #variables: VariableLine[] = [];
	readonly #parameters: QueryParameter[] = [];
	readonly #addressLines: Part[] = [];
	readonly #headers: HeaderLine[] = [];
	readonly #foreign: ForeignPart[] = [];
	readonly #unknown: Part[] = [];
	readonly #body: OpenPiece[] = [];
	#request: RequestLine | undefined;
	#place: Place = 'head';
	/** What the last line of a foreign part looks like, while one is open. */
	#foreignEnd: RegExp | undefined;
	/** The line at which the text of the body was broken off last; text goes on only right behind it. */
	#textNext = -1;

	constructor(text: string, start: number, separator: SourceLine | undefined) {
		this.#text = text;
		this.start = start;
		this.separator = separator;
	}

	add(line: SourceLine): void {
		if (this.#addForeign(line) || this.#addComment(line)) return;
		switch (this.#place) {
			case 'head':
				this.#addToHead(line);
				return;
			case 'query':
			case 'headers':
				this.#addToRequest(line);
				return;
			case 'body':
				this.#addToBody(line);
		}
	}

	close(end: number): RequestBlock {
		const separator = this.separator;
		const request = this.#request;
		return {
			start: this.start,
			end,
			separator: separator === undefined ? undefined : { start: separator.start, end: separator.end },
			title: separator === undefined ? undefined : titleOf(separator),
			contentStart: separator?.next ?? (this.#text.startsWith('\ufeff') ? 1 : 0),
			directives: this.#directives,
			comments: this.#comments,
			variables: this.#variables,
			request:
				request === undefined || this.#addressLines.length === 0
					? request
					: {
							...request,
							end: this.#addressLines.at(-1)?.end ?? request.end,
							parameters: [...request.parameters, ...this.#parameters],
							lines: [...request.lines, ...this.#addressLines],
						},
			headers: this.#headers,
			body: bodyOf(this.#text, this.#body, this.#headers),
			foreign: this.#foreign,
			unknown: this.#unknown,
		};
	}

	#addForeign(line: SourceLine): boolean {
		const last = this.#foreign.at(-1);
		if (this.#foreignEnd !== undefined && last !== undefined) {
			this.#foreign[this.#foreign.length - 1] = { ...last, end: line.end };
			if (this.#foreignEnd.test(line.text)) this.#foreignEnd = undefined;
			return true;
		}
		const form = foreignForm(line, this.#place);
		if (form === undefined) return false;
		const { start, end } = trimmedPart(line);
		this.#foreign.push({ kind: form.kind, start, end });
		this.#foreignEnd = form.ends;
		return true;
	}

	/** Also within a body: neither REST Client nor httpYac sends such a line. */
	#addComment(line: SourceLine): boolean {
		const found = /^\s*(?:#|\/\/)/.exec(line.text);
		if (found === null) return false;
		const directive = directiveIn(line);
		if (directive === undefined) this.#comments.push(trimmedPart(line));
		else this.#directives.push(directive);
		return true;
	}

	#addToHead(line: SourceLine): void {
		if (line.text.trim() === '') return;
		const variable = variableIn(line);
		if (variable !== undefined) {
			this.#variables.push(variable);
			return;
		}
		this.#request = readRequestLine({ text: line.text, start: line.start, end: line.end });
		if (this.#request === undefined) this.#unknown.push(trimmedPart(line));
		else this.#place = 'query';
	}

	#addToRequest(line: SourceLine): void {
		if (line.text.trim() === '') {
			this.#place = 'body';
			return;
		}
		const parameters = this.#place === 'query' ? lineParameters(line) : undefined;
		if (parameters !== undefined) {
			this.#parameters.push(...parameters);
			this.#addressLines.push({ text: line.text, start: line.start, end: line.end });
			return;
		}
		this.#place = 'headers';
		const header = headerIn(line);
		if (header === undefined) this.#unknown.push(trimmedPart(line));
		else this.#headers.push(header);
	}

	#addToBody(line: SourceLine): void {
		const last = this.#body.at(-1);
		const file = bodyFile(line);
		if (file !== undefined) this.#body.push(file);
		else if (last?.kind === 'text' && this.#textNext === line.start)
			this.#body[this.#body.length - 1] = { ...last, end: line.end };
		else this.#body.push({ kind: 'text', start: line.start, end: line.end });
		this.#textNext = file === undefined ? line.next : -1;
	}
}
