/** Words of the Sources view: how many rows, how long ago, what goes on. Pure but for the language. */
import * as vscode from 'vscode';
import type { DatasetState, RunRecord } from '../../core/replica/contract.ts';
import type { DatasetProgress } from '../jobs/runInProgress.ts';
import * as words from '../views/words.ts';
import { clockText } from '../views/words.ts';

export function rowsText(rows: number): string {
	return rows === 1 ? vscode.l10n.t('1 row') : vscode.l10n.t('{0} rows', rows.toLocaleString());
}

export function agoText(time: number, now: number): string {
	return words.agoText(vscode.l10n, time, now);
}

export function inText(time: number, now: number): string {
	return words.inText(vscode.l10n, time, now);
}

/** `Property: 1,200 of 2,000 · 400/s`, or what it waits for. */
export function progressText({ done, total, rate, waitingUntil, phase }: DatasetProgress, now: number): string {
	if (waitingUntil !== undefined && waitingUntil > now) {
		return vscode.l10n.t('waiting until {0}', clockText(waitingUntil));
	}
	if (phase === undefined) return vscode.l10n.t('the vendor prepares it');
	const speed = rate >= 1 ? ` · ${vscode.l10n.t('{0}/s', Math.round(rate).toLocaleString())}` : '';
	return total === undefined
		? `${done.toLocaleString()}${speed}`
		: `${vscode.l10n.t('{0} of {1}', done.toLocaleString(), total.toLocaleString())}${speed}`;
}

/** What the last run came to, in a word; nothing where it went well. */
export function troubleText(state: DatasetState | undefined): string | undefined {
	if (state === undefined) return undefined;
	if (state.heldSweep !== undefined) return vscode.l10n.t('purge held');
	switch (state.lastRun?.outcome) {
		case 'failed':
			return vscode.l10n.t('failed');
		case 'suspended':
			return vscode.l10n.t('throttled');
		case 'cancelled':
		case 'interrupted':
			return vscode.l10n.t('stopped midway');
		case 'gaps':
			return vscode.l10n.t('{0} records missing', state.gaps.length);
		default:
			return undefined;
	}
}

export function lastRunTime(run: RunRecord | undefined): number | undefined {
	return run?.finishedAt ?? run?.startedAt;
}

export function percentText(share: number): string {
	// A share that is not nothing must not read as nothing, nor one that is not all as all.
	const percent = share <= 0 ? 0 : share >= 1 ? 100 : Math.min(99, Math.max(1, Math.round(share * 100)));
	return `${percent} %`;
}
