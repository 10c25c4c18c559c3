/** Which columns hold times, those first that say when a record was touched. */
import type { TableColumn } from '../table.ts';

/** Vendors' names for when a record was last touched, or made, the best first. */
const NAMES = [
	/^modificationtimestamp$/i,
	/^modified$/i,
	/^(?:modified|updated|changed|last_?(?:modified|updated|changed))(?:_?(?:at|on|date|time|timestamp))?$/i,
	/^created$/i,
	/^(?:created|inserted)(?:_?(?:at|on|date|time|timestamp))?$/i,
	/timestamp$/i,
	/(?:modif|updat|chang|creat)/i,
	/(?:date|time)/i,
];

/** Columns with times: those that say when a record was touched, then the others. */
export function timeColumns(columns: readonly TableColumn[]): readonly number[] {
	const rank = ({ name }: TableColumn): number => {
		const found = NAMES.findIndex((pattern) => pattern.test(name));
		return found < 0 ? NAMES.length : found;
	};
	return columns
		.map((column, nth) => ({ column, nth }))
		.filter(({ column }) => column.type === 'date' || column.type === 'datetime' || column.type === 'instant')
		.sort((a, b) => rank(a.column) - rank(b.column))
		.map(({ nth }) => nth);
}
