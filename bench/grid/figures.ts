/** What the host of the grid's benchmark is told to do, and what it answers. */
import type { Arrangement } from '../../src/core/tables/arrangement.ts';

export type Step =
	/** Starts a thread, opens the table, reads the first rows, and ends the thread. */
	| { readonly kind: 'open' }
	/** Ends the thread of the table and starts another one, to which nothing is known of it. */
	| { readonly kind: 'anew' }
	/** Reads windows all over the table. */
	| { readonly kind: 'jump'; readonly columns?: readonly number[] | undefined }
	| { readonly kind: 'arrange'; readonly arrangement: Arrangement }
	| { readonly kind: 'find'; readonly text: string; readonly columns: readonly number[] }
	| { readonly kind: 'end' };

export interface Figures {
	/** Until all is done; of jumps, the 95th percentile of one. */
	readonly ms: number;
	/** Of an arrangement: until its first rows have come. */
	readonly firstMs: number;
	readonly count: number;
	/** The most that the process has held so far. */
	readonly peakMb: number;
}
