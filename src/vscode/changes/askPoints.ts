/** Asks for points in the history of a dataset: runs with their times and counts, a time that is typed, now. */
import * as vscode from 'vscode';
import { changedTables, newsOf, tableChanges } from '../../core/changes/tableChanges.ts';
import type { ChangeCounts, TableChange } from '../../core/changes/tableChanges.ts';
import { FreeholdError } from '../../core/errors.ts';
import { replicaFile } from '../../core/jobs/replicaFile.ts';
import type { RunRecord } from '../../core/replica/contract.ts';
import { timeOf } from '../../core/wording/pointInTime.ts';
import { askSteps } from '../connections/askSteps.ts';
import type { Wording } from '../connections/askSteps.ts';
import type { Option } from '../connections/stepTexts.ts';
import { StepWalk } from '../connections/stepWalk.ts';
import type { Answers } from '../connections/stepWalk.ts';
import type { Freehold } from '../freehold.ts';
import { projectOnDisk } from '../projects/projectOnDisk.ts';
import type { DatasetRef } from '../refs.ts';
import { targetOf } from '../refs.ts';
import { joined } from '../views/rowModel.ts';
import { agoText, changesText, phaseText } from '../views/words.ts';
import { BETWEEN, LAST, NOW, START, TIME, changesSteps, pastSteps } from './changesSteps.ts';
import type { KnownRuns } from './changesSteps.ts';

/** Which runs' changes are to be shown; absent `to`: all since. */
export interface ChosenRange {
	readonly from: number;
	readonly to?: number;
}

const RUNS_OFFERED = 500;

/** @throws FreeholdError `notFound` where nothing has ever changed the dataset */
export async function askRange(freehold: Freehold, ref: DatasetRef): Promise<ChosenRange | undefined> {
	const history = await historyOf(freehold, ref);
	const walk = new StepWalk(changesSteps(history.known));
	const answers = await askSteps(walk, targetOf(ref), wordingOf(history));
	if (answers === undefined) return undefined;
	if (answers.what === LAST) return { from: history.last };
	if (answers.what !== BETWEEN) return { from: Number(answers.what) - 1, to: Number(answers.what) };
	const [one, other] = [await pointOf(history, answers, 'from'), await pointOf(history, answers, 'to')];
	const from = one ?? history.newest;
	// Whoever names the later one first means the same.
	return other === undefined ? { from } : { from: Math.min(from, other), to: Math.max(from, other) };
}

/** @throws FreeholdError `notFound` where nothing has ever changed the dataset */
export async function askPast(freehold: Freehold, ref: DatasetRef): Promise<number | undefined> {
	const history = await historyOf(freehold, ref);
	const answers = await askSteps(new StepWalk(pastSteps(history.known)), targetOf(ref), wordingOf(history));
	return answers === undefined ? undefined : ((await pointOf(history, answers, 'at')) ?? history.newest);
}

interface History {
	readonly known: KnownRuns;
	readonly records: ReadonlyMap<number, RunRecord>;
	readonly changes: ReadonlyMap<number, TableChange>;
	/** The state before what is new. */
	readonly last: number;
	readonly lastCounts: ChangeCounts;
	readonly newest: number;
	readonly start: RunRecord | undefined;
	runAt(time: number): Promise<number>;
}

async function historyOf(freehold: Freehold, ref: DatasetRef): Promise<History> {
	const [projects, replicas] = await Promise.all([freehold.projects(), freehold.replicas()]);
	const { dataFolder } = projectOnDisk(projects.of(ref.folder), `The changes of ${targetOf(ref)} cannot be shown`);
	const file = replicaFile(dataFolder, ref.connection);
	const [records = [], start] = await Promise.all([
		replicas.thread.ask(file, 'runs', RUNS_OFFERED),
		replicas.thread.ask(file, 'historyStart'),
	]);
	const all = tableChanges(records);
	const own = all.filter(({ table }) => table === ref.dataset);
	const kept = own.filter(({ run }) => run > (start?.id ?? 0));
	const [newest] = own;
	if (newest === undefined) throw nothingChanged(ref);
	const news = newsOf(all, ref.dataset, undefined);
	const range = news?.range ?? { from: newest.run - 1, to: newest.run };
	return {
		known: {
			runs: kept.map(({ run }) => run),
			hasStart: start === null || start === undefined,
			noTime: vscode.l10n.t('A time looks like 2026-05-01 or 2026-05-01 12:00'),
		},
		records: new Map(records.map((record) => [record.id, record])),
		changes: new Map(kept.map((change) => [change.run, change])),
		last: range.from,
		lastCounts: changedTables(own, range).get(ref.dataset) ?? newest,
		newest: newest.run,
		start: start ?? undefined,
		runAt: async (time) => (await replicas.thread.ask(file, 'runAt', time)) ?? 0,
	};
}

async function pointOf(history: History, answers: Answers, id: string): Promise<number | undefined> {
	const answer = answers[id] ?? NOW;
	if (answer === NOW) return undefined;
	if (answer === START) return 0;
	return answer === TIME ? history.runAt(timeOf((answers[`${id}Time`] ?? '').trim())) : Number(answer);
}

function wordingOf(history: History): Wording {
	return {
		question: (id) => [questionOf(id), startText(history.start)].filter((part) => part !== '').join(' '),
		option: (id, value) => optionOf(history, id, value),
	};
}

function questionOf(id: string): string {
	switch (id) {
		case 'what':
			return vscode.l10n.t('Which changes?');
		case 'from':
			return vscode.l10n.t('Changes since which state?');
		case 'to':
			return vscode.l10n.t('Changes up to which state?');
		case 'at':
			return vscode.l10n.t('As of which run or time?');
		default:
			return vscode.l10n.t('A date or a time by your clock, such as 2026-05-01 or 2026-05-01 12:00');
	}
}

/** What lies before is not offered, and why is said. */
function startText(start: RunRecord | undefined): string {
	if (start === undefined) return '';
	const began = new Date(start.startedAt).toLocaleString();
	return vscode.l10n.t('What lies before run {0} ({1}) is no longer kept.', start.id, began);
}

function optionOf(history: History, id: string, value: string): Option {
	switch (value) {
		case LAST:
			return { value, label: vscode.l10n.t('What is new'), detail: changesText(history.lastCounts) };
		case BETWEEN:
			return { value, label: vscode.l10n.t('Between two runs or times…') };
		case START:
			return { value, label: vscode.l10n.t('Before the first run') };
		case NOW:
			return { value, label: vscode.l10n.t('As it is now') };
		case TIME:
			return { value, label: vscode.l10n.t('At a time…') };
		default:
			return runOption(history, id, Number(value));
	}
}

function runOption({ records, changes }: History, id: string, run: number): Option {
	const [record, change] = [records.get(run), changes.get(run)];
	const label = id === 'what' ? vscode.l10n.t('Changes of run {0}', run) : vscode.l10n.t('After run {0}', run);
	const detail = joined([
		change === undefined ? undefined : changesText(change),
		record === undefined ? undefined : phaseText(vscode.l10n, record.phase),
		record === undefined ? undefined : new Date(record.startedAt).toLocaleString(),
		record === undefined ? undefined : agoText(vscode.l10n, record.startedAt, Date.now()),
	]);
	return { value: String(run), label, detail };
}

function nothingChanged(ref: DatasetRef): FreeholdError {
	return new FreeholdError('notFound', {
		what: `There is nothing to compare in ${targetOf(ref)}`,
		why: 'no run that is remembered has changed it',
		next: 'Replicate it first',
	});
}
