/** How far a run is, in words: phase, rows, rate, time left, or what it waits for. */
import { formatDuration } from '../../core/project/duration.ts';
import type { RunInProgress } from '../jobs/runInProgress.ts';
import { clockText, countText, inText, phaseText } from '../views/words.ts';
import type { Language } from '../views/words.ts';
import { joined } from '../views/rowModel.ts';

/** What is known of a run while it goes on. */
export type Going = Pick<RunInProgress, 'id' | 'title' | 'isQueued' | 'current' | 'startedAt'>;

/** `mls/Property · update · 1,200 of 2,000 · 400/s · 2 s left` */
export function goingText(l10n: Language, { isQueued, current }: Going, now: number): string {
	if (isQueued) return l10n.t('waits for its turn');
	if (current === undefined) return l10n.t('running');
	const { connection, dataset } = current;
	return joined([dataset === '*' ? connection : `${connection}/${dataset}`, datasetText(l10n, current, now)]);
}

/** The same without the dataset's name. */
export function progressText(l10n: Language, { current }: Going, now: number): string {
	return current === undefined ? l10n.t('running') : datasetText(l10n, current, now);
}

function datasetText(l10n: Language, current: NonNullable<Going['current']>, now: number): string {
	const { phase, waitingUntil } = current;
	if (waitingUntil !== undefined && waitingUntil > now) {
		const until = l10n.t('waiting until {0}', clockText(waitingUntil));
		return `${until} (${inText(l10n, waitingUntil, now)})`;
	}
	if (phase === undefined) return l10n.t('the vendor prepares it');
	return joined([phaseText(l10n, phase), ...paceTexts(l10n, current)]);
}

type Pace = Pick<NonNullable<Going['current']>, 'done' | 'total' | 'rate'>;

export function paceTexts(l10n: Language, pace: Pace): readonly string[] {
	const { done, total, rate } = pace;
	const amount = total === undefined ? countText(done) : l10n.t('{0} of {1}', countText(done), countText(total));
	const left = leftMs(pace);
	return [
		amount,
		...(rate >= 1 ? [l10n.t('{0}/s', countText(rate))] : []),
		...(left === undefined ? [] : [l10n.t('{0} left', formatDuration(left))]),
	];
}

/** In whole seconds; `undefined` where nobody knows. */
export function leftMs({ done, total, rate }: Pace): number | undefined {
	if (total === undefined || rate <= 0 || done >= total) return undefined;
	return Math.max(1000, Math.round((total - done) / rate) * 1000);
}
