/** `freehold status`: what is stored, how old it is, what went wrong, when it goes on. */
import type { Command } from 'commander';
import { formatDuration } from '../../core/project/duration.ts';
import type { Project } from '../../core/project/project.ts';
import type { DatasetState } from '../../core/replica/contract.ts';
import { FreeholdError } from '../../core/errors.ts';
import { openProject } from '../context.ts';
import type { Action, CommandContext } from '../context.ts';
import { errorText } from '../../core/wording/errorText.ts';
import { EXIT_CODES } from '../exitCodes.ts';
import type { FileState } from '../fileState.ts';
import { phaseName } from '../../core/wording/progressLine.ts';
import { ago, bytes, clockTime, count } from '../../core/wording/quantities.ts';
import { connectionStatus } from '../statusEntries.ts';
import type { ConnectionStatus, StatusEntry } from '../statusEntries.ts';
import { renderTable } from '../../core/wording/table.ts';
import { tableWidth } from '../tableOutput.ts';

export function addStatus(program: Command, run: (action: Action) => void): void {
	program
		.command('status')
		.summary('what is stored, how old, what is held, when it is due')
		.description(
			'Per dataset: rows, last run, age, when it is due, when the vendor allows it next, errors, gaps, held purges; ' +
				'and the files that are backed up. Asks no vendor.',
		)
		.argument('[connection]', 'only this connection')
		.action((name: string | undefined) => run((context) => status(context, name)));
}

async function status(context: CommandContext, only: string | undefined): Promise<number> {
	const project = await openProject(context);
	const now = Date.now();
	const names = only === undefined ? [...project.connections.keys()] : [only];
	const all: ConnectionStatus[] = [];
	const failures: FreeholdError[] = [];
	for (const name of names) {
		try {
			all.push(await connectionStatus(context, project, name, now));
		} catch (error) {
			// A damaged replica must not hide the others; alone it is all there is to tell.
			if (names.length === 1 || !FreeholdError.is(error)) throw error;
			failures.push(error);
		}
	}
	const entries = all.flatMap((one) => one.entries);
	await (context.output.options.json ? tellLines(context, entries, now) : tellTable(context, project, entries, now));
	for (const { connection, day } of all) if (day !== undefined) await tellDay(context, connection, day);
	for (const error of failures) {
		context.output.complain(errorText(error, context.output));
		if (context.output.options.json) await context.output.line({ type: 'error', ...error.toJSON() });
	}
	if (failures.length === 0) return EXIT_CODES.done;
	return all.length === 0 ? EXIT_CODES.failed : EXIT_CODES.partly;
}

async function tellLines({ output }: CommandContext, entries: readonly StatusEntry[], now: number): Promise<void> {
	for (const { connection, dataset, state, files, lastRun, nextAt, allowedAt } of entries) {
		const ageMs = lastRun?.finishedAt === undefined ? undefined : now - lastRun.finishedAt;
		const { watermark, lastPurge, gaps, heldSweep, resume } = state ?? {};
		await output.line({
			...{
				type: 'status',
				connection,
				dataset,
				rows: state?.rows ?? files?.stored,
				watermark,
				lastRun,
				lastPurge,
				gaps,
			},
			...{ held: heldSweep, ageMs, resumes: resume?.phase, nextAt, allowedAt },
			files:
				files === undefined
					? undefined
					: { stored: files.stored, storedBytes: files.storedBytes, missing: files.missing, gone: files.gone },
		});
	}
}

async function tellDay(
	{ output }: CommandContext,
	connection: string,
	{ used, of }: NonNullable<ConnectionStatus['day']>,
): Promise<void> {
	if (output.options.json) {
		await output.line({ type: 'day', connection, requestsToday: used, requestsPerDay: of });
		return;
	}
	output.say(`${connection}: ${count(used)} of ${count(of)} requests are used today (until midnight UTC)`);
}

