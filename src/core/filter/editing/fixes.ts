/** Mends a document: one finding at a time, or all that are certain at once. */
import type { Edit, Fix } from '../findings.ts';
import type { Span } from '../syntax.ts';
import { diagnose } from './diagnose.ts';
import type { DocumentFinding } from './documentFinding.ts';
import type { FilterDocument } from './filterDocument.ts';
import type { FilterKnowledge } from './knowledge.ts';

export interface OfferedFix extends Fix {
	readonly finding: DocumentFinding;
}

/** A fix may uncover the next finding; a text that does not settle is left as it is then. */
const mostRounds = 20;

/** Fixes of everything that is found within a span, or at it. */
export function fixesAt(document: FilterDocument, span: Span, knowledge: FilterKnowledge): readonly OfferedFix[] {
	return diagnose(document, knowledge)
		.filter(({ start, end }) => start <= span.end && end >= span.start)
		.flatMap((finding) => finding.fixes.map((fix) => ({ ...fix, finding })));
}

/**
 * The text with every preferred fix applied, again and again until nothing is left to mend.
 *
 * @param read  how the text is read: as a file, an expression, a file of another language
 */
export function fixAll(text: string, read: (text: string) => FilterDocument, knowledge: FilterKnowledge): string {
	const seen = new Set([text]);
	let fixed = text;
	for (let round = 0; round < mostRounds; round += 1) {
		const edits = preferredEdits(read(fixed), knowledge);
		if (edits.length === 0) return fixed;
		fixed = applyEdits(fixed, edits);
		if (seen.has(fixed)) return text;
		seen.add(fixed);
	}
	return text;
}

/** One round of the preferred fixes that do not touch each other, in order. */
export function preferredEdits(document: FilterDocument, knowledge: FilterKnowledge): readonly Edit[] {
	const taken: Edit[] = [];
	for (const { fixes } of diagnose(document, knowledge)) {
		const fix = fixes.find(({ isPreferred }) => isPreferred === true);
		if (fix === undefined || fix.edits.some((edit) => taken.some((other) => touches(edit, other)))) continue;
		taken.push(...fix.edits);
	}
	return taken.sort((a, b) => a.start - b.start);
}

export function applyEdits(text: string, edits: readonly Edit[]): string {
	let applied = '';
	let at = 0;
	for (const { start, end, text: inserted } of [...edits].sort((a, b) => a.start - b.start)) {
		applied += text.slice(at, start) + inserted;
		at = end;
	}
	return applied + text.slice(at);
}

function touches(a: Span, b: Span): boolean {
	return a.start <= b.end && b.start <= a.end;
}
