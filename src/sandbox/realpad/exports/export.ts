/** What one export is: its columns, its rows, and which parameters narrow it. The catalogue is data of this shape. */
import type { Crm } from '../data/crm.ts';
import type { Language } from '../data/terms.ts';
import type { Cell } from '../excel/sheet.ts';
import type { Names } from './names.ts';

/**
 * `key`, `foreign` and `enum` columns are in every file; `on` and `off` say what a user gets who chose nothing
 * (domain: Realpad §1.5, Column Selection).
 */
export type ColumnRole = 'key' | 'foreign' | 'enum' | 'on' | 'off';

export interface ColumnFace {
	/** The stable id. The vendor publishes none: these are the sandbox's inventions. */
	readonly id: string;
	readonly cs: string;
	readonly en: string;
	readonly role: ColumnRole;
	/** Written as a formula over two other columns of the row, where both are in the file. */
	readonly formula?: { readonly operator: '-' | '&'; readonly left: string; readonly right: string };
}

export interface Column<T> extends ColumnFace {
	readonly value: (row: T, names: Names) => Cell;
}

/** Filters of the newer exports (domain: Realpad §1.4). */
export type FilterName = 'projectids' | 'fulltext' | 'creationdatefrom' | 'creationdateto' | 'statusids';

/** A parameter of one export only. */
export interface OwnParameter {
	readonly name: string;
	readonly isRequired?: boolean;
	readonly format: 'id' | 'ids' | 'day' | { readonly oneOf: readonly string[] };
}

export interface ExportPlan<T> {
	/** `list-excel-products` */
	readonly endpoint: string;
	readonly cs: string;
	readonly en: string;
	readonly columns: readonly Column<T>[];
	readonly rows: (crm: Crm, own: OwnValues) => Iterable<T>;
	readonly projectOf?: (row: T, crm: Crm) => number | undefined;
	readonly createdOn?: (row: T) => string;
	readonly statusOf?: (row: T, crm: Crm) => number | undefined;
	readonly hasFulltext?: boolean;
	readonly own?: readonly OwnParameter[];
	/** What ends the cool-down's hold: any narrowing, or one project or a text only. */
	readonly waiver?: 'any' | 'projectOrText';
	/** Must not be used once the developer has Multiple Inquiries; names what to use. */
	readonly replacedBy?: string;
	/** An empty row stands between these two. */
	readonly isGap?: (before: T, after: T) => boolean;
}

export interface OwnValues {
	readonly values: Readonly<Record<string, string | undefined>>;
	/** Whether this user's developer sees communal areas without asking. */
	readonly seesCommunal: boolean;
}

/** One row, still asking for its cells one by one. */
export interface ExportRow {
	readonly projectId: number | undefined;
	readonly createdOn: string | undefined;
	readonly statusId: number | undefined;
	readonly startsGroup: boolean;
	readonly cell: (column: number) => Cell;
}

/** An export without the type of its rows, so that all stand in one list. */
export interface Export {
	readonly endpoint: string;
	readonly cs: string;
	readonly en: string;
	readonly columns: readonly ColumnFace[];
	readonly filters: readonly FilterName[];
	readonly own: readonly OwnParameter[];
	readonly waiver: 'any' | 'projectOrText';
	readonly replacedBy: string | undefined;
	readonly rows: (crm: Crm, names: Names, own: OwnValues) => Generator<ExportRow>;
}

export function defineExport<T>(plan: ExportPlan<T>): Export {
	return {
		endpoint: plan.endpoint,
		cs: plan.cs,
		en: plan.en,
		columns: plan.columns,
		filters: [
			...(plan.projectOf === undefined ? [] : (['projectids'] as const)),
			...(plan.hasFulltext === false ? [] : (['fulltext'] as const)),
			...(plan.createdOn === undefined ? [] : (['creationdatefrom', 'creationdateto'] as const)),
			...(plan.statusOf === undefined ? [] : (['statusids'] as const)),
		],
		own: plan.own ?? [],
		waiver: plan.waiver ?? 'any',
		replacedBy: plan.replacedBy,
		*rows(crm, names, own) {
			let before: T | undefined;
			for (const row of plan.rows(crm, own)) {
				const last = before;
				before = row;
				yield {
					projectId: plan.projectOf?.(row, crm),
					createdOn: plan.createdOn?.(row).slice(0, 10),
					statusId: plan.statusOf?.(row, crm),
					startsGroup: last !== undefined && plan.isGap?.(last, row) === true,
					cell: (column) => {
						const found = plan.columns[column];
						if (found === undefined) throw new RangeError(`${plan.endpoint} has no column ${column}`);
						const value = found.value(row, names);
						return value === '' ? null : value;
					},
				};
			}
		},
	};
}

export function column<T>(
	role: ColumnRole,
	id: string,
	cs: string,
	en: string,
	value: (row: T, names: Names) => Cell,
): Column<T> {
	return { role, id, cs, en, value };
}

export function day(text: string | null): Cell {
	return text === null ? null : { kind: 'date', text: text.slice(0, 10) };
}

export function time(text: string | null): Cell {
	return text === null ? null : { kind: 'time', text };
}

export function languageLabel(face: ColumnFace, language: Language): string {
	return face[language];
}
