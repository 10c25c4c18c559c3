/** Finds what is wrong with filters, in themselves, against the data, and as a set. */
import { checkFields } from './checkFields.ts';
import { checkOperator } from './checkOperator.ts';
import { checkSet } from './checkSet.ts';
import { checkStructure } from './checkStructure.ts';
import { checkTypes } from './checkTypes.ts';
import { checkValues } from './checkValues.ts';
import { operatorNamed } from './dialect.ts';
import type { Dialect } from './dialect.ts';
import { fieldOf, mainType } from './fieldIndex.ts';
import type { FieldIndex, FieldType } from './fieldIndex.ts';
import type { Finding } from './findings.ts';
import type { Filter, Parsed } from './syntax.ts';

export interface CheckOptions {
	readonly dialect: Dialect;
	/** What the data looks like; without it only the text itself is checked. */
	readonly index?: FieldIndex | undefined;
	/** IANA name of the user's zone, for moments that lack theirs. */
	readonly timeZone?: string | undefined;
}

/** Findings of one expression, in order of their place. */
export function check(parsed: Parsed, options: CheckOptions): readonly Finding[] {
	const { dialect, index, timeZone } = options;
	const { filter } = parsed;
	const { operator } = filter;
	const spec = operator.kind === 'operator' ? operatorNamed(dialect, operator.text) : undefined;
	// Most expressions are sound: one list for all, and nothing is made before there is something to say.
	const found: Finding[] = [];
	checkStructure(parsed, dialect, found);
	checkOperator(filter, spec, dialect, found);
	checkValues(parsed, spec, dialect, timeZone, found);
	checkTypes(filter, spec, dialect, heldBy(filter, index), found);
	checkFields(filter, dialect, index, found);
	return found.length < 2 ? found : found.sort((a, b) => a.start - b.start || a.end - b.end);
}

/** What the field holds, where the data tells. */
function heldBy({ field }: Filter, index: FieldIndex | undefined): FieldType | undefined {
	const facts = index === undefined || field.kind !== 'path' ? undefined : fieldOf(index, field.names);
	return facts === undefined ? undefined : mainType(facts);
}

/** Findings of an additive set, by expression: those of each, and those that only show together. */
export function checkAll(set: readonly Parsed[], options: CheckOptions): readonly (readonly Finding[])[] {
	const together = checkSet(set, options.dialect);
	return set.map((parsed, index) => [...check(parsed, options), ...(together[index] ?? [])]);
}

/** Whether the server would refuse or misread it. */
export function isRefused(findings: readonly Finding[]): boolean {
	return findings.some(({ severity }) => severity === 'error');
}
