/** What is said of a filter while it is typed into a box: the worst that is wrong with it, otherwise what it selects. */
import { reapitDialect } from '../../core/filter/dialect.ts';
import { diagnose } from '../../core/filter/editing/diagnose.ts';
import { readExpression } from '../../core/filter/editing/filterDocument.ts';
import type { FilterKnowledge } from '../../core/filter/editing/knowledge.ts';
import { explain } from '../../core/filter/explain.ts';
import type { Severity } from '../../core/filter/findings.ts';

export interface TriedText {
	readonly message: string;
	readonly severity: Severity;
}

const ORDER: readonly Severity[] = ['error', 'warning', 'information'];

/** @param target  `agency/properties` */
export function triedText(text: string, target: string, knowledge: FilterKnowledge): TriedText {
	const filters = readExpression(text, reapitDialect, target);
	const [worst] = diagnose(filters, knowledge).toSorted(
		(a, b) => ORDER.indexOf(a.severity) - ORDER.indexOf(b.severity),
	);
	if (worst?.severity === 'error') return { message: `${worst.code}: ${worst.message}`, severity: 'error' };
	const parsed = filters.sets.flatMap(({ expressions }) => expressions.map((one) => one.parsed.filter));
	const says = explain(parsed, reapitDialect);
	if (worst === undefined) return { message: says, severity: 'information' };
	return { message: `${worst.message} (${worst.code}). ${says}`, severity: worst.severity };
}
