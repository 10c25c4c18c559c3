/**
 * Whether a pass over pages by number has seen every record that was there all the time. Pages shift when a record goes, so
 * that another may slip through between two of them. Totals alone do not tell: one that comes hides one that goes.
 *
 * So the vendor is asked, behind the last page, how many of the records of the beginning still stand (those created, or
 * last changed, before the walk began). All of them: then none has gone, and nothing has shifted but by those that came,
 * which stand behind the others where the list is sorted by `created`. Fewer: the pass is repeated.
 */

export interface PassTally {
	/** Totals at the first and at the last page; null where the vendor gives none. */
	readonly before: number | null;
	readonly latest: number | null;
	/** Whether the total changed from one page to another. */
	readonly isMoving: boolean;
	/** How many of the beginning still stand; undefined where the vendor cannot be asked. */
	readonly standing: number | undefined;
	/** Whether records that come stand behind all others. */
	readonly isAppended: boolean;
	/** One page is one moment: nothing can have shifted. */
	readonly isSinglePage: boolean;
}

/** How many different records the pass must have seen; undefined where no number would prove it. */
export function neededRecords(tally: PassTally): number | undefined {
	const { before, latest, isMoving, standing, isAppended, isSinglePage } = tally;
	if (before === null || latest === null) return undefined;
	if (isSinglePage) return latest;
	const isStill = !isMoving && before === latest;
	// Nothing better is to be had of lists without dates; they are short.
	if (standing === undefined) return isStill ? latest : undefined;
	if (standing < before) return undefined;
	return isAppended || isStill ? Math.max(before, latest) : undefined;
}
