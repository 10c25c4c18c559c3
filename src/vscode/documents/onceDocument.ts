/** What stands in a document that was made once, when the window that made it is gone. */
import { FreeholdError } from '../../core/errors.ts';
import type { OnceRequest } from '../doors/documents.ts';

export function pastOnce({ connection, about, format }: OnceRequest): string {
	const note = `What stood here on ${about} of ${connection} went with its window. Run the command again to see it as it is now.`;
	return `${format === 'json' ? JSON.stringify({ note }, null, '\t') : note}\n`;
}

/** A note in its place would be merged as if it were the record. */
export function pastSide(): FreeholdError {
	return new FreeholdError('notFound', {
		what: 'This side of the conflict is not there any more',
		why: 'it went with the window that met it',
		next: 'Resolve it between the markers in the file of the record',
	});
}