async function tellTable(
	context: CommandContext,
	project: Project,
	entries: readonly StatusEntry[],
	now: number,
): Promise<void> {
	const { output } = context;
	if (entries.length === 0) {
		output.say(`Nothing is stored yet in ${project.dataFolder}. Run: freehold replicate CONNECTION`);
		return;
	}
	const hasOwnPauses = entries.some(({ pause }) => pause === 'own');
	const table = renderTable(
		[
			{ title: 'dataset' },
			{ title: 'rows', align: 'right' },
			{ title: 'last run' },
			{ title: 'age' },
			{ title: 'up to' },
			{ title: 'due' },
			...(hasOwnPauses ? [{ title: 'next allowed' }] : []),
			{ title: 'state' },
		],
		entries.map((entry) => [
			`${entry.connection}/${entry.dataset}`,
			rowsText(entry),
			entry.lastRun === undefined ? '–' : `${phaseName(entry.lastRun.phase)} ${entry.lastRun.outcome}`,
			entry.lastRun?.finishedAt === undefined ? '–' : ago(entry.lastRun.finishedAt, now),
			entry.state?.watermark === undefined ? '–' : new Date(entry.state.watermark).toISOString().slice(0, 19) + 'Z',
			entry.nextAt === undefined ? '–' : entry.nextAt <= now ? 'now' : `in ${formatDuration(entry.nextAt - now)}`,
			...(hasOwnPauses ? [allowedText(entry, now)] : []),
			stateText(entry),
		]),
		tableWidth(output),
	);
	await output.data(`${table.lines.join('\n')}\n`);
	for (const line of pauses(entries, now)) output.say(line);
	for (const entry of entries) {
		const target = `${entry.connection}/${entry.dataset}`;
		if (entry.lastRun?.error !== undefined) output.say(`${target}: ${entry.lastRun.error}`);
		for (const line of troubles(entry, now)) output.say(`${target}: ${line}`);
	}
}

function rowsText({ state, files }: StatusEntry): string {
	const rows = state?.rows ?? files?.stored;
	return rows === undefined ? '–' : count(rows);
}

function allowedText({ pause, allowedAt }: StatusEntry, now: number): string {
	if (allowedAt !== undefined) return clockTime(allowedAt, now);
	return pause === 'own' || pause === 'shared' ? 'now' : '–';
}

/** Pauses of a whole connection; those of a single dataset stand in its row. */
function pauses(entries: readonly StatusEntry[], now: number): readonly string[] {
	const lines = new Set<string>();
	const unknown = new Set(entries.filter(({ pause }) => pause === 'unknown').map(({ connection }) => connection));
	if (unknown.size > 0)
		lines.add(
			`No credentials of ${[...unknown].join(', ')} at hand: when the vendor allows requests next is not known.`,
		);
	for (const { connection, allowedAt, pause } of entries) {
		if (pause === 'shared' && allowedAt !== undefined)
			lines.add(`${connection}: the vendor wants no requests until ${clockTime(allowedAt, now)}`);
	}
	return [...lines];
}

function troubles({ state }: StatusEntry, now: number): readonly string[] {
	const held = state?.heldSweep;
	const gaps = state?.gaps.slice(0, 3) ?? [];
	return [
		...(held === undefined
			? []
			: [
					// Where the walk was not proven, the reason speaks of that and not of how many rows would go.
					`purge held at ${clockTime(held.heldAt, now)}: ${held.why}${held.isProven ? '' : `; ${count(held.wouldDelete)} of ${count(held.rows)} rows would go`}`,
				]),
		...gaps.map((gap) => `record ${gap.key} is missing: ${gap.error}`),
	];
}

function stateText({ state, files }: StatusEntry): string {
	if (files !== undefined) return filesText(files);
	return state === undefined ? 'not stored' : datasetText(state);
}

function filesText({ storedBytes, missing, gone }: FileState): string {
	const parts = [
		`${bytes(storedBytes)} backed up`,
		missing === 0 ? '' : `${count(missing)} missing`,
		gone === 0 ? '' : `${count(gone)} gone upstream`,
	];
	return parts.filter((part) => part !== '').join(', ');
}

function datasetText(state: DatasetState): string {
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
