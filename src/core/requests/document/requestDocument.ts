/** What a request file (`.http`) says, every part with its place in the text. Nothing is resolved or judged here. */
import type { Span } from '../../filter/syntax.ts';

/** A piece of the file: `text` is what stands from `start` to `end`. */
export interface Part extends Span {
	readonly text: string;
}

/** `# @connection agency`, `// @expect 200`: the line without what is blank around it. */
export interface Directive extends Span {
	readonly name: Part;
	readonly value: Part | undefined;
}

/** `@base = https://platform.reapit.cloud` */
export interface VariableLine extends Span {
	readonly name: Part;
	/** Empty, behind the `=`, where nothing is written yet. */
	readonly value: Part;
}

export interface QueryParameter extends Span {
	/**
	 * `address`: on the request's own line, written as addresses are (`%26`, `+` for a blank); `line`: on a line of its own,
	 * where signs stand for themselves.
	 */
	readonly form: 'address' | 'line';
	readonly name: Part;
	/** `undefined` where there is no `=`. */
	readonly value: Part | undefined;
}

export interface RequestLine extends Span {
	/** Absent means GET. */
	readonly method: Part | undefined;
	/** Up to the first `?`: `{{base}}/properties/`. */
	readonly address: Part;
	readonly parameters: readonly QueryParameter[];
	/** `HTTP/1.1` */
	readonly version: Part | undefined;
	/** The line with the method, then those that go on with its query; each whole. */
	readonly lines: readonly Part[];
}

export interface HeaderLine extends Span {
	readonly name: Part;
	readonly value: Part;
}

export type BodyPiece =
	| (Part & { readonly kind: 'text' })
	/** `< ./photo.jpg`; with `<@` the file may hold variables. */
	| (Span & {
			readonly kind: 'file';
			readonly path: Part;
			readonly hasVariables: boolean;
			/** `latin1` of `<@latin1` */
			readonly encoding: string | undefined;
	  });

export type BodyLanguage = 'json' | 'ndjson' | 'xml' | 'html' | 'form' | 'multipart' | 'graphql' | 'text';

/** From its first to its last line that is not blank. Comments and what only other tools know are not among the pieces. */
export interface RequestBody extends Span {
	readonly pieces: readonly BodyPiece[];
	/** By the `content-type` of the request; JSON where there is none and it begins like it. */
	readonly language: BodyLanguage;
}

/** What one other tool knows and not all do; it is left alone and not sent. */
export interface ForeignPart extends Span {
	readonly kind: 'script' | 'assertion' | 'redirection' | 'addressLine' | 'variable' | 'headers';
}

/** What stands between two `###`. */
export interface RequestBlock extends Span {
	/** The line that begins with `###`; only the first block may have none. */
	readonly separator: Span | undefined;
	readonly title: Part | undefined;
	/** Where its first line behind the separator begins. */
	readonly contentStart: number;
	readonly directives: readonly Directive[];
	/** Lines of comments that are no directives. */
	readonly comments: readonly Part[];
	readonly variables: readonly VariableLine[];
	readonly request: RequestLine | undefined;
	readonly headers: readonly HeaderLine[];
	readonly body: RequestBody | undefined;
	readonly foreign: readonly ForeignPart[];
	/** Lines that are nothing of the above. */
	readonly unknown: readonly Part[];
}

export interface RequestDocument {
	readonly text: string;
	/** What its lines end with: that of the first one. */
	readonly lineEnd: '\n' | '\r\n';
	/** At least one; they cover the text without gaps. */
	readonly blocks: readonly RequestBlock[];
}

/** Directives that mean something to Freehold. Other tools take them for comments. */
export const DIRECTIVES = ['name', 'connection', 'source', 'type', 'limit', 'expect', 'note'] as const;

export type DirectiveName = (typeof DIRECTIVES)[number];

/** The first directive of a name that says something. */
export function directiveOf({ directives }: RequestBlock, name: DirectiveName): Part | undefined {
	return directives.find((one) => one.name.text === name && one.value !== undefined)?.value;
}

/** The first word of what a directive says: a name of a connection, a type. */
export function directiveWord(block: RequestBlock, name: DirectiveName): Part | undefined {
	const value = directiveOf(block, name);
	const word = value === undefined ? undefined : /^\S+/.exec(value.text)?.[0];
	if (value === undefined || word === undefined) return undefined;
	return { text: word, start: value.start, end: value.start + word.length };
}

/** All values of a directive that may be repeated (`@expect`). */
export function directivesOf({ directives }: RequestBlock, name: DirectiveName): readonly Part[] {
	return directives.flatMap((one) => (one.name.text === name ? (one.value ?? []) : []));
}

/** As people and messages call a request: its `@name`, else its title, else its place in the file. */
export function blockName(document: RequestDocument, block: RequestBlock): string {
	const given = directiveOf(block, 'name')?.text ?? block.title?.text;
	if (given !== undefined) return given;
	const { method, address } = block.request ?? {};
	return address === undefined
		? `block ${document.blocks.indexOf(block) + 1}`
		: `${method?.text.toUpperCase() ?? 'GET'} ${address.text}`;
}

/** The block that an offset stands in. */
export function blockAt({ blocks }: RequestDocument, offset: number): RequestBlock | undefined {
	let low = 0;
	let high = blocks.length - 1;
	while (low < high) {
		const middle = (low + high + 1) >> 1;
		const block = blocks[middle];
		if (block !== undefined && block.start <= offset) low = middle;
		else high = middle - 1;
	}
	return blocks[low];
}
