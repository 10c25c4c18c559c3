/** Whether a walk over the keys has seen every record that the source holds. Only then may a purge delete. */
import type { SweepProof } from '../source.ts';

export interface SweepTally {
	/** The vendor's count at the walk's first page and after its last. */
	readonly before: number | undefined;
	readonly after: number | undefined;
	/** Keys seen by the walk that ended, pages that came twice not counted. */
	readonly seen: number;
	/** Whether pages were counted by number (`$skip`), and so shift when records come or go. */
	readonly isByPosition: boolean;
}

export function sweepProof({ before, after, seen, isByPosition }: SweepTally): SweepProof {
	if (before === undefined || after === undefined) return refused('the vendor did not say how many records there are');
	const counts = before === after ? String(before) : `${before} before and ${after} after`;
	// By position, a record removed early moves another one out of sight: nothing may have come or gone.
	if (isByPosition && (before !== after || seen !== before)) {
		return refused(`the source moved under a walk by page number: it counts ${counts}, the walk saw ${seen}`);
	}
	// By key, records may go (fewer than before) or come (more than before) while the walk is on its way; but whoever was
	// there all the time was seen, so at least the smaller of both counts.
	if (seen < Math.min(before, after)) return refused(`the source counts ${counts}, but only ${seen} keys came`);
	return { isComplete: true, atLeast: Math.min(before, after) };
}

function refused(why: string): SweepProof {
	return { isComplete: false, why };
}
