/** Columns that hold the key of another table's row, told by their names. Pure. */
import type { KnownTable } from './knownTables.ts';

/** What RESO calls an agent in other tables is a member in its own (`ListAgentKey` → `MemberKey`). */
const aliases: Readonly<Record<string, string>> = { MemberKey: 'AgentKey' };
/** Every table may have such a key: the name tells nothing. */
const tellsNothing = /^(?:id|key|uid|guid|name|code)$/i;

/** The columns of `from` by whose value a row of `to` is found: `deal_id`, `main_unit_id`, `ListOfficeKey`. */
export function keyColumns(from: KnownTable, to: KnownTable): readonly string[] {
	const [key, ...more] = to.key;
	if (from.dataset === to.dataset || key === undefined || more.length > 0 || tellsNothing.test(key)) return [];
	const names = [key, aliases[key] ?? key];
	// A key of its own tells of another table only by the same name: an incoming payment is no prescribed one.
	const isOwn = (column: string): boolean => from.key.length === 1 && from.key[0] === column && column !== key;
	return from.columns.filter((column) => !isOwn(column) && names.some((name) => endsWith(column, name)));
}

/** As a word of its own, in either way of writing names. */
function endsWith(column: string, name: string): boolean {
	if (column === name) return true;
	if (!column.endsWith(name)) return false;
	const before = column.charAt(column.length - name.length - 1);
	return before === '_' || (/[a-z0-9]/.test(before) && /[A-Z]/.test(name.charAt(0)));
}
