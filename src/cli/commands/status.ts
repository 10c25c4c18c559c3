/** `freehold status`: what is stored, how old it is, what went wrong, when it goes on. */
import type { Command } from 'commander';
import type { Project } from '../../core/project/project.ts';
import type { StatusEntry } from '../../core/jobs/statusEntries.ts';
import { FreeholdError } from '../../core/errors.ts';
import { openProject } from '../context.ts';
import type { Action, CommandContext } from '../context.ts';
import { errorText } from '../../core/wording/errorText.ts';
import { EXIT_CODES } from '../exitCodes.ts';
import { count } from '../../core/wording/quantities.ts';
import { connectionStatus } from '../statusEntries.ts';
import type { ConnectionStatus } from '../statusEntries.ts';
import { statusNotes, statusTable } from '../../core/wording/statusText.ts';
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
	for (const sharers of Map.groupBy(all, ({ day }) => day?.unit).values()) await tellDay(context, sharers);
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

/** @param sharers  connections that the vendor counts together */
async function tellDay({ output }: CommandContext, sharers: readonly ConnectionStatus[]): Promise<void> {
	const day = sharers[0]?.day;
	if (day === undefined) return;
	const connections = sharers.map(({ connection }) => connection);
	const { used, of } = day;
	if (output.options.json) {
		await output.line({ type: 'day', connections, requestsToday: used, requestsPerDay: of });
		return;
	}
	output.say(`${connections.join(', ')}: ${count(used)} of ${count(of)} requests are used today (until midnight UTC)`);
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
	const table = statusTable(entries, now, tableWidth(output));
	await output.data(`${table.lines.join('\n')}\n`);
	for (const line of statusNotes(entries, now)) output.say(line);
}
