/** `freehold status`: what is stored, how old it is, what went wrong, when it goes on. */
import type { Command } from 'commander';
import { jobTiming } from '../../core/jobs/dueJobs.ts';
import { formatDuration } from '../../core/project/duration.ts';
import type { Job, Project } from '../../core/project/project.ts';
import { findConnection, parseTarget } from '../../core/project/targets.ts';
import type { DatasetState } from '../../core/replica/contract.ts';
import { blockedUntil } from '../blockedUntil.ts';
import { openProject } from '../context.ts';
import type { Action, CommandContext } from '../context.ts';
import { EXIT_CODES } from '../exitCodes.ts';
import { phaseName } from '../progressLine.ts';
import { ago, clockTime, count } from '../quantities.ts';
import { readStates } from '../readStates.ts';
import { renderTable } from '../table.ts';
import { tableWidth } from '../tableOutput.ts';

export function addStatus(program: Command, run: (action: Action) => void): void {
	program
		.command('status')
		.summary('what is stored, how old, what is held, when it is due')
		.description('Per dataset: rows, last run, age, when it is due, errors, gaps, held sweeps. Asks no vendor.')
		.argument('[connection]', 'only this connection')
		.action((name: string | undefined) => run((context) => status(context, name)));
}

interface Entry {
	readonly connection: string;
	readonly state: DatasetState;
	readonly nextAt: number | undefined;
	/** The vendor wants no requests before. */
	readonly allowedAt: number | undefined;
}

async function status(context: CommandContext, only: string | undefined): Promise<number> {
	const project = await openProject(context);
	const now = Date.now();
	const names = only === undefined ? [...project.connections.keys()] : [only];
	const entries: Entry[] = [];
	for (const name of names) {
		const states = await readStates(project, name);
		const datasets = states.map(({ dataset }) => dataset);
		const blocked = await blockedUntil(context, findConnection(project, name), datasets);
		for (const state of states) {
			const allowedAt = blocked.get(state.dataset);
			entries.push({ connection: name, state, nextAt: nextDue(project, name, states, state, now), allowedAt });
		}
	}
	await (context.output.options.json ? tellLines(context, entries, now) : tellTable(context, project, entries, now));
	return EXIT_CODES.done;
}

async function tellLines({ output }: CommandContext, entries: readonly Entry[], now: number): Promise<void> {
	for (const { connection, state, nextAt, allowedAt } of entries) {
		const { dataset, rows, watermark, lastRun, lastPurge, gaps, heldSweep, resume } = state;
		await output.line({
			...{ type: 'status', connection, dataset, rows, watermark, lastRun, lastPurge, gaps, held: heldSweep },
			ageMs: lastRun?.finishedAt === undefined ? undefined : now - lastRun.finishedAt,
			resumes: resume?.phase,
			nextAt,
			allowedAt,
		});
	}
}

async function tellTable(
	context: CommandContext,
	project: Project,
	entries: readonly Entry[],
	now: number,
): Promise<void> {
	const { output } = context;
	if (entries.length === 0) {
		output.say(`Nothing is stored yet in ${project.dataFolder}. Run: freehold replicate CONNECTION`);
		return;
	}
	const table = renderTable(
		[
			{ title: 'dataset' },
			{ title: 'rows', align: 'right' },
			{ title: 'last run' },
			{ title: 'age' },
			{ title: 'up to' },
			{ title: 'due' },
			{ title: 'state' },
		],
		entries.map(({ connection, state, nextAt }) => [
			`${connection}/${state.dataset}`,
			count(state.rows),
			state.lastRun === undefined ? '–' : `${phaseName(state.lastRun.phase)} ${state.lastRun.outcome}`,
			state.lastRun?.finishedAt === undefined ? '–' : ago(state.lastRun.finishedAt, now),
			state.watermark === undefined ? '–' : new Date(state.watermark).toISOString().slice(0, 19) + 'Z',
			nextAt === undefined ? '–' : nextAt <= now ? 'now' : `in ${formatDuration(nextAt - now)}`,
			stateText(state),
		]),
		tableWidth(output),
	);
	await output.data(`${table.lines.join('\n')}\n`);
	for (const line of pauses(entries, now)) output.say(line);
	for (const { connection, state } of entries) {
		const target = `${connection}/${state.dataset}`;
		if (state.lastRun?.error !== undefined) output.say(`${target}: ${state.lastRun.error}`);
		if (state.heldSweep !== undefined) {
			const { wouldDelete, rows, why, heldAt } = state.heldSweep;
			output.say(
				`${target}: purge held at ${clockTime(heldAt, now)}, ${count(wouldDelete)} of ${count(rows)} rows would go: ${why}`,
			);
		}
		for (const gap of state.gaps.slice(0, 3)) output.say(`${target}: record ${gap.key} is missing: ${gap.error}`);
	}
}

/** A pause of the whole connection is told once, one of a single dataset with its name. */
function pauses(entries: readonly Entry[], now: number): readonly string[] {
	const lines = new Set<string>();
	for (const { connection, state, allowedAt } of entries) {
		if (allowedAt === undefined) continue;
		const mine = entries.filter((entry) => entry.connection === connection);
		const isWhole = mine.every((entry) => entry.allowedAt === allowedAt);
		const what = isWhole ? connection : `${connection}/${state.dataset}`;
		lines.add(`${what}: the vendor wants no requests until ${clockTime(allowedAt, now)}`);
	}
	return [...lines];
}

function stateText(state: DatasetState): string {
	const parts = [
		state.resume === undefined ? '' : `${phaseName(state.resume.phase)} to be resumed`,
		state.gaps.length === 0 ? '' : `${state.gaps.length} gaps`,
		state.heldSweep === undefined ? '' : 'purge held',
		state.watermark === undefined && state.resume === undefined && state.lastRun !== undefined ? 'incomplete' : '',
		// Rows of a relation: they are read with the dataset that they belong to, and have no runs of their own.
		state.lastRun === undefined ? 'read along' : '',
	].filter((part) => part !== '');
	return parts.length === 0 ? 'complete' : parts.join(', ');
}

/** When the first job that covers the dataset is due. */
function nextDue(
	project: Project,
	connection: string,
	states: readonly DatasetState[],
	state: DatasetState,
	now: number,
): number | undefined {
	const byDataset = new Map(states.map((one) => [one.dataset, one]));
	const times = [...project.jobs.values()]
		.filter((job) => covers(job, connection, state.dataset))
		.map((job) => jobTiming(job, (name) => (name === connection ? byDataset : new Map()), now))
		.flatMap(({ isDue, nextAt }) => (isDue ? [now] : nextAt === undefined ? [] : [nextAt]));
	return times.length === 0 ? undefined : Math.min(...times);
}

function covers(job: Job, connection: string, dataset: string): boolean {
	return (
		job.kind === 'replicate' &&
		job.targets
			.map(parseTarget)
			.some((target) => target.connection === connection && (target.dataset ?? dataset) === dataset)
	);
}
