/** The line that stays when a dataset is done: what was read, what changed, what it cost. Pure. */
import type { JobEvent } from '../core/jobs/events.ts';
import { formatDuration } from '../core/project/duration.ts';
import type { RunCounts } from '../core/replica/contract.ts';
import { oneLine, pad } from './cellText.ts';
import { changesText, phaseName } from './progressLine.ts';
import { counted } from './quantities.ts';
import type { Output } from './terminal.ts';

type EndEvent = JobEvent & { readonly type: 'end' };

export interface EndedPhase {
	readonly event: EndEvent;
	readonly ms: number;
}

/** @param phases  of one dataset, one after another; at least one */
export function endLine(phases: readonly EndedPhase[], nameWidth: number, output: Output): string {
	const [first] = phases;
	if (first === undefined) return '';
	const { connection, dataset } = first.event;
	const name = oneLine(`${connection}/${dataset}`);
	const label = phases.map(({ event }) => phaseName(event.phase)).join('+');
	const text =
		phases.map(({ event }) => troubleText(event)).find((trouble) => trouble !== undefined) ?? factsText(phases);
	const isAligned = output.isInteractive;
	return [
		mark(phases, output),
		isAligned ? pad(name, nameWidth) : name,
		isAligned ? pad(label, 13) : `${label}:`,
		text,
	].join(' ');
}

function mark(phases: readonly EndedPhase[], output: Output): string {
	const outcomes = phases.map(({ event }) => event.record.outcome);
	if (outcomes.includes('failed')) return output.paint('red', '✗');
	return outcomes.every((outcome) => outcome === 'done') ? output.paint('green', '✓') : output.paint('yellow', '!');
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
	const requests = phases.reduce((sum, { event }) => sum + event.record.requests, 0);
	const ms = phases.reduce((sum, phase) => sum + phase.ms, 0);
	const isOnlySweep = phases.every(({ event }) => event.phase === 'sweep');
	const related = [...counts].filter(([table, changed]) => table !== dataset && hasMoved(changed));
	return [
		isOnlySweep ? changesText(own) : `${counted(own.read, 'record')}: ${changesText(own)}`,
		counted(requests, 'request'),
		formatDuration(ms),
		...related.map(([table, changed]) => `${table} ${changesText(changed)}`),
	].join(' · ');
}

function sumByTable(phases: readonly EndedPhase[]): ReadonlyMap<string, RunCounts> {
	const sums = new Map<string, RunCounts>();
	for (const { event } of phases) {
		for (const [table, counts] of Object.entries(event.record.counts)) {
			const before = sums.get(table) ?? NOTHING;
			sums.set(table, {
				// A purge reads keys, which are no records.
				read: before.read + (event.phase === 'sweep' ? 0 : counts.read),
				inserted: before.inserted + counts.inserted,
				updated: before.updated + counts.updated,
				deleted: before.deleted + counts.deleted,
				unchanged: before.unchanged + counts.unchanged,
			});
		}
	}
	return sums;
}

const NOTHING: RunCounts = { read: 0, inserted: 0, updated: 0, deleted: 0, unchanged: 0 };

function hasMoved(counts: RunCounts): boolean {
	return counts.inserted + counts.updated + counts.deleted > 0;
}
