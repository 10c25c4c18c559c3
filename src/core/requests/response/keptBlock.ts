/** The text of a request as a history keeps it, for its links to be followed; secrets written into it are left out. */
import type { RequestBlock, RequestDocument } from '../document/requestDocument.ts';
import { requestSecrets } from '../requestSecrets.ts';

const MASK = '***';

export function keptBlockText({ text }: RequestDocument, { start, end }: RequestBlock): string {
	const own = text.slice(start, end).trimEnd();
	let kept = '';
	let at = 0;
	const ranges = requestSecrets(own).map(({ range }) => range);
	for (const [from, to] of ranges.toSorted(([a], [b]) => a - b)) {
		if (to <= at) continue;
		kept += `${own.slice(at, Math.max(at, from))}${from < at ? '' : MASK}`;
		at = to;
	}
	return kept + own.slice(at);
}

/** The block that was sent, in its file as it is now: the same text, and of several the one nearest to where it was. */
export function keptBlockIn(document: RequestDocument, kept: string, offset: number): RequestBlock | undefined {
	const distance = ({ start }: RequestBlock): number => Math.abs(start - offset);
	return document.blocks
		.toSorted((a, b) => distance(a) - distance(b))
		.find((block) => keptBlockText(document, block) === kept);
}
