/** One row as it is now, by its key. */
import type { ReplicaReader } from '../replica/reader.ts';

export function currentRow(
	reader: ReplicaReader,
	dataset: string,
	key: string,
): Readonly<Record<string, unknown>> | undefined {
	const columns = reader.states().find((state) => state.dataset === dataset)?.keyColumns ?? [];
	if (columns.length === 0) return undefined;
	const condition = columns.map((column) => `${quoted(column)} = ?`).join(' AND ');
	// Composite keys are told as a JSON array (replica contract).
	const params = columns.length === 1 ? [key] : (JSON.parse(key) as string[]);
	const found = reader.query(`SELECT * FROM ${quoted(dataset)} WHERE ${condition}`, { limit: 1, params });
	const [row] = found.rows;
	return row === undefined ? undefined : Object.fromEntries(found.columns.map((name, i) => [name, row[i]]));
}

function quoted(name: string): string {
	return `"${name.replaceAll('"', '""')}"`;
}
