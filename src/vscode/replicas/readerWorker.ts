/** The thread that reads replicas, so that no question to them stalls the editor. */
import { parentPort } from 'node:worker_threads';
import { FreeholdError } from '../../core/errors.ts';
import type { ErrorDetails, Reason } from '../../core/errors.ts';
import { ReplicaReader } from '../../core/replica/reader.ts';
import { readerCalls } from './readerCalls.ts';
import type { ReaderCall } from './readerCalls.ts';

export interface ReaderQuestion {
	readonly id: number;
	readonly file: string;
	readonly call: ReaderCall;
	readonly args: readonly unknown[];
}

export type ReaderAnswer =
	| { readonly id: number; readonly value: unknown }
	| { readonly id: number; readonly error: ErrorDetails & { readonly reason: Reason } };

parentPort?.on('message', (question: ReaderQuestion | 'close') => {
	if (question === 'close') parentPort?.close();
	else parentPort?.postMessage(answer(question));
});

function answer({ id, file, call, args }: ReaderQuestion): ReaderAnswer {
	try {
		// Opened for each question: opening takes a fraction of a millisecond, and a file that was replaced is noticed.
		const reader = ReplicaReader.openWhereAny(file);
		// Nothing was replicated yet: that is an answer, not a failure.
		if (reader === undefined) return { id, value: undefined };
		try {
			const run = readerCalls[call] as (reader: ReplicaReader, ...args: readonly unknown[]) => unknown;
			return { id, value: run(reader, ...args) };
		} finally {
			reader.close();
		}
	} catch (error) {
		return { id, error: detailsOf(error) };
	}
}

function detailsOf(error: unknown): ErrorDetails & { readonly reason: Reason } {
	if (FreeholdError.is(error)) return error.toJSON();
	return {
		reason: 'internal',
		what: 'The replica could not be read',
		why: error instanceof Error ? error.message : String(error),
		next: 'Please report this with the log',
	};
}
