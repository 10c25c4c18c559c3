/** A value as a tree: what is nested is folded, and comes in parts where there is much of it. Pure. */
import type { GridTexts } from '../../protocol/grid.ts';
import { filled, visible } from './cellText.ts';

export interface TreeNode {
	/** Stands before the value: a field, or a place in a list. */
	readonly label?: string | undefined;
	readonly text: string;
	/** `none`: a word of ours, not of the data; `more`: further nodes take its place. */
	readonly kind: 'value' | 'none' | 'group' | 'link' | 'more';
	/** What is folded in it; called when it is first opened. */
	readonly children?: (() => readonly TreeNode[] | Promise<readonly TreeNode[]>) | undefined;
	readonly isOpen?: boolean | undefined;
	/** Of a link. */
	readonly run?: (() => void) | undefined;
}

/** So many nodes of one level at once. */
export const PAGE_NODES = 100;
/** Longer texts would take minutes to be laid out. */
const MOST_TEXT = 100_000;

/** A number with more digits than a double holds: as it is written. */
class WrittenNumber {
	readonly text: string;

	constructor(text: string) {
		this.text = text;
	}
}

/** @returns `undefined` for a text that is no object or array of JSON */
export function jsonTree(text: string, texts: GridTexts): readonly TreeNode[] | undefined {
	if (!/^\s*[[{]/.test(text)) return undefined;
	const value = parsed(text);
	return typeof value === 'object' && value !== null ? nodesOf(value, texts) : undefined;
}

function parsed(text: string): unknown {
	try {
		// Only a long run of digits can be a number that a double rounds; looking at each one takes several times as long.
		return /\d{16}/.test(text) ? JSON.parse(text, written) : JSON.parse(text);
	} catch {
		// A column that once held plain text is not JSON throughout; nor is what is nested beyond measure.
		return undefined;
	}
}

function written(_key: string, value: unknown, context?: { readonly source?: string }): unknown {
	const source = context?.source;
	return typeof value === 'number' && source !== undefined && source.length > 15 ? new WrittenNumber(source) : value;
}

function nodesOf(value: object, texts: GridTexts): readonly TreeNode[] {
	const entries = Array.isArray(value)
		? [...value.entries()].map(([nth, one]) => [String(nth), one] as const)
		: Object.entries(value);
	return pagesOf(entries, ([label, one]) => nodeOf(label, one, texts), texts);
}

/** The first ones, and one node that stands for the rest. */
export function pagesOf<Item>(
	items: readonly Item[],
	make: (item: Item) => TreeNode,
	texts: GridTexts,
): readonly TreeNode[] {
	const rest = items.slice(PAGE_NODES);
	const more: TreeNode = {
		...{ kind: 'more', text: filled(texts.showMore, rest.length.toLocaleString()) },
		children: () => pagesOf(rest, make, texts),
	};
	return [...items.slice(0, PAGE_NODES).map(make), ...(rest.length === 0 ? [] : [more])];
}

export function nodeOf(label: string, value: unknown, texts: GridTexts): TreeNode {
	if (value === null || value === undefined) return { label, text: texts.none, kind: 'none' };
	if (value === '') return { label, text: texts.empty, kind: 'none' };
	if (value instanceof WrittenNumber) return { label, text: value.text, kind: 'value' };
	if (typeof value === 'object') {
		const count = Array.isArray(value) ? value.length : Object.keys(value).length;
		const text = filled(Array.isArray(value) ? texts.listOf : texts.fieldsOf, count.toLocaleString());
		return { label, text, kind: 'group', children: count === 0 ? undefined : () => nodesOf(value, texts) };
	}
	const text = typeof value === 'string' ? value : JSON.stringify(value);
	return { label, text: visible(text.length > MOST_TEXT ? `${text.slice(0, MOST_TEXT)}…` : text), kind: 'value' };
}
