/** The filters that leave the rows which a link leads to, as somebody would write them above the columns. Pure. */
import type { ColumnFilter } from '../arrangement.ts';
import type { RowLink } from './rowLinks.ts';

export function linkFilters({ conditions }: RowLink): readonly ColumnFilter[] {
	return conditions.map(({ column, values }) => {
		const [first = '', ...more] = values.map((value) => `"${value.replaceAll('"', '""')}"`);
		return { column, text: more.length === 0 ? `= ${first}` : `in ${[first, ...more].join(', ')}` };
	});
}
