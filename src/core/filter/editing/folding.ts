/** What of a filter file can be folded away: sets, and runs of comments. */
import type { Span } from '../syntax.ts';
import type { FilterDocument } from './filterDocument.ts';

export interface FilterFold extends Span {
	readonly kind: 'set' | 'comment';
}

/** Each goes over several lines; those of comments lie within those of sets. */
export function foldingOf(document: FilterDocument): readonly FilterFold[] {
	const { text, sets, form } = document;
	if (form !== 'file') return [];
	return sets.flatMap(({ start, end }) => {
		const runs = commentRuns(text, { start, end }).map((run): FilterFold => ({ ...run, kind: 'comment' }));
		const isAllComment = runs.length === 1 && runs[0]?.start === start && runs[0].end === end;
		const whole: FilterFold = { start, end, kind: 'set' };
		return text.slice(start, end).includes('\n') && !isAllComment ? [whole, ...runs] : runs;
	});
}

function commentRuns(text: string, { start, end }: Span): readonly Span[] {
	const runs: Span[] = [];
	let run: { start: number; end: number; lines: number } | undefined;
	let at = start;
	for (const line of text.slice(start, end).split('\n')) {
		const isComment = line.startsWith('#');
		const lineEnd = at + line.length - (line.endsWith('\r') ? 1 : 0);
		if (isComment && run !== undefined) {
			run.end = lineEnd;
			run.lines += 1;
		} else if (isComment) run = { start: at, end: lineEnd, lines: 1 };
		if ((!isComment || at + line.length >= end) && run !== undefined) {
			if (run.lines > 1) runs.push({ start: run.start, end: run.end });
			run = undefined;
		}
		at += line.length + 1;
	}
	return runs;
}
