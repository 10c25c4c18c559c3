/** What the demo wrote to Reapit, in a few lines. */
import type { DemoWrites } from './demoWrites.ts';
import { bytes, counted } from '../core/wording/quantities.ts';

export function demoWritesLines(writes: DemoWrites): readonly string[] {
	const { contactId, replays, collided, refused, documents, filter, found, file, fileBytes, documentId } = writes;
	return [
		`Contact ${contactId} (Ada Lovelace) created, her number changed. A colleague changed her e-mail while she was open here:`,
		`  another field was changed on top of that (made again ${replays === 1 ? 'once' : counted(replays, 'time')}), nothing was lost;`,
		`  the same field (${collided.join(', ')}) was not: nothing was sent, base, theirs and yours are shown instead.`,
		`${counted(documents, 'document')} of metadata with a JSON schema; a fifth was refused before it was sent: ${refused}.`,
		`  "${filter}" finds ${found} of them.`,
		`${file} (${bytes(fileBytes)}) uploaded through a signed URL as document ${documentId}.`,
	];
}
