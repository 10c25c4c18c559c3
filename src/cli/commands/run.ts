/** `freehold run`: jobs of freehold.yaml. */
import type { Command } from 'commander';
import { FreeholdError, isCancellation } from '../../core/errors.ts';
import type { DatasetResult } from '../../core/jobs/events.ts';
import { runJob as runJobOfCore } from '../../core/jobs/runJob.ts';
import type { ExportedFile } from '../../core/jobs/runJob.ts';
import { USUAL_FILE_BACKUP, backupTargets } from '../../core/jobs/runTargets.ts';
import { nearest } from '../../core/project/problems.ts';
import type { BackupJob, Job, Project } from '../../core/project/project.ts';
import { openProject } from '../context.ts';
import type { Action, CommandContext } from '../context.ts';
import { dueJobs } from '../dueJobs.ts';
import { EXIT_CODES, exitCodeOfError, exitCodeOfResults } from '../exitCodes.ts';
import { errorText } from '../../core/wording/errorText.ts';
import { tellFile } from '../exportTarget.ts';
import { runOutside, tellResults } from '../replicateTargets.ts';
import type { ReplicateWork } from '../replicateTargets.ts';
import { tellBackup } from '../tellBackup.ts';
import { withProgress } from '../withProgress.ts';
import { tellChanges } from '../tellChanges.ts';

interface Given {
	readonly all?: boolean;
	readonly due?: boolean;
}

export function addRun(program: Command, run: (action: Action) => void): void {
	program
		.command('run')
		.summary('jobs of freehold.yaml')
		.description('Runs jobs of freehold.yaml: those named, all of them, or those that are due by their `every`.')
		.argument('[jobs...]', 'names of jobs')
		.option('--all', 'all jobs')
		.option('--due', 'jobs whose last run is longer ago than their `every`')
		.action((names: readonly string[], given: Given) => run((context) => runJobs(context, names, given)));
}

async function runJobs(context: CommandContext, names: readonly string[], given: Given): Promise<number> {
	const project = await openProject(context);
	const jobs = await chooseJobs(project, names, given);
	if (jobs.length === 0) {
		context.output.say(given.due === true ? 'No job is due.' : 'freehold.yaml declares no jobs.');
		return EXIT_CODES.done;
	}
	const codes = await withProgress(context, {}, async (network, progress) => {
		const open = { context, project, network, progress };
		const all: number[] = [];
		for (const job of jobs) {
			progress.note(context.output.paint('bold', `Job ${job.name}`));
			all.push(await runJob(open, job));
		}
		return all;
	});
	return worst(codes);
}

/** A job that fails leaves the others their turn; what stops everything is met by each of them in its own time. */
async function runJob(open: ReplicateWork, job: Job): Promise<number> {
	const { context } = open;
	try {
		return exitCodeOfResults(await runKind(open, job));
	} catch (error) {
		if (isCancellation(error, context.signal)) throw error;
		open.progress.note(errorText(error, context.output));
		if (context.output.options.json && FreeholdError.is(error)) {
			await context.output.line({ type: 'error', job: job.name, ...error.toJSON() });
		}
		return exitCodeOfError(error);
	}
}

async function runKind(open: ReplicateWork, job: Job): Promise<readonly DatasetResult[]> {
	if (job.kind === 'backup') return runBackup(open, job);
	const outside = { ...runOutside(open), onFile: (file: ExportedFile) => tellFile(open.context, open.progress, file) };
	const results = await runJobOfCore(open.project, job, outside);
	tellChanges(open.context, open.project, results, (text) => open.progress.note(text));
	await tellResults(open.context, results);
	return results;
}

/** One connection after the other; what is wrong with one is part of its result. */
async function runBackup(open: ReplicateWork, job: BackupJob): Promise<readonly DatasetResult[]> {
	const results = await backupTargets(open.project, job.targets, USUAL_FILE_BACKUP, runOutside(open));
	for (const result of results) await tellBackup(open.context, result);
	return results;
}

async function chooseJobs(project: Project, names: readonly string[], given: Given): Promise<readonly Job[]> {
	const ways = [names.length > 0, given.all === true, given.due === true].filter(Boolean).length;
	const known = [...project.jobs.keys()];
	if (ways !== 1) {
		throw new FreeholdError('usage', {
			what: 'It is not clear which jobs to run',
			why: ways === 0 ? 'Neither jobs nor --all nor --due are given' : 'Only one of jobs, --all and --due can be given',
			next: known.length === 0 ? 'freehold.yaml declares no jobs' : `Known jobs: ${known.join(', ')}`,
		});
	}
	if (given.all === true) return [...project.jobs.values()];
	if (given.due === true) return dueJobs(project);
	return names.map((name) => {
		const job = project.jobs.get(name);
		if (job !== undefined) return job;
		const meant = nearest(name, known);
		throw new FreeholdError('usage', {
			what: `There is no job '${name}'`,
			why: known.length === 0 ? 'freehold.yaml declares none' : `freehold.yaml declares ${known.join(', ')}`,
			next: meant === undefined ? 'Name one of those' : `Did you mean '${meant}'?`,
		});
	});
}

function worst(codes: readonly number[]): number {
	const order = [EXIT_CODES.credentials, EXIT_CODES.suspended, EXIT_CODES.usage];
	const first = order.find((code) => codes.includes(code));
	if (first !== undefined) return first;
	if (codes.every((code) => code === EXIT_CODES.done)) return EXIT_CODES.done;
	return codes.every((code) => code === EXIT_CODES.failed) ? EXIT_CODES.failed : EXIT_CODES.partly;
}
