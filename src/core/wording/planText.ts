/** The plan of a query as text: the tree that SQLite gives, and what is worth knowing of it. */
import { planTree } from '../sqlText/planTree.ts';
import type { PlanHint, PlanLine, PlanNode } from '../sqlText/planTree.ts';

const HINTS: Readonly<Record<PlanHint, string>> = {
	fullScan: 'reads every row',
	sort: 'puts all rows in order before the first one comes',
	temporaryIndex: 'builds an index for this query alone',
	repeated: 'runs again for each row of the query around it',
};

export interface PlanText {
	/** As it was written; may have several lines. */
	readonly sql: string;
	readonly steps: readonly PlanLine[];
	/** Rows by table or alias, where they are known. */
	readonly rows?: ReadonlyMap<string, number> | undefined;
}

/** @returns lines with an end each */
export function planText({ sql, steps, rows = new Map() }: PlanText): string {
	const tree = planTree(steps);
	const lines = treeLines(tree, '', rows);
	const width = Math.max(0, ...lines.filter(({ note }) => note !== '').map(({ text }) => text.length));
	const drawn = lines.map(({ text, note }) => (note === '' ? text : `${text.padEnd(width)}   ${note}`));
	const parts = [sql.split('\n').map((line) => `  ${line}`), drawn, advice(tree)].filter((part) => part.length > 0);
	return parts.map((part) => part.map((line) => `${line.trimEnd()}\n`).join('')).join('\n');
}

interface TreeLine {
	readonly text: string;
	readonly note: string;
}

function treeLines(nodes: readonly PlanNode[], indent: string, rows: ReadonlyMap<string, number>): readonly TreeLine[] {
	return nodes.flatMap((node, nth) => {
		const isLast = nth === nodes.length - 1;
		const own = { text: `${indent}${isLast ? '└─' : '├─'} ${node.detail}`, note: noteOf(node, rows) };
		return [own, ...treeLines(node.children, `${indent}${isLast ? '   ' : '│  '}`, rows)];
	});
}

function noteOf({ hint, table }: PlanNode, rows: ReadonlyMap<string, number>): string {
	if (hint === undefined) return '';
	const count = table === undefined ? undefined : rows.get(table);
	const ofThem = hint === 'fullScan' && count !== undefined ? ` (${count.toLocaleString('en')})` : '';
	return `← ${HINTS[hint]}${ofThem}`;
}

/** Nobody can make an index in a replica; a query can be written so that one that is there helps. */
function advice(tree: readonly PlanNode[]): readonly string[] {
	const found = new Set(hintsIn(tree));
	return [
		...(found.has('fullScan')
			? [
					'Every row is read where nothing that is compared has an index. Keys have one: a condition on the key, or a join by it, finds rows without reading all.',
				]
			: []),
		...(found.has('repeated')
			? ['A query that runs for each row is often faster as a JOIN with a grouped query.']
			: []),
	];
}

function hintsIn(nodes: readonly PlanNode[]): readonly PlanHint[] {
	return nodes.flatMap(({ hint, children }) => [...(hint === undefined ? [] : [hint]), ...hintsIn(children)]);
}
