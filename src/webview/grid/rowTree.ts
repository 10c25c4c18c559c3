/** A row as a tree: rows of other tables that belong to it, then its cells. Pure. */
import type { GridCell, GridColumn, GridLink, GridTexts } from '../../protocol/grid.ts';
import { filled, shownCell } from './cellText.ts';
import { jsonTree, nodeOf, pagesOf } from './jsonTree.ts';
import type { TreeNode } from './jsonTree.ts';

export interface RowWork {
	/** A cell that is cut in windows, or nested. */
	whole(column: number): Promise<string | number | boolean | null>;
	openLink(link: GridLink): void;
	/** `agency/negotiators`. */
	nameOf(dataset: string): string;
}

/** @param cells  of all columns */
export function rowTree(
	columns: readonly GridColumn[],
	cells: readonly GridCell[],
	links: readonly GridLink[],
	texts: GridTexts,
	work: RowWork,
): readonly TreeNode[] {
	const items = columns.map((column, number) => ({ column, number, cell: cells[number] ?? null }));
	const related: TreeNode = {
		...{ label: texts.related, text: '', kind: 'group', isOpen: true },
		children: () => links.map((link) => linkNode(link, texts, work)),
	};
	return [
		...(links.length === 0 ? [] : [related]),
		...pagesOf(items, ({ column, number, cell }) => cellNode(column, cell, texts, () => work.whole(number)), texts),
	];
}

function linkNode(link: GridLink, texts: GridTexts, work: RowWork): TreeNode {
	const name = work.nameOf(link.dataset);
	if (link.count === 0) return { label: link.from, text: filled(texts.notReplicated, name), kind: 'none' };
	const text = filled(link.count === 1 ? texts.openLink : texts.relatedRows, name);
	const count = link.count === undefined || link.count === 1 ? '' : ` (${link.count.toLocaleString()})`;
	return { label: link.from, text: `${text}${count}`, kind: 'link', run: () => work.openLink(link) };
}

function cellNode(
	column: GridColumn,
	cell: GridCell,
	texts: GridTexts,
	whole: () => Promise<string | number | boolean | null>,
): TreeNode {
	const label = column.label === undefined ? column.name : `${column.name} (${column.label})`;
	const isCut = typeof cell === 'object' && cell !== null && 'cut' in cell;
	const begin = isCut ? cell.cut : cell;
	const isNested = typeof begin === 'string' && /^\s*[[{]/.test(begin) && column.type === 'json';
	const { text, kind, was } = shownCell(cell, column.type, texts);
	const shown = was === undefined ? text : `${was}${text}`;
	if (!isCut && !isNested) return { label, text: shown, kind: kind === 'none' ? 'none' : 'value' };
	return {
		...{ label, text: isNested && isCut ? '…' : shown.slice(0, 200), kind: 'group' },
		children: async () => {
			const value = await whole();
			return (typeof value === 'string' ? jsonTree(value, texts) : undefined) ?? [nodeOf('', value, texts)];
		},
	};
}
