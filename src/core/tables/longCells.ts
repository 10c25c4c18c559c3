/** Long texts are cut before they leave SQLite: no window is to carry megabytes that nobody sees. */

/**
 * SQL of a value of which no more is read than can be told to be longer.
 *
 * SQLite counts characters only up to a NUL, bytes not; a character has at most four. What is cut within its last
 * character ends in a sign for that, beyond the characters that count.
 */
export function cutCell(value: string, mostCharacters: number): string {
	const bytes = 4 * (mostCharacters + 1);
	return `CASE WHEN octet_length(${value}) > ${bytes} THEN CAST(substr(CAST(${value} AS BLOB), 1, ${bytes}) AS TEXT) ELSE ${value} END`;
}
