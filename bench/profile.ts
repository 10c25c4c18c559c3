/**
 * The profile of all columns of a table, beside one plain aggregate scan of SQLite over the same columns (count, least,
 * greatest and mean, which is what a profile says of numbers without sorting or comparing anything) in the same run.
 * `npm run bench -- profile [--rows N] [--columns N]`. Also: a sample of six columns, and how long others had to wait for
 * their turn meanwhile.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { parseArgs } from 'node:util';
import { profileColumns } from '../src/core/tables/profile/profileColumns.ts';
import type { SqlTable, TableColumnType } from '../src/core/tables/table.ts';
import { measure } from './measure.ts';

const { values } = parseArgs({ options: { rows: { type: 'string' }, columns: { type: 'string' } } });
const rows = Number(values.rows ?? 1_000_000);
const columns = Number(values.columns ?? 60);
/** A key, a price, a city, a moment, a number of rooms, a status with gaps. */
const TYPES: readonly TableColumnType[] = ['text', 'decimal', 'text', 'instant', 'integer', 'text'];
const DECLARED = ['TEXT', 'NUMERIC', 'TEXT', 'TEXT', 'INTEGER', 'TEXT'];

const folder = mkdtempSync(join(tmpdir(), 'freehold-bench-profile-'));
const db = new DatabaseSync(join(folder, 'table.sqlite'));
try {
	makeTable();
	const { signal } = new AbortController();
	const given = { table: tableOf(), arrangement: { orders: [], filters: [] }, lists: new Map<string, never>() };
	const all = Array.from({ length: columns }, (_, nth) => nth);
	// Once before: both find the file in the system's memory.
	scan();
	const plain = await measure(() => Promise.resolve(scan()));
	const whole = await measure(async () => (await profileColumns(given, { columns: all }, signal)).rows);
	const six = { columns: all.slice(0, 6), isSample: true };
	const sample = await measure(async () => (await profileColumns(given, six, signal)).rows);
	const line = (name: string, { wallMs, cpuMs, loopP99Ms }: typeof plain): string =>
		`${name.padEnd(34)} ${wallMs.toFixed(0).padStart(8)} ms  ${cpuMs.toFixed(0).padStart(8)} ms CPU  ${(cpuMs / plain.cpuMs).toFixed(2).padStart(6)} ×  ${loopP99Ms.toFixed(0).padStart(6)} ms`;
	console.log(
		`${rows.toLocaleString('en')} rows × ${columns} columns; the last figure is the wait of others (99th of 100)`,
	);
	console.log(line('plain aggregate scan', plain));
	console.log(line('profile of all columns', whole));
	console.log(line('sample of six columns', sample));
	console.log(`memory at its highest: ${whole.peakRssMb.toFixed(0)} MB`);
} finally {
	db.close();
	rmSync(folder, { recursive: true, force: true });
}

function makeTable(): void {
	const names = Array.from({ length: columns }, (_, nth) => `c${nth} ${DECLARED[nth % 6] ?? 'TEXT'}`);
	db.exec(`PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; CREATE TABLE t (${names.join(', ')}); BEGIN`);
	const insert = db.prepare(`INSERT INTO t VALUES (${names.map(() => '?').join(', ')})`);
	for (let row = 0; row < rows; row++) insert.run(...names.map((_, nth) => cellOf(row, nth)));
	db.exec('COMMIT');
}

function cellOf(row: number, column: number): string | number | null {
	const mixed = Math.imul(row + 1, 2_654_435_761 + column) >>> 0;
	switch (column % 6) {
		case 0:
			return `2019${String(row).padStart(16, '0')}${column}`;
		case 1:
			return (mixed % 4_000_000) / 4;
		case 2:
			return `City of ${mixed % 300}`;
		case 3:
			return new Date(1_700_000_000_000 + (mixed % 100_000_000) * 1000).toISOString();
		case 4:
			return mixed % 12;
		default:
			return mixed % 3 === 0 ? null : mixed % 3 === 1 ? 'Active' : 'Pending';
	}
}

function tableOf(): SqlTable {
	const name = (column: number): string => `c${column}`;
	return {
		...{ db, from: 't', expression: name, written: name, isNormal: () => true, read: () => [] },
		columns: Array.from({ length: columns }, (_, nth) => ({ name: name(nth), type: TYPES[nth % 6] ?? 'text' })),
	};
}

function scan(): number {
	const facts = Array.from({ length: columns }, (_, nth) => `count(c${nth}), min(c${nth}), max(c${nth}), avg(c${nth})`);
	db.prepare(`SELECT ${facts.join(', ')} FROM t`).get();
	return rows;
}
