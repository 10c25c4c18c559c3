/** The rows of the Runs view: every run that the replicas remember, newest first, by day. */
import { formatDuration } from '../../core/project/duration.ts';
import { addCounts } from '../../core/replica/addCounts.ts';
import type { RunCounts, RunRecord } from '../../core/replica/contract.ts';
import { bytes } from '../../core/wording/quantities.ts';
import type { RecordRef } from '../refs.ts';
import { joined } from '../views/rowModel.ts';
import type { ViewNode } from '../views/rowModel.ts';
import { changesText, clockText, countText, outcomeIcon, outcomeText, phaseText } from '../views/words.ts';
import type { Language } from '../views/words.ts';

export interface PastRun {
	readonly ref: RecordRef;
	readonly record: RunRecord;
	/** Name of its folder, where several are open. */
	readonly folder: string | undefined;
}

/** Why the history of a connection is not shown. */
export interface Unreadable {
	readonly connection: string;
	readonly why: string;
}

export interface History {
	readonly runs: readonly PastRun[];
	readonly unreadable: readonly Unreadable[];
	/** Whether older ones exist that were not asked for. */
	readonly hasMore: boolean;
}

const DAY_MS = 86_400_000;

/** The newest of several connections' runs, in one order. @param lists  each with its newest first */
export function newestRuns(lists: readonly (readonly PastRun[])[], limit: number): Omit<History, 'unreadable'> {
	const all = lists.flat().toSorted((a, b) => b.record.startedAt - a.record.startedAt || b.ref.record - a.ref.record);
	const hasMore = all.length > limit || lists.some((list) => list.length > limit);
	return { runs: all.slice(0, limit), hasMore };
}

export function runNodes(l10n: Language, history: History, now: number): readonly ViewNode[] {
	const days = Map.groupBy(history.runs, ({ record }) => startOfDay(record.startedAt));
	return [
		...history.unreadable.map((one) => unreadableNode(l10n, one)),
		...[...days].map(([day, runs], nth) => dayNode(l10n, { day, runs, isFirst: nth === 0 }, now)),
		...(history.hasMore ? [moreNode(l10n)] : []),
	];
}

interface Day {
	readonly day: number;
	readonly runs: readonly PastRun[];
	readonly isFirst: boolean;
}

function dayNode(l10n: Language, { day, runs, isFirst }: Day, now: number): ViewNode {
	const failed = runs.filter(({ record }) => record.outcome === 'failed').length;
	return {
		row: {
			...{ id: `day/${day}`, label: dayText(l10n, day, now), context: 'day', icon: { id: 'calendar' } },
			description: joined([
				runs.length === 1 ? l10n.t('1 run') : l10n.t('{0} runs', countText(runs.length)),
				failed === 0 ? undefined : l10n.t('{0} failed', countText(failed)),
			]),
			children: isFirst ? 'expanded' : 'collapsed',
		},
		children: runs.map((run) => runNode(l10n, run)),
	};
}

function dayText(l10n: Language, day: number, now: number): string {
	const today = startOfDay(now);
	if (day === today) return l10n.t('Today');
	// An hour to and fro: days of changing clocks are not 24 hours long.
	if (day === startOfDay(today - DAY_MS / 2)) return l10n.t('Yesterday');
	return new Date(day).toLocaleDateString([], { weekday: 'short', year: 'numeric', month: 'short', day: 'numeric' });
}

function startOfDay(time: number): number {
	return new Date(time).setHours(0, 0, 0, 0);
}

function runNode(l10n: Language, { ref, record, folder }: PastRun): ViewNode {
	const counts = sumOf(record);
	const hasChanged = counts.inserted + counts.updated + counts.deleted > 0;
	const isFiles = record.phase === 'backup' || record.phase === 'check';
	return {
		ref,
		row: {
			id: `run/${ref.folder}#${ref.connection}/${ref.record}`,
			label: `${ref.connection}/${ref.dataset}`,
			description: joined([
				clockText(record.startedAt),
				phaseText(l10n, record.phase),
				record.outcome === 'done' ? undefined : outcomeText(l10n, record.outcome),
				changesText(counts) || l10n.t('nothing changed'),
				durationText(record),
				requestsText(l10n, record),
				record.throttles === 0 ? undefined : throttlesText(l10n, record),
				folder,
			]),
			icon: outcomeIcon(record.outcome),
			context: `${isFiles ? 'record.files' : 'record.table'}${hasChanged ? '.changed' : ''}`,
			tooltip: tooltip(l10n, record, counts),
		},
	};
}

function sumOf({ counts }: RunRecord): RunCounts {
	const none: RunCounts = { read: 0, inserted: 0, updated: 0, deleted: 0, unchanged: 0 };
	return Object.values(counts).reduce<RunCounts>(addCounts, none);
}

function durationText({ startedAt, finishedAt }: RunRecord): string | undefined {
	return finishedAt === undefined ? undefined : formatDuration(finishedAt - startedAt);
}

function requestsText(l10n: Language, { requests, charged }: RunRecord): string {
	const own = requests === 1 ? l10n.t('1 request') : l10n.t('{0} requests', countText(requests));
	return charged === 0 ? own : `${own}, ${l10n.t('{0} charged for embeds', countText(charged))}`;
}

function throttlesText(l10n: Language, { throttles, waitedMs }: RunRecord): string {
	return l10n.t('throttled {0} times, waited {1}', countText(throttles), formatDuration(waitedMs));
}

function tooltip(l10n: Language, record: RunRecord, counts: RunCounts): readonly string[] {
	const { throttles, waitedMs, retries, warnings, error } = record;
	return [
		joined([l10n.t('Run {0}', record.id), phaseText(l10n, record.phase), outcomeText(l10n, record.outcome)]),
		joined([new Date(record.startedAt).toLocaleString(), durationText(record)]),
		l10n.t(
			'{0} read, {1} new, {2} changed, {3} gone',
			...[counts.read, counts.inserted, counts.updated, counts.deleted].map(countText),
		),
		joined([
			requestsText(l10n, record),
			retries === 0 ? undefined : l10n.t('{0} retries', countText(retries)),
			bytes(record.bytes),
		]),
		...(throttles === 0 && waitedMs === 0 ? [] : [throttlesText(l10n, record)]),
		...(error === undefined ? [] : [error]),
		...warnings,
	];
}

function unreadableNode(l10n: Language, { connection, why }: Unreadable): ViewNode {
	return {
		row: {
			...{ id: `unreadable/${connection}`, label: connection, context: 'unreadable', tooltip: [why] },
			description: l10n.t('The replica cannot be read'),
			icon: { id: 'error', color: 'list.errorForeground' },
			command: { command: 'freehold.openLog', title: l10n.t('Open Log') },
		},
	};
}

function moreNode(l10n: Language): ViewNode {
	const title = l10n.t('Load more…');
	return {
		row: {
			...{ id: 'more', label: title, description: '', icon: { id: 'ellipsis' }, context: 'more' },
			command: { command: 'freehold.runs.more', title },
		},
	};
}
