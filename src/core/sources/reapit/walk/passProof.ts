/**
 * Whether a pass over pages by number has seen every record that was there all the time. Pages shift when records come or
 * go, so that one may slip through between two of them; only counting shows it.
 *
 * Let B and A be the totals at the first and at the last page, I the records that came in between and D those that went:
 * A = B + I − D. The vendor can be asked for I (what was created since the pass began), which gives D. If nothing came, all
 * B records must have been seen, those that went included. If nothing went, all A. If both happened, no count can tell, and
 * the pass is repeated.
 */

export interface PassTally {
	/** Totals at the first and at the last page; null where the vendor gives none. */
	readonly before: number | null;
	readonly latest: number | null;
	/** Whether the total changed from one page to another. */
	readonly isMoving: boolean;
	/** What came since the pass began; undefined where the vendor cannot be asked. */
	readonly arrivals: number | undefined;
	/** One page is one moment: nothing can have shifted. */
	readonly isSinglePage: boolean;
}

/** How many different records the pass must have seen; undefined where no number would prove it. */
export function neededRecords({ before, latest, isMoving, arrivals, isSinglePage }: PassTally): number | undefined {
	if (before === null || latest === null) return undefined;
	if (isSinglePage) return latest;
	if (arrivals === undefined) return isMoving || before !== latest ? undefined : latest;
	if (arrivals === 0) return before;
	return arrivals <= latest - before ? latest : undefined;
}
