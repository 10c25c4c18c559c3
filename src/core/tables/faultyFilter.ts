/** Which filter of an arrangement is to blame where it cannot be read. */
import { FreeholdError } from '../errors.ts';
import { rowCondition } from './arrangement.ts';
import type { Arrangement } from './arrangement.ts';
import type { SqlTable } from './table.ts';

/** @returns the column of the filter, `where` for the expressions; `undefined` where all can be read */
export function faultyFilter(table: SqlTable, { filters, where }: Arrangement): number | 'where' | undefined {
	const isReadable = (part: Pick<Arrangement, 'filters' | 'where'>): boolean => {
		try {
			rowCondition(table, { orders: [], ...part });
			return true;
		} catch (error) {
			if (FreeholdError.is(error)) return false;
			throw error;
		}
	};
	const faulty = filters.find((filter) => !isReadable({ filters: [filter] }));
	return faulty?.column ?? (isReadable({ filters: [], where }) ? undefined : 'where');
}
