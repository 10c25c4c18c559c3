/** The outline of a document: its sets of filters, and the expressions in each. */
import { print } from '../print.ts';
import type { Span } from '../syntax.ts';
import type { FilterDocument, FilterSet } from './filterDocument.ts';

export interface FilterSymbol extends Span {
	readonly kind: 'set' | 'expression';
	readonly name: string;
	readonly detail: string;
	/** What is marked when it is gone to; within the symbol. */
	readonly selection: Span;
	readonly children: readonly FilterSymbol[];
}

export function symbolsOf({ sets, dialect }: FilterDocument): readonly FilterSymbol[] {
	return sets
		.filter(({ expressions }) => expressions.length > 0)
		.map((set, nth) => ({
			...spanOf(set),
			kind: 'set',
			name: set.name?.text || `filters ${nth + 1}`,
			detail: set.dataset?.text ?? '',
			selection: within(set.name, set) ?? firstOf(set),
			children: set.expressions.map(({ start, end, parsed }) => {
				const name = print(parsed, dialect).replaceAll(/\s+/g, ' ') || '(empty)';
				return { start, end, kind: 'expression' as const, name, detail: '', selection: { start, end }, children: [] };
			}),
		}));
}

function firstOf(set: FilterSet): Span {
	const [first] = set.expressions;
	return first === undefined ? spanOf(set) : { start: first.start, end: first.end };
}

function within(span: Span | undefined, outer: Span): Span | undefined {
	if (span === undefined || span.start < outer.start || span.end > outer.end) return undefined;
	return { start: span.start, end: span.end };
}

function spanOf({ start, end }: Span): Span {
	return { start, end };
}
