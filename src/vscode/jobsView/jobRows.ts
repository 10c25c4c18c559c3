/** The rows of the Jobs view for what is known of each job: schedule, last result, next run, progress. */
import type { JobTiming } from '../../core/jobs/dueJobs.ts';
import type { Covered, LastResult } from '../../core/jobs/timing.ts';
import { formatDuration } from '../../core/project/duration.ts';
import type { Job } from '../../core/project/project.ts';
import { parseTarget } from '../../core/project/targets.ts';
import type { RunRecord } from '../../core/replica/contract.ts';
import type { JobRef } from '../refs.ts';
import { joined } from '../views/rowModel.ts';
import type { RowModel, ViewNode } from '../views/rowModel.ts';
import { agoText, clockText, inMinutesText, outcomeIcon, outcomeText } from '../views/words.ts';
import type { Language } from '../views/words.ts';
import { goingText, progressText } from './progress.ts';
import type { Going } from './progress.ts';

export interface JobSituation {
	readonly ref: JobRef;
	readonly job: Job;
	/** Name of its folder, where several are open. */
	readonly folder: string | undefined;
	/** Its run in this window. */
	readonly run: Going | undefined;
	readonly last: LastResult | undefined;
	readonly timing: JobTiming;
	/** What it works on, each with its newest run. */
	readonly covered: readonly Covered[];
	/** Whether jobs of its folder are started by the schedule. */
	readonly isScheduled: boolean;
}

/** A run that no declared job stands for. */
export interface LooseRun {
	readonly run: Going;
	readonly kind: string;
}

export function jobNodes(
	l10n: Language,
	jobs: readonly JobSituation[],
	loose: readonly LooseRun[],
	now: number,
): readonly ViewNode[] {
	return [...loose.map((one) => looseNode(l10n, one, now)), ...jobs.map((job) => jobNode(l10n, job, now))];
}

function looseNode(l10n: Language, { run, kind }: LooseRun, now: number): ViewNode {
	const description = joined([kind, goingText(l10n, run, now)]);
	return {
		ref: { run: run.id },
		row: {
			...{ id: `run/${run.id}`, label: run.title, description, context: 'run.running' },
			icon: goingIcon(run, now),
			tooltip: [description, l10n.t('Began at {0}', clockText(run.startedAt))],
		},
	};
}

function jobNode(l10n: Language, situation: JobSituation, now: number): ViewNode {
	const { ref, job, run } = situation;
	const row: RowModel = {
		id: `job/${ref.folder}#${ref.job}`,
		label: job.name,
		description: run === undefined ? restText(l10n, situation, now) : goingText(l10n, run, now),
		icon: run === undefined ? restIcon(situation) : goingIcon(run, now),
		context: run === undefined ? `job.${job.kind}` : `job.${job.kind}.running`,
		tooltip: tooltip(l10n, situation, now),
	};
	if (situation.covered.length < 2) return { ref, row };
	return {
		ref,
		row: { ...row, children: 'collapsed' },
		children: situation.covered.map((one) => coveredNode(l10n, situation, one, now)),
	};
}

function coveredNode(
	l10n: Language,
	{ ref, job, run }: JobSituation,
	{ target, run: last }: Covered,
	now: number,
): ViewNode {
	const { connection, dataset } = parseTarget(target);
	const { folder } = ref;
	const isAtWork = run?.current?.connection === connection && (dataset ?? '*') === run.current.dataset;
	const result = last === undefined ? undefined : resultOf(last);
	const isTold = job.kind !== 'export' || isAtWork;
	return {
		ref: dataset === undefined ? { folder, connection } : { folder, connection, dataset },
		row: {
			id: `job/${folder}#${ref.job}/${target}`,
			label: target,
			description: isAtWork ? progressText(l10n, run, now) : isTold ? lastText(l10n, result, now) : '',
			icon: isAtWork ? goingIcon(run, now) : result === undefined ? { id: 'table' } : outcomeIcon(result.outcome),
			context: dataset === undefined ? 'covered.files' : `covered.dataset.${job.kind}`,
			tooltip: [...(result?.error === undefined ? [] : [result.error])],
		},
	};
}

function resultOf({ finishedAt, startedAt, outcome, error }: RunRecord): LastResult {
	return { at: finishedAt ?? startedAt, outcome, error, dataset: undefined };
}

function restText(l10n: Language, situation: JobSituation, now: number): string {
	const { job, folder, last } = situation;
	return joined([folder, scheduleText(l10n, job), lastText(l10n, last, now), nextText(l10n, situation, now)]);
}

function scheduleText(l10n: Language, { everyMs }: Job): string | undefined {
	return everyMs === undefined ? undefined : l10n.t('every {0}', formatDuration(everyMs));
}

function lastText(l10n: Language, last: LastResult | undefined, now: number): string {
	if (last === undefined) return l10n.t('never run');
	const ago = agoText(l10n, last.at, now);
	return last.outcome === 'done' ? ago : `${outcomeText(l10n, last.outcome)} ${ago}`;
}

/** What never ran is begun by the user: the schedule leaves it alone, and so does its announcement. */
function nextText(l10n: Language, { job, last, timing, isScheduled }: JobSituation, now: number): string | undefined {
	if (job.everyMs === undefined || last === undefined) return undefined;
	if (timing.isDue) return l10n.t('due now');
	if (timing.nextAt === undefined) return undefined;
	const when = inMinutesText(l10n, timing.nextAt, now);
	return isScheduled ? l10n.t('next {0}', when) : l10n.t('due {0}', when);
}

function tooltip(l10n: Language, situation: JobSituation, now: number): readonly string[] {
	const { job, last, run, isScheduled } = situation;
	return [
		joined([kindText(l10n, job), scheduleText(l10n, job)]),
		job.targets.join(', '),
		...(run === undefined ? [] : [goingText(l10n, run, now), l10n.t('Began at {0}', clockText(run.startedAt))]),
		...(run?.current?.waitingFor === undefined ? [] : [run.current.waitingFor]),
		...(last === undefined ? [] : [l10n.t('Last run: {0}', lastText(l10n, last, now))]),
		...(last?.dataset === undefined ? [] : [joined([last.dataset, last.error])]),
		...(job.everyMs === undefined || isScheduled ? [] : [l10n.t('The schedule is off in this window')]),
	];
}

function kindText(l10n: Language, job: Job): string {
	switch (job.kind) {
		case 'replicate':
			return l10n.t('Keeps tables equal to their source');
		case 'export':
			return l10n.t('Exports files as {0}', job.format);
		case 'backup':
			return l10n.t('Backs up files');
	}
}

function restIcon({ last }: JobSituation): RowModel['icon'] {
	return last === undefined ? { id: 'circle-outline' } : outcomeIcon(last.outcome);
}

function goingIcon({ isQueued, current }: Going, now: number): RowModel['icon'] {
	if (isQueued) return { id: 'clock' };
	const isWaiting = current?.waitingUntil !== undefined && current.waitingUntil > now;
	return { id: isWaiting ? 'watch' : 'sync~spin' };
}
