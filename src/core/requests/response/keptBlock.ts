/** The text of a request as a history keeps it, for its links to be followed; secrets written into it are left out. */
import { isSecretHeader } from '../../http/redact.ts';
import type { Range } from '../../project/problems.ts';
import type { RequestBlock, RequestDocument } from '../document/requestDocument.ts';
import { requestSecrets } from '../requestSecrets.ts';

/** What stands in place of a secret that is not kept. */
export const MASK = '***';

export function keptBlockText({ text }: RequestDocument, block: RequestBlock): string {
	const { start, end } = block;
	const own = text.slice(start, end).trimEnd();
	let kept = '';
	let at = 0;
	const found = requestSecrets(own).map(({ range }) => range);
	const ranges = [...found, ...headerRanges(block, found)];
	for (const [from, to] of ranges.toSorted(([a], [b]) => a - b)) {
		if (to <= at) continue;
		kept += `${own.slice(at, Math.max(at, from))}${from < at ? '' : MASK}`;
		at = to;
	}
	return kept + own.slice(at);
}

/** Of headers that are secrets as a whole, as cookies are: what of them is no variable, and was not found by itself. */
function headerRanges({ headers, start }: RequestBlock, found: readonly Range[]): readonly Range[] {
	return headers
		.filter(({ name, value }) => isSecretHeader(name.text) && value.text !== '' && !value.text.includes('{{'))
		.map(({ value }): Range => [value.start - start, value.end - start])
		.filter(([from, to]) => !found.some((range) => range[0] >= from && range[1] <= to));
}

/** What of a block can be sent again: a header with a mask is none that its server knows. */
export function withoutMasked(block: RequestBlock): RequestBlock {
	return { ...block, headers: block.headers.filter(({ value }) => !value.text.includes(MASK)) };
}

/** The block that was sent, in its file as it is now: the same text, and of several the one nearest to where it was. */
export function keptBlockIn(document: RequestDocument, kept: string, offset: number): RequestBlock | undefined {
	const distance = ({ start }: RequestBlock): number => Math.abs(start - offset);
	return document.blocks
		.toSorted((a, b) => distance(a) - distance(b))
		.find((block) => keptBlockText(document, block) === kept);
}
