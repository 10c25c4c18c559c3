/** Texts on their way out of SQLite: long ones are cut before they leave it, and none ends at a NUL. */
import type { SQLOutputValue } from 'node:sqlite';

/**
 * SQL of a text of which no more is read than can be told to be longer; bytes where it was cut or holds a NUL, at which
 * older Nodes end a text.
 *
 * SQLite counts characters only up to a NUL, bytes not; a character has at most four. What is cut within its last
 * character ends in a sign for that, beyond the characters that count.
 */
export function cutText(value: string, mostCharacters: number): string {
	const bytes = 4 * (mostCharacters + 1);
	return `CASE WHEN octet_length(${value}) > ${bytes} THEN substr(CAST(${value} AS BLOB), 1, ${bytes}) WHEN instr(${value}, char(0)) > 0 THEN CAST(${value} AS BLOB) ELSE ${value} END`;
}

/** SQL of a text as it is given to a function of ours: bytes where it holds a NUL. */
export function wholeText(value: string): string {
	return `CASE WHEN instr(${value}, char(0)) > 0 THEN CAST(${value} AS BLOB) ELSE ${value} END`;
}

/** A text as `cutText` and `wholeText` have it. */
export function textOfBytes(value: SQLOutputValue): SQLOutputValue {
	return value instanceof Uint8Array ? Buffer.from(value.buffer, value.byteOffset, value.byteLength).toString() : value;
}
