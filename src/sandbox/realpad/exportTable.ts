/** One export as its user is given it: which columns, which rows. Files and the oracle are both made from this. */
import type { Crm } from './data/crm.ts';
import type { Cell } from './excel/sheet.ts';
import { languageLabel } from './exports/export.ts';
import type { ColumnRole, Export, ExportRow } from './exports/export.ts';
import { namesIn } from './exports/names.ts';
import type { RealpadUser } from './users.ts';
import { visibleColumns } from './users.ts';

export interface TableColumn {
	readonly id: string;
	readonly label: string;
	readonly role: ColumnRole;
}

export interface TableRow {
	readonly cells: readonly Cell[];
	/** Whether the file has an empty row before this one. */
	readonly startsGroup: boolean;
}

export interface ExportTable {
	readonly columns: readonly TableColumn[];
	readonly rows: readonly TableRow[];
}

export function exportTable(
	plan: Export,
	crm: Crm,
	user: RealpadUser,
	values: Readonly<Record<string, string>>,
): ExportTable {
	const visible = visibleColumns(plan, user);
	const columns = visible.map((at) => {
		const face = plan.columns[at];
		if (face === undefined) throw new RangeError(`${plan.endpoint} has no column ${at}`);
		return face;
	});
	const position = new Map(columns.map(({ id }, at) => [id, at]));
	const isWanted = rowFilter(crm, user, values);
	const rows: TableRow[] = [];
	let isGapDue = false;
	for (const row of plan.rows(crm, namesIn(crm, user.language), { values, seesCommunal: user.isMigrated })) {
		isGapDue ||= row.startsGroup;
		if (!isWanted(row)) continue;
		const cells = visible.map((at) => row.cell(at));
		if (values.fulltext !== undefined && !holdsText(cells, values.fulltext)) continue;
		columns.forEach(({ formula }, at) => {
			const value = cells[at];
			const left = formula && position.get(formula.left);
			const right = formula && position.get(formula.right);
			if (formula === undefined || left === undefined || right === undefined) return;
			if (typeof value !== 'number' && typeof value !== 'string') return;
			cells[at] = { kind: 'formula', operator: formula.operator, left, right, value };
		});
		rows.push({ cells, startsGroup: isGapDue && rows.length > 0 });
		isGapDue = false;
	}
	return {
		columns: columns.map((face) => ({ id: face.id, label: languageLabel(face, user.language), role: face.role })),
		rows,
	};
}

function rowFilter(
	crm: Crm,
	user: RealpadUser,
	{ projectids, statusids, creationdatefrom, creationdateto }: Readonly<Record<string, string>>,
): (row: ExportRow) => boolean {
	const own = new Set([...crm.projects.all()].slice(0, user.projectLimit).map(({ id }) => id));
	const projects = projectids === undefined ? undefined : new Set(projectids.split(',').map(Number));
	const statuses = statusids === undefined ? undefined : new Set(statusids.split(',').map(Number));
	return ({ projectId, statusId, createdOn }) => {
		if (projectId !== undefined && !own.has(projectId)) return false;
		if (projects !== undefined && (projectId === undefined || !projects.has(projectId))) return false;
		if (statuses !== undefined && (statusId === undefined || !statuses.has(statusId))) return false;
		if (creationdatefrom !== undefined && (createdOn ?? '') < creationdatefrom) return false;
		return creationdateto === undefined || (createdOn ?? '9') <= creationdateto;
	};
}

/** As people search: neither case nor accents matter. */
function holdsText(cells: readonly Cell[], text: string): boolean {
	const wanted = folded(text.trim());
	return cells.some((cell) => typeof cell === 'string' && folded(cell).includes(wanted));
}

function folded(text: string): string {
	return text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();
}
