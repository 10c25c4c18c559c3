/** What passes between the replica's handle and its worker thread. Errors cross as their fields. */
import { FreeholdError } from '../errors.ts';
import type { ErrorDetails, Reason } from '../errors.ts';
import type { RowPlan } from '../sources/source.ts';
import type { LongNumbers } from './longNumbers.ts';
import type { Store } from './store.ts';

/** Calls that pass through as they are. */
export type StoreCall =
	| 'begin'
	| 'apply'
	| 'finishSweep'
	| 'compareSweep'
	| 'releaseHeld'
	| 'forget'
	| 'finish'
	| 'states'
	| 'retain'
	| 'notes'
	| 'files';

export type Request =
	| { readonly id: number; readonly call: 'open'; readonly file: string; readonly workerUrl: string }
	/** The plan crosses once: a page with the same plan names only its place. */
	| {
			readonly id: number;
			readonly call: 'decode';
			readonly body: Uint8Array;
			/** Absent: the worker looks for them. */
			readonly long: LongNumbers | undefined;
			readonly place: number;
			readonly plan: RowPlan | undefined;
	  }
	| { readonly id: number; readonly call: 'release'; readonly handle: number }
	| { readonly id: number; readonly call: 'close' }
	| { readonly id: number; readonly call: StoreCall; readonly args: readonly unknown[] };

export type Reply =
	| { readonly id: number; readonly value: unknown }
	| { readonly id: number; readonly error: ErrorDetails & { readonly reason: Reason } };

export type ArgsOf<Call extends StoreCall> = Parameters<Store[Call]>;
export type ResultOf<Call extends StoreCall> = ReturnType<Store[Call]>;

/** Distinct plans that the worker remembers. */
export const planPlaces = 16;

export function errorReply(id: number, error: unknown): Reply {
	if (FreeholdError.is(error)) return { id, error: error.toJSON() };
	const why = error instanceof Error ? (error.stack ?? error.message) : String(error);
	const what = 'The replica could not be used';
	return {
		id,
		error: new FreeholdError('internal', { what, why, next: 'Please report this with the command' }).toJSON(),
	};
}
