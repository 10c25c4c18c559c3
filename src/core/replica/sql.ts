/** Small words for talking to SQLite: quoted names, and values whose type was checked as they came out. */
import type { DatabaseSync, SQLOutputValue, StatementSync } from 'node:sqlite';

/** What this room binds. Bytes are never stored. */
export type Bindable = string | number | bigint | null;
export type SqlRow = Readonly<Record<string, SQLOutputValue>>;

export function quoteName(name: string): string {
	return `"${name.replaceAll('"', '""')}"`;
}

export function asNumber(value: SQLOutputValue | undefined): number {
	if (typeof value === 'number') return value;
	if (typeof value === 'bigint') return Number(value);
	throw new TypeError(`a number was expected in the replica, not ${typeof value}`);
}

export function asText(value: SQLOutputValue | undefined): string {
	if (typeof value === 'string') return value;
	throw new TypeError(`text was expected in the replica, not ${typeof value}`);
}

export function optionalNumber(value: SQLOutputValue | undefined): number | undefined {
	return value === null || value === undefined ? undefined : asNumber(value);
}

export function optionalText(value: SQLOutputValue | undefined): string | undefined {
	return value === null || value === undefined ? undefined : asText(value);
}

/** The one number that a statement such as `SELECT count(*)` or a PRAGMA answers. */
export function singleNumber(db: DatabaseSync, sql: string, ...params: readonly Bindable[]): number {
	return asNumber(Object.values(db.prepare(sql).get(...params) ?? {})[0]);
}

/** Makes a statement answer arrays where Node can (≥ 22.16); `valuesOf` reads both forms. */
export function returningArrays(statement: StatementSync): StatementSync {
	if ('setReturnArrays' in statement && typeof statement.setReturnArrays === 'function')
		statement.setReturnArrays(true);
	return statement;
}

/** The values of a row in the order of its columns, whose names must be distinct and no integers. */
export function valuesOf(row: unknown): SQLOutputValue[] {
	return Array.isArray(row) ? (row as SQLOutputValue[]) : Object.values(row as SqlRow);
}
