/** How much a run of all pages reads at most: `# @limit 500`, `# @limit 500 rows`, `# @limit 3 pages`. */
import { blockName, directiveOf } from './document/requestDocument.ts';
import type { RequestBlock, RequestDocument } from './document/requestDocument.ts';
import { RequestProblem } from './requestProblem.ts';

export interface RowLimit {
	readonly rows: number;
	readonly pages: number;
}

export const NO_LIMIT: RowLimit = { rows: Infinity, pages: Infinity };

/** @throws RequestProblem for one that says nothing known */
export function rowLimitOf(document: RequestDocument, block: RequestBlock): RowLimit {
	const part = directiveOf(block, 'limit');
	if (part === undefined) return NO_LIMIT;
	const limit = parseRowLimit(part.text);
	if (limit !== undefined) return limit;
	throw new RequestProblem('badDirective', part, document.text, {
		what: `${blockName(document, block)} was not sent`,
		why: `'@limit ${part.text}' says nothing known`,
		next: 'Write `@limit 500 rows`, `@limit 3 pages`, or both',
	});
}

export function parseRowLimit(text: string): RowLimit | undefined {
	const found = /^([1-9]\d*)(?:\s*(rows?|pages?))?(?:[\s,]+([1-9]\d*)\s*(rows?|pages?))?$/i.exec(text.trim());
	if (found === null) return undefined;
	const [, first, firstUnit = 'rows', second, secondUnit] = found;
	const limit = { ...NO_LIMIT, [unitOf(firstUnit)]: Number(first) };
	return second === undefined || secondUnit === undefined ? limit : { ...limit, [unitOf(secondUnit)]: Number(second) };
}

function unitOf(word: string): keyof RowLimit {
	return word.toLowerCase().startsWith('page') ? 'pages' : 'rows';
}
