/** Which columns tell rows apart, as far as their names and values say. */
import type { ColumnProfile } from './profile.ts';

/** From so many distinct values among a hundred cells on, a column is taken for a key. */
const KEY_SHARE = 0.95;
const KEY_NAME = /(?:^|[a-z_ ])(?:id|key|uid|guid|uuid|code|number|no)$|(?:Id|ID|Key|Uid|Guid|Code|Number)$/;

/** Whether a column is called like a key, and nearly every cell has a value of its own. */
export function looksLikeKey(name: string, { distinct, kinds }: ColumnProfile): boolean {
	const filled = kinds.reduce((sum, { count }) => sum + count, 0);
	const isOfWords = kinds.every(({ kind }) => kind === 'text' || kind === 'integer');
	return filled > 1 && isOfWords && isKeyName(name) && distinct.count >= filled * KEY_SHARE;
}

/** Whether values of a column are called by, and do not measure anything. */
export function isKeyName(name: string): boolean {
	return KEY_NAME.test(name);
}
