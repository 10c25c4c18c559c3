/** Writes a conflict into the body of the request that met it, for the user to resolve there. */
import type { Collision } from '../../sources/reapit/entities/replay.ts';
import { markConflicts } from '../../sources/reapit/entities/conflictMarkers.ts';
import type { RequestBlock, RequestDocument } from '../document/requestDocument.ts';
import { jsonBody } from '../editing/jsonBody.ts';

export interface MarkedBody {
	readonly start: number;
	readonly end: number;
	readonly text: string;
}

/** @returns `undefined` where the body is no JSON of the file's own: a file, or a form */
export function markRequest(
	{ text }: RequestDocument,
	block: RequestBlock,
	collisions: readonly Collision[],
): MarkedBody | undefined {
	const body = jsonBody(block);
	if (body === undefined) return undefined;
	const { start, end } = body;
	return { start, end, text: markConflicts(text.slice(start, end), collisions, body.text) };
}
