/** Records that the vendor could not deliver: noted when met, closed when they come after all or no longer exist. */
import type { DatabaseSync } from 'node:sqlite';
import type { Gap } from '../sources/source.ts';
import { singleNumber } from './sql.ts';

export function noteGaps(db: DatabaseSync, dataset: string, run: number, gaps: readonly Gap[]): void {
	if (gaps.length === 0) return;
	const add = db.prepare('INSERT OR REPLACE INTO _gaps VALUES (?, ?, ?, ?)');
	for (const gap of gaps) add.run(dataset, gap.key, gap.error, run);
}

export function closeGaps(db: DatabaseSync, dataset: string, keys: readonly string[]): void {
	if (keys.length === 0 || singleNumber(db, 'SELECT count(*) FROM _gaps WHERE dataset = ?', dataset) === 0) return;
	const close = db.prepare('DELETE FROM _gaps WHERE dataset = ? AND key IN (SELECT value FROM json_each(?))');
	close.run(dataset, JSON.stringify(keys));
}
