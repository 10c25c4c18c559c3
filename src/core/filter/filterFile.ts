/** Reads `.rfilter` files: blocks of lines, each block one additive set with a name and a dataset of its own. */
import type { Dialect } from './dialect.ts';
import { parse } from './parse.ts';
import { isComplete, print } from './print.ts';
import type { Parsed, Span } from './syntax.ts';

/** One expression within a file; its parts stand at `offset` + their own places. */
export interface FileExpression extends Span {
	readonly parsed: Parsed;
	readonly offset: number;
}

export interface FilterBlock extends Span {
	/** `# @name flats` */
	readonly name: Directive | undefined;
	/** `# @dataset agency/properties` */
	readonly dataset: Directive | undefined;
	readonly expressions: readonly FileExpression[];
}

export interface Directive extends Span {
	readonly text: string;
}

interface Line extends Span {
	readonly text: string;
}

/**
 * A blank line ends a block, an indented line continues the expression above it, a line that begins with `#` is a comment
 * or, with `@name` or `@dataset`, says something of its block.
 */
export function parseFilterFile(text: string, dialect: Dialect): readonly FilterBlock[] {
	const blocks: FilterBlock[] = [];
	let block: Line[] = [];
	for (const line of [...linesOf(text), undefined]) {
		if (line !== undefined && line.text.trim() !== '') block.push(line);
		else if (block.length > 0) {
			blocks.push(readBlock(text, block, dialect));
			block = [];
		}
	}
	return blocks;
}

/** The file with each complete expression printed, and everything else left as it is. */
export function formatFilterFile(text: string, dialect: Dialect): string {
	let formatted = '';
	let at = 0;
	for (const { start, end, parsed } of parseFilterFile(text, dialect).flatMap(({ expressions }) => expressions)) {
		formatted += text.slice(at, start) + (isComplete(parsed.filter) ? print(parsed, dialect) : text.slice(start, end));
		at = end;
	}
	return formatted + text.slice(at);
}

function readBlock(text: string, lines: readonly Line[], dialect: Dialect): FilterBlock {
	const directives = new Map<string, Directive>();
	const expressions: Span[] = [];
	let open: { start: number; end: number } | undefined;
	for (const line of lines) {
		if (line.text.startsWith('#')) {
			open = undefined;
			const [whole, name, value = ''] = /^#\s*@(name|dataset)\s+(.*?)\s*$/.exec(line.text) ?? [];
			if (whole === undefined || name === undefined) continue;
			const start = line.start + line.text.indexOf(value, line.text.indexOf(name) + name.length);
			directives.set(name, { text: value, start, end: start + value.length });
		} else if (/^\s/.test(line.text) && open !== undefined) open.end = line.end;
		else {
			open = { start: line.start, end: line.end };
			expressions.push(open);
		}
	}
	return {
		start: lines[0]?.start ?? 0,
		end: lines.at(-1)?.end ?? 0,
		name: directives.get('name'),
		dataset: directives.get('dataset'),
		expressions: expressions.map((span) => expressionAt(text, span, dialect)),
	};
}

/** The continuation form is for eyes: on the wire its line break and indent are one blank. */
function expressionAt(text: string, { start, end }: Span, dialect: Dialect): FileExpression {
	const joined = text.slice(start, end).replaceAll(/\r?\n[ \t]*/g, (found) => ' '.repeat(found.length));
	return { start, end: start + joined.trimEnd().length, offset: start, parsed: parse(joined.trimEnd(), dialect) };
}

function linesOf(text: string): readonly Line[] {
	const lines: Line[] = [];
	let start = 0;
	for (const part of text.split('\n')) {
		const shown = part.endsWith('\r') ? part.slice(0, -1) : part;
		lines.push({ text: shown, start, end: start + shown.length });
		start += part.length + 1;
	}
	return lines;
}
