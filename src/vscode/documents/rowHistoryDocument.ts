/** What became of one row, run by run: as `freehold diff --row` prints it. */
import type { RowHistoryRequest } from '../doors/documents.ts';
import type { Freehold } from '../freehold.ts';
import { targetOf } from '../refs.ts';
import { askInOwnThread } from './ownReader.ts';

export async function rowHistoryDocument(freehold: Freehold, request: RowHistoryRequest): Promise<string> {
	const { dataset, key } = request;
	const lines = await askInOwnThread(freehold, request, 'rowHistory', targetOf(request), dataset, key);
	return `${lines.join('\n')}\n`;
}
