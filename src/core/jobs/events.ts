/** What a running job tells: the same events feed the terminal, `--json` lines, the editor's progress and the tests. */
import type { ErrorDetails, Reason } from '../errors.ts';
import type { HeldSweep, RunCounts, RunRecord } from '../replica/contract.ts';

interface Where {
	readonly connection: string;
	readonly dataset: string;
}

/** The data is being fetched before its run can begin, because only it tells key and columns. */
interface PrepareEvent {
	readonly type: 'prepare';
}

export type JobEvent = Where &
	(
		| PrepareEvent
		| { readonly type: 'start'; readonly phase: RunRecord['phase']; readonly run: number; readonly isResumed: boolean }
		| {
				readonly type: 'progress';
				readonly phase: RunRecord['phase'];
				/** Records of the dataset read in this phase, those before a resume included. */
				readonly done: number;
				readonly total: number | undefined;
				/** Records per second over the last moments. */
				readonly rate: number;
				readonly requests: number;
				readonly bytes: number;
				readonly counts: Readonly<Record<string, RunCounts>>;
		  }
		| { readonly type: 'wait'; readonly until: number; readonly why: string }
		| { readonly type: 'warning'; readonly message: string }
		| {
				readonly type: 'end';
				readonly phase: RunRecord['phase'];
				readonly record: RunRecord;
				readonly held?: HeldSweep | undefined;
				readonly error?: (ErrorDetails & { readonly reason: Reason }) | undefined;
		  }
	);

/** How one dataset fared in a job. */
export interface DatasetResult extends Where {
	readonly runs: readonly RunRecord[];
	readonly held: HeldSweep | undefined;
	readonly error: unknown;
}
