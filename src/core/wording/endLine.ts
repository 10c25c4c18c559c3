/** The line that stays when a dataset is done: what was read, what changed, what it cost. Pure. */
import type { JobEvent } from '../jobs/events.ts';
import { formatDuration } from '../project/duration.ts';
import { addCounts } from '../replica/addCounts.ts';
import type { RunCounts } from '../replica/contract.ts';
import { oneLine, pad } from './cellText.ts';
import { changesText, phaseName } from './progressLine.ts';
import { count, counted } from './quantities.ts';
import type { Page } from './page.ts';

type EndEvent = JobEvent & { readonly type: 'end' };

export interface EndedPhase {
	readonly event: EndEvent;
	readonly ms: number;
}

/** Whether nothing has to be told of a phase but its numbers. */
export function isUneventful(event: EndEvent): boolean {
	return event.record.outcome === 'done' && troubleText(event) === undefined;
}

/** One line for several datasets of a connection. @param phases  uneventful ones, at least one */
export function groupLine(connection: string, phases: readonly EndedPhase[], nameWidth: number, page: Page): string {
	const isAligned = page.isInteractive;
	const name = `${connection}/*`;
	const label = [...new Set(phases.map(({ event }) => phaseName(event.phase)))].join('+');
	const datasets = new Set(phases.map(({ event }) => event.dataset)).size;
	const all = [...sumByTable(phases).values()].reduce(addCounts, NOTHING);
	const ms = phases.reduce((sum, phase) => sum + phase.ms, 0);
	return [
		mark(phases, page),
		isAligned ? pad(name, nameWidth) : name,
		isAligned ? pad(label, 13) : `${label}:`,
		[
			`${counted(datasets, 'dataset')}, ${counted(all.read, 'record')}: ${changesText(all)}`,
			requestsText(phases),
			formatDuration(ms),
		].join(' · '),
	].join(' ');
}

/** @param phases  of one dataset, one after another; at least one */
export function endLine(phases: readonly EndedPhase[], nameWidth: number, page: Page): string {
	const [first] = phases;
	if (first === undefined) return '';
	const { connection, dataset } = first.event;
	const name = oneLine(`${connection}/${dataset}`);
	const label = phases.map(({ event }) => phaseName(event.phase)).join('+');
	const text =
		phases.map(({ event }) => troubleText(event)).find((trouble) => trouble !== undefined) ?? factsText(phases);
	const isAligned = page.isInteractive;
	return [
		mark(phases, page),
		isAligned ? pad(name, nameWidth) : name,
		isAligned ? pad(label, 13) : `${label}:`,
		text,
	].join(' ');
}

function mark(phases: readonly EndedPhase[], page: Page): string {
	const outcomes = phases.map(({ event }) => event.record.outcome);
	if (outcomes.includes('failed')) return page.paint('red', '✗');
	return outcomes.every((outcome) => outcome === 'done') ? page.paint('green', '✓') : page.paint('yellow', '!');
}

function troubleText({ held, error, record }: EndEvent): string | undefined {
	if (held !== undefined) return `held: ${oneLine(held.why)}`;
	if (record.outcome === 'cancelled') return 'cancelled; the next run goes on from here';
	if (error !== undefined) return oneLine(error.what);
	if (record.outcome === 'failed') return oneLine(record.error ?? 'failed');
	return undefined;
}

function factsText(phases: readonly EndedPhase[]): string {
	const { dataset } = phases[0]?.event ?? { dataset: '' };
	const counts = sumByTable(phases);
	const own = counts.get(dataset) ?? NOTHING;
	const ms = phases.reduce((sum, phase) => sum + phase.ms, 0);
	const isOnlySweep = phases.every(({ event }) => event.phase === 'sweep');
	const related = [...counts].filter(([table, changed]) => table !== dataset && hasMoved(changed));
	const [first] = phases;
	return [
		first === undefined || isOnlySweep
			? changesText(own)
			: (filesText(first.event.phase, own) ?? `${counted(own.read, 'record')}: ${changesText(own)}`),
		requestsText(phases),
		formatDuration(ms),
		...related.map(([table, changed]) => `${table} ${changesText(changed)}`),
	].join(' · ');
}

/** Those that the vendor made for embedded records are billed like ours. */
function requestsText(phases: readonly EndedPhase[]): string {
	const sum = (of: (record: EndEvent['record']) => number): number =>
		phases.reduce((total, { event }) => total + of(event.record), 0);
	const charged = sum((record) => record.charged);
	const requests = counted(
		sum((record) => record.requests),
		'request',
	);
	return charged === 0 ? requests : `${requests}, ${counted(charged, 'call')} charged for embeds`;
}

function sumByTable(phases: readonly EndedPhase[]): ReadonlyMap<string, RunCounts> {
	const sums = new Map<string, RunCounts>();
	for (const { event } of phases) {
		for (const [table, counts] of Object.entries(event.record.counts)) {
			// A purge reads keys, which are no records.
			const own = event.phase === 'sweep' ? { ...counts, read: 0 } : counts;
			sums.set(table, addCounts(sums.get(table) ?? NOTHING, own));
		}
	}
	return sums;
}

/** Of a back-up: files that the vendor removed are not gone here. */
function filesText(phase: EndEvent['phase'], { read, inserted, updated, deleted }: RunCounts): string | undefined {
	if (phase === 'check')
		return `${counted(read, 'file')} re-read: ${updated === 0 ? 'all whole' : `${count(updated)} mended`}`;
	if (phase !== 'backup') return undefined;
	const parts = [
		inserted === 0 ? 'none new' : `+${count(inserted)} new`,
		updated === 0 ? '' : `${count(updated)} mended`,
		deleted === 0 ? '' : `${count(deleted)} no longer listed`,
	];
	return `${counted(read, 'file')} listed: ${parts.filter((part) => part !== '').join(', ')}`;
}

const NOTHING: RunCounts = { read: 0, inserted: 0, updated: 0, deleted: 0, unchanged: 0 };

function hasMoved(counts: RunCounts): boolean {
	return counts.inserted + counts.updated + counts.deleted > 0;
}
