/** The type of a criteria as the operators name it. */
import type { CriteriaType } from './dialect.ts';
import type { Literal } from './syntax.ts';

export function criteriaType({ type }: Literal): CriteriaType | undefined {
	if (type === 'date' || type === 'datetime') return 'datetime';
	return type === 'null' || type === 'unknown' ? undefined : type;
}
