/** A body with conflict markers left in it is not sent: what a tool would make of them is nobody's wish. */
import { firstMarker } from '../../sources/reapit/entities/conflictMarkers.ts';
import { blockName } from '../document/requestDocument.ts';
import type { RequestBlock, RequestDocument } from '../document/requestDocument.ts';
import { RequestProblem } from '../requestProblem.ts';

/** @throws RequestProblem at the first marker */
export function assertResolved(document: RequestDocument, block: RequestBlock): void {
	const { body } = block;
	if (body === undefined) return;
	const found = firstMarker(document.text.slice(body.start, block.end));
	if (found === undefined) return;
	const span = { start: body.start + found.start, end: body.start + found.end };
	throw new RequestProblem('unresolvedConflict', span, document.text, {
		what: `${blockName(document, block)} was not sent`,
		why: 'its body holds a conflict that is not resolved',
		next: 'Leave yours or theirs, take the lines with <<<<<<<, |||||||, ======= and >>>>>>> away, then send it again',
	});
}
