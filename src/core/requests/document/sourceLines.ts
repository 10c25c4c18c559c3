/** Cuts a text into lines that know where they stand; CRLF and LF, in one file too. */
import type { Part } from './requestDocument.ts';

export interface SourceLine extends Part {
	/** Where the next line begins. */
	readonly next: number;
}

/** @param from  where a line begins */
export function* sourceLines(text: string, from = 0): Generator<SourceLine> {
	// A byte order mark belongs to no line.
	let start = from === 0 && text.startsWith('\ufeff') ? 1 : from;
	while (start < text.length) {
		const found = text.indexOf('\n', start);
		const next = found === -1 ? text.length : found + 1;
		const last = found === -1 ? text.length : found;
		const end = found !== -1 && last > start && text.charAt(last - 1) === '\r' ? last - 1 : last;
		yield { text: text.slice(start, end), start, end, next };
		start = next;
	}
}

/** A part of a line by its place within it. */
export function partOf(line: Part, from: number, to: number): Part {
	return { text: line.text.slice(from, to), start: line.start + from, end: line.start + to };
}

/** The line without what is blank around it. */
export function trimmedPart(line: Part): Part {
	const from = line.text.length - line.text.trimStart().length;
	return partOf(line, from, Math.max(from, line.text.trimEnd().length));
}
