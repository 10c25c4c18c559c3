/** Reads one export in a thread of its own: an Excel sheet of 40 MB would stall an editor for seconds. */
import { parentPort } from 'node:worker_threads';
import { FreeholdError } from '../../errors.ts';
import { ExportTable } from './exportTable.ts';
import type { TableInfo, TablePage, TableRequest } from './exportTable.ts';
import type { ErrorDetails, Reason } from '../../errors.ts';

export type TableQuestion =
	| { readonly call: 'open'; readonly file: Uint8Array | string; readonly request: TableRequest }
	| { readonly call: 'next' }
	/** Not answered: the thread ends. */
	| { readonly call: 'close' };

export type TableReply =
	| { readonly info: TableInfo }
	| { readonly page: TablePage | undefined }
	| { readonly error: ErrorDetails & { readonly reason: Reason } };

function serve(): void {
	const port = parentPort;
	// Imported for its types by the side that asks.
	if (port === null) return;
	let table: ExportTable | undefined;
	const answer = async (question: Exclude<TableQuestion, { call: 'close' }>): Promise<TableReply> => {
		if (question.call === 'open') {
			const before = table;
			table = undefined;
			await before?.close();
			table = await ExportTable.open(question.file, question.request);
			return { info: table.info };
		}
		return { page: await table?.next() };
	};
	port.on('message', (question: TableQuestion) => {
		if (question.call === 'close') {
			port.close();
			return;
		}
		void answer(question)
			.catch((error: unknown): TableReply => ({ error: errorFields(error) }))
			.then((reply) => {
				const body = 'page' in reply ? reply.page?.body.buffer : undefined;
				port.postMessage(reply, body instanceof ArrayBuffer ? [body] : []);
			});
	});
}

function errorFields(error: unknown): ErrorDetails & { readonly reason: Reason } {
	if (FreeholdError.is(error)) return error.toJSON();
	return new FreeholdError('internal', {
		what: 'The Excel file could not be read',
		why: error instanceof Error ? (error.stack ?? error.message) : String(error),
		next: 'Please report this with the file, if it holds nothing private',
	}).toJSON();
}

serve();
