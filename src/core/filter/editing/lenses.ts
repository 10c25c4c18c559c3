/** Which lenses stand above a set of filters; how many records match is asked for separately. */
import { isRefused, checkAll } from '../check.ts';
import { isComplete, wire } from '../print.ts';
import type { Span } from '../syntax.ts';
import type { FilterDocument, FilterSet } from './filterDocument.ts';

export type LensKind = 'matches' | 'run' | 'copyAddress' | 'openInGrid' | 'chooseDataset';

export interface FilterLens extends Span {
	readonly kind: LensKind;
	readonly set: FilterSet;
	/** As the server takes them. */
	readonly expressions: readonly string[];
	readonly dataset: string | undefined;
}

/** Sets that are not complete have none: there is nothing to count. */
export function lensesOf(document: FilterDocument): readonly FilterLens[] {
	return document.sets.flatMap((set) => {
		const parsed = set.expressions.map((expression) => expression.parsed);
		const [first] = set.expressions;
		if (first === undefined || !parsed.every(({ filter }) => isComplete(filter))) return [];
		const expressions = wire(parsed, document.dialect);
		const span = { start: set.start, end: first.end };
		const isSendable = !checkAll(parsed, { dialect: document.dialect }).some(isRefused);
		return kindsFor(set, isSendable).map((kind) => ({ ...span, kind, set, expressions, dataset: set.dataset?.text }));
	});
}

function kindsFor({ dataset }: FilterSet, isSendable: boolean): readonly LensKind[] {
	if (dataset === undefined) return ['chooseDataset'];
	return isSendable ? ['matches', 'run', 'copyAddress', 'openInGrid'] : ['matches', 'openInGrid'];
}
