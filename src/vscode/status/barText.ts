/** What the status bar shows: how far runs are, else what failed unseen, else how old the data is. */
import { formatDuration } from '../../core/project/duration.ts';
import { goingText, leftMs } from '../jobsView/progress.ts';
import type { Going } from '../jobsView/progress.ts';
import { agoText, countText } from '../views/words.ts';
import type { Language } from '../views/words.ts';
import type { UnseenFailure } from './unseenFailures.ts';

export interface BarState {
	readonly running: readonly Going[];
	readonly failures: readonly UnseenFailure[];
	/** When anything was last brought up to date (ms); `undefined` where nothing is stored. */
	readonly updatedAt: number | undefined;
}

export interface BarText {
	readonly text: string;
	readonly tooltip: readonly string[];
	/** For a screen reader, which cannot see a codicon. */
	readonly label: string;
	readonly severity: 'error' | 'warning' | undefined;
}

/** @returns `undefined` where there is nothing to show */
export function barText(l10n: Language, { running, failures, updatedAt }: BarState, now: number): BarText | undefined {
	if (running.length > 0) return runningText(l10n, running, now);
	const [failure] = failures.toSorted((a, b) => a.severity.localeCompare(b.severity));
	if (failure !== undefined) return failedText(l10n, failure, failures);
	if (updatedAt === undefined) return undefined;
	const age = agoText(l10n, updatedAt, now);
	const label = l10n.t('Data from {0}', age);
	return { text: `$(database) ${age}`, tooltip: [label], label, severity: undefined };
}

function runningText(l10n: Language, running: readonly Going[], now: number): BarText {
	const current = running.flatMap((run) => run.current ?? []);
	const waits = current.length > 0 && current.every(({ waitingUntil = 0 }) => waitingUntil > now);
	const rows = current.reduce((sum, { done }) => sum + done, 0);
	const rate = current.reduce((sum, one) => sum + one.rate, 0);
	const left = current.map(leftMs);
	const known = left.filter((ms) => ms !== undefined);
	const parts = [
		...(running.length > 1 ? [l10n.t('{0} runs', running.length)] : running.map(({ title }) => title)),
		...(rows > 0 ? [l10n.t('{0} rows', countText(rows))] : []),
		...(rate >= 1 ? [l10n.t('{0}/s', countText(rate))] : []),
		// Runs of different connections go on side by side: the last one counts.
		...(known.length > 0 && known.length === left.length
			? [l10n.t('{0} left', formatDuration(Math.max(...known)))]
			: []),
	];
	const label = parts.join(' · ');
	return {
		text: `${waits ? '$(watch)' : '$(sync~spin)'} ${label}`,
		tooltip: running.map((run) => `${run.title}: ${goingText(l10n, run, now)}`),
		label,
		severity: undefined,
	};
}

function failedText(l10n: Language, failure: UnseenFailure, all: readonly UnseenFailure[]): BarText {
	const { title, severity } = failure;
	const label =
		all.length > 1 ? l10n.t('{0} runs did not end well', all.length) : l10n.t('{0} did not end well', title);
	return {
		text: `${severity === 'error' ? '$(error)' : '$(warning)'} ${label}`,
		tooltip: all.map((one) => `${one.title}: ${one.why}`),
		label,
		severity,
	};
}
