/** The terminal of a task: shows a run as the command line would, and stops it when it is closed. */
import * as vscode from 'vscode';
import type { JobEvent } from '../../core/jobs/events.ts';
import { backupLines, resultLines } from '../../core/wording/resultText.ts';
import { errorText } from '../../core/wording/errorText.ts';
import { Progress } from '../../core/wording/progress.ts';
import type { Freehold } from '../freehold.ts';
import type { RunEnd } from '../jobs/runInProgress.ts';
import type { RunRequest } from '../jobs/runRequest.ts';
import { TerminalPage } from './terminalPage.ts';

/** As the command line ends. */
const EXIT_CODES = { done: 0, failed: 1, partly: 3, cancelled: 130 } as const;

export class JobTerminal implements vscode.Pseudoterminal {
	readonly #freehold: Freehold;
	readonly #request: RunRequest;
	readonly #written = new vscode.EventEmitter<string>();
	readonly #closed = new vscode.EventEmitter<number>();
	readonly #page = new TerminalPage((text) => this.#written.fire(text));
	#run: string | undefined;
	#isClosed = false;

	readonly onDidWrite = this.#written.event;
	readonly onDidClose = this.#closed.event;

	constructor(freehold: Freehold, request: RunRequest) {
		this.#freehold = freehold;
		this.#request = request;
	}

	open(size: vscode.TerminalDimensions | undefined): void {
		this.#page.resize(size?.columns);
		void this.#work().then((code) => this.#closed.fire(code));
	}

	setDimensions({ columns }: vscode.TerminalDimensions): void {
		this.#page.resize(columns);
	}

	/** Ctrl-C, as on the command line. */
	handleInput(text: string): void {
		if (text.includes('\u0003')) this.close();
	}

	/** The task was ended, or its terminal closed. */
	close(): void {
		const id = this.#run;
		this.#isClosed = true;
		if (id !== undefined) void this.#freehold.jobs().then((jobs) => jobs.cancel(id));
	}

	async #work(): Promise<number> {
		try {
			return await this.#runJob();
		} catch (error) {
			this.#page.say(errorText(error, this.#page));
			return EXIT_CODES.failed;
		}
	}

	async #runJob(): Promise<number> {
		const jobs = await this.#freehold.jobs();
		const progress = new Progress(this.#page, Date.now);
		const watch = (event: JobEvent): void => progress.onEvent(event);
		const { run, end } = jobs.start(this.#request, watch);
		this.#run = run.id;
		// Closed before it could begin.
		if (this.#isClosed) jobs.cancel(run.id);
		progress.note(this.#page.paint('bold', `Job ${run.title}`));
		const ended = await end;
		await progress.close();
		return this.#tell(ended);
	}

	#tell({ results, error, isCancelled, files }: RunEnd): number {
		if (isCancelled) {
			this.#page.say('Cancelled. What was stored stays; the next run goes on from there.');
			return EXIT_CODES.cancelled;
		}
		if (error !== undefined) this.#page.say(errorText(error, this.#page));
		for (const result of results) {
			// A back-up's result is one that knows more.
			const lines = 'failures' in result ? backupLines(result as Parameters<typeof backupLines>[0], this.#page) : [];
			for (const line of lines.length > 0 ? lines : resultLines(result, this.#page)) this.#page.say(line);
		}
		for (const { file, rows } of files) this.#page.say(`${rows.toLocaleString('en-US')} rows in ${file}`);
		const failed = results.filter((result) => result.error !== undefined).length;
		if (error !== undefined || (failed > 0 && failed === results.length)) return EXIT_CODES.failed;
		const isPartly = failed > 0 || results.some(({ held, runs }) => held !== undefined || runs.some(hasGaps));
		return isPartly ? EXIT_CODES.partly : EXIT_CODES.done;
	}
}

function hasGaps({ outcome }: RunEnd['results'][number]['runs'][number]): boolean {
	return outcome === 'gaps' || outcome === 'held';
}
