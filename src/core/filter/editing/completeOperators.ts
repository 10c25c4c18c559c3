/** Offers the operators that a field can be asked with. */
import type { Dialect } from '../dialect.ts';
import { mainType } from '../fieldIndex.ts';
import type { FieldFacts } from '../fieldIndex.ts';
import { completion } from './completion.ts';
import type { FilterCompletion } from './completion.ts';
import { operatorHelp, operatorsFor } from './operatorHelp.ts';

/** @param isLast  whether nothing follows, so that a value comes next */
export function completeOperators(
	facts: FieldFacts | undefined,
	isLast: boolean,
	dialect: Dialect,
): readonly FilterCompletion[] {
	const type = facts === undefined ? undefined : mainType(facts);
	return operatorsFor(type, dialect).map((spec, nth) =>
		completion(nth, {
			label: spec.name,
			kind: 'operator',
			detail: spec.title,
			documentation: () => operatorHelp(spec),
			insertText: isLast ? `${spec.name} ` : spec.name,
			// Who types `>` or `contains` finds it as well.
			filterText: [spec.name, ...spec.aliases].join(' '),
			opensNext: isLast,
		}),
	);
}
