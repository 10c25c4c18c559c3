/** What `EXPLAIN QUERY PLAN` says, as a tree, with what its steps cost. */

export interface PlanLine {
	readonly id: number;
	/** 0 for those at the top. */
	readonly parent: number;
	readonly detail: string;
}

/** What is worth knowing of a step. */
export type PlanHint = 'fullScan' | 'sort' | 'temporaryIndex' | 'repeated';

export interface PlanNode {
	readonly detail: string;
	/** Table or alias that the step reads. */
	readonly table: string | undefined;
	readonly hint: PlanHint | undefined;
	readonly children: readonly PlanNode[];
}

export function planTree(lines: readonly PlanLine[], parent = 0): readonly PlanNode[] {
	return lines
		.filter((line) => line.parent === parent && line.id !== parent)
		.map(({ id, detail }) => {
			const table = /^(?:SCAN|SEARCH) (?!CONSTANT|\d)(\S+)/.exec(detail)?.[1];
			return { detail, table, hint: hintOf(detail), children: planTree(lines, id) };
		});
}

/** https://www.sqlite.org/eqp.html */
function hintOf(detail: string): PlanHint | undefined {
	if (/^SCAN (?!CONSTANT ROW|\d+ CONSTANT)/.test(detail) && !detail.includes('VIRTUAL TABLE')) return 'fullScan';
	if (/^USE TEMP B-TREE FOR (?:LAST|RIGHT|ORDER|GROUP|DISTINCT)/.test(detail)) return 'sort';
	if (/AUTOMATIC .*INDEX/.test(detail)) return 'temporaryIndex';
	return detail.startsWith('CORRELATED') ? 'repeated' : undefined;
}
