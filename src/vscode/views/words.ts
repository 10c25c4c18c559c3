/** Times, counts, phases and outcomes in the user's language, which is passed in. */
import type { ChangeCounts } from '../../core/changes/tableChanges.ts';
import { formatDuration } from '../../core/project/duration.ts';
import type { RunOutcome, RunRecord } from '../../core/replica/contract.ts';
import type { Language, Wording } from '../../core/wording/language.ts';

export type { Language };

const MINUTE_MS = 60_000;
const HOUR_MS = 3_600_000;
const DAY_MS = 86_400_000;

export function agoText(l10n: Language, time: number, now: number): string {
	const ms = now - time;
	if (ms < MINUTE_MS) return l10n.t('just now');
	// Minutes until an hour, hours until two days, then days: nobody needs the seconds.
	const unit = ms < HOUR_MS ? MINUTE_MS : ms < 2 * DAY_MS ? HOUR_MS : DAY_MS;
	return l10n.t('{0} ago', formatDuration(Math.floor(ms / unit) * unit));
}

/** In whole minutes: seconds would be wrong most of the time. */
export function inMinutesText(l10n: Language, time: number, now: number): string {
	return l10n.t('in {0}', formatDuration(Math.max(1, Math.ceil((time - now) / MINUTE_MS)) * MINUTE_MS));
}

export function inText(l10n: Language, time: number, now: number): string {
	return l10n.t('in {0}', formatDuration(Math.max(1000, Math.ceil((time - now) / 1000) * 1000)));
}

export function clockText(time: number): string {
	return new Date(time).toLocaleTimeString([], { hour: '2-digit', minute: '2-digit' });
}

export function phaseText(l10n: Language, phase: RunRecord['phase']): string {
	switch (phase) {
		case 'initial':
			return l10n.t('download');
		case 'update':
			return l10n.t('update');
		case 'sweep':
			return l10n.t('purge');
		case 'backup':
			return l10n.t('back-up');
		case 'check':
			return l10n.t('check');
		case 'retry':
			return l10n.t('retry');
	}
}

export function outcomeText(l10n: Language, outcome: RunOutcome): string {
	switch (outcome) {
		case 'done':
			return l10n.t('done');
		case 'running':
			return l10n.t('running');
		case 'gaps':
			return l10n.t('records missing');
		case 'held':
			return l10n.t('purge held');
		case 'failed':
			return l10n.t('failed');
		case 'suspended':
			return l10n.t('throttled');
		case 'cancelled':
		case 'interrupted':
			return l10n.t('stopped midway');
	}
}

/** A codicon and a theme colour for how a run ended. */
export function outcomeIcon(outcome: RunOutcome): { readonly id: string; readonly color?: string } {
	switch (outcome) {
		case 'done':
			return { id: 'pass', color: 'testing.iconPassed' };
		case 'running':
			return { id: 'sync~spin' };
		case 'failed':
			return { id: 'error', color: 'list.errorForeground' };
		case 'gaps':
		case 'held':
			return { id: 'warning', color: 'list.warningForeground' };
		case 'suspended':
			return { id: 'watch' };
		case 'cancelled':
		case 'interrupted':
			return { id: 'circle-slash' };
	}
}

/** `+12 ~3 −1`; nothing where nothing has changed. */
export function changesText({ inserted, updated, deleted }: ChangeCounts): string {
	return [
		...(inserted === 0 ? [] : [`+${countText(inserted)}`]),
		...(updated === 0 ? [] : [`~${countText(updated)}`]),
		...(deleted === 0 ? [] : [`−${countText(deleted)}`]),
	].join(' ');
}

export function countText(value: number): string {
	return Math.round(value).toLocaleString();
}

/** As sentences of core want it, with numbers as this user writes them. */
export function wordingOf(l10n: Language): Wording {
	return {
		l10n,
		number: (value, decimals = 0) =>
			value.toLocaleString([], { minimumFractionDigits: decimals, maximumFractionDigits: decimals }),
	};
}
