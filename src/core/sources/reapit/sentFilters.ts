/** Metadata filters on their way to the server. */
import type { FreeholdError } from '../../errors.ts';
import { checkAll } from '../../filter/check.ts';
import { reapitDialect } from '../../filter/dialect.ts';
import { parse } from '../../filter/parse.ts';
import { wire } from '../../filter/print.ts';

/**
 * As the server takes them: what it is known to refuse is refused here, what it is known to stumble over is put right.
 *
 * @param refuse  makes the error for a filter that cannot be sent
 */
export function sentFilters(
	expressions: readonly string[],
	refuse: (filter: string, why: string, next: string) => FreeholdError,
): readonly string[] {
	const parsed = expressions.map((expression) => parse(expression, reapitDialect));
	const found = checkAll(parsed, { dialect: reapitDialect });
	for (const [at, findings] of found.entries()) {
		const error = findings.find(({ severity }) => severity === 'error');
		if (error === undefined) continue;
		const [fix] = error.fixes;
		const next = fix === undefined ? `See what ${error.code} means: freehold filter check` : fix.title;
		throw refuse(expressions[at] ?? '', error.message, next);
	}
	return wire(parsed, reapitDialect);
}
