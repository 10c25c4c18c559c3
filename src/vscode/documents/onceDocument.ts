/** What stands in a document that was made once, when the window that made it is gone. */
import type { OnceRequest } from '../doors/documents.ts';

export function pastOnce({ connection, about, format }: OnceRequest): string {
	const note = `What stood here on ${about} of ${connection} went with its window. Run the command again to see it as it is now.`;
	return `${format === 'json' ? JSON.stringify({ note }, null, '\t') : note}\n`;
}
