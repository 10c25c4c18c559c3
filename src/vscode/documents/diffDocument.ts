/** What changed in a table, and in those that are read along with it: as `freehold diff` prints it. */
import type { DiffRequest } from '../doors/documents.ts';
import type { Freehold } from '../freehold.ts';
import { askInOwnThread } from './ownReader.ts';

/** More lines than these nobody reads; the command line gives all. */
const MOST_LINES = 10_000;

export function diffDocument(freehold: Freehold, request: DiffRequest): Promise<string> {
	const { connection, dataset, from, to, format } = request;
	return askInOwnThread(freehold, request, 'diff', { connection, dataset, from, to, format, limit: MOST_LINES });
}
