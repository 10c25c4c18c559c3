/** Shows job events: one redrawn line per dataset on a terminal, plain lines in a log, JSON lines with `--json`. */
import type { JobEvent } from '../jobs/events.ts';
import { cutToWidth, oneLine } from './cellText.ts';
import { endLine, groupLine, isUneventful } from './endLine.ts';
import type { EndedPhase } from './endLine.ts';
import { phaseName, plainLine, progressLine, waitText } from './progressLine.ts';
import type { DatasetProgress } from './progressLine.ts';
import type { Page } from './page.ts';

/** Redrawn no oftener than an eye can follow; in a log, seldom enough to be read afterwards. */
const REDRAW_MS = 100;
const LOG_MS = 5000;

/** Where progress is shown. */
export interface ProgressPage extends Page {
	readonly options: { readonly verbose: boolean; readonly quiet: boolean; readonly json: boolean };
	/** Columns of the terminal. */
	readonly width: number;
	/** A message that stays. */
	say(text: string): void;
	/** One machine-readable line. */
	line(value: unknown): Promise<void>;
	/** Text without a line break, which what comes next may cover. */
	draw(text: string): void;
}

interface Active extends DatasetProgress {
	readonly startedAt: number;
	readonly loggedAt: number;
}

export class Progress {
	readonly #page: ProgressPage;
	readonly #now: () => number;
	#active: Active | undefined;
	/** Phases of the dataset whose line is not written yet. */
	readonly #ended: EndedPhase[] = [];
	#isDrawn = false;
	#drawnAt = 0;
	#timer: NodeJS.Timeout | undefined;
	#nameWidth = 14;
	/** Phases that wait for one line in common. */
	#group: { readonly connection: string; readonly ended: EndedPhase[]; readonly nameWidth: number } | undefined;
	/** Dataset that is being read, for waits, which are known to the connection only. */
	#dataset = '*';
	#jsonLines: Promise<void> = Promise.resolve();

	constructor(page: ProgressPage, now: () => number) {
		this.#page = page;
		this.#now = now;
	}

	/** Known names make columns that do not jump. */
	align(names: readonly string[]): void {
		this.#nameWidth = Math.max(this.#nameWidth, ...names.map((name) => name.length));
	}

	/** From here on, datasets of the connection that end well share one line: twenty exports would flood the screen. */
	beginGroup(connection: string): void {
		this.#flush();
		this.#group = { connection, ended: [], nameWidth: this.#nameWidth };
	}

	endGroup(): void {
		this.#flush();
		const group = this.#group;
		this.#group = undefined;
		if (group === undefined) return;
		// Names that are not shown do not push the columns of those that are.
		this.#nameWidth = group.nameWidth;
		if (group.ended.length === 0) return;
		this.#active = undefined;
		this.#tellEnd(groupLine(group.connection, group.ended, this.#nameWidth, this.#page));
	}

	/** A throttle holds the connection up. */
	wait(connection: string, until: number, why: string): void {
		this.onEvent({ type: 'wait', connection, dataset: this.#dataset, until, why });
	}

	readonly onEvent = (event: JobEvent): void => {
		this.#dataset = event.dataset;
		if (this.#page.options.json) this.#writeLine(event);
		if (this.#page.options.quiet) return;
		switch (event.type) {
			case 'prepare':
				this.#prepare(event);
				return;
			case 'start':
				this.#start(event);
				return;
			case 'progress':
				if (this.#active !== undefined) {
					const { done, total, rate, requests } = event;
					this.#active = { ...this.#active, done, total, rate, requests, waiting: undefined };
					this.#show();
				}
				return;
			case 'wait':
				this.#wait(event);
				return;
			case 'warning':
				this.note(`${this.#page.paint('yellow', '!')} ${event.connection}/${event.dataset}: ${oneLine(event.message)}`);
				return;
			case 'end':
				this.#end(event);
		}
	};

	#writeLine(event: JobEvent): void {
		this.#jsonLines = this.#jsonLines.then(() => this.#page.line(event));
		// Whether its reader has gone is for `close` to say: until somebody waits for it there, it is no unheard failure.
		this.#jsonLines.catch(() => undefined);
	}

	/** A message above the line that is being redrawn. */
	note(text: string): void {
		this.#flush();
		this.#erase();
		this.#page.say(text);
		if (this.#page.isInteractive) this.#show();
	}

	/** Work that is no job (a comparison) has no events of its own. */
	tell(name: string, done: number, total: number | undefined): void {
		const now = this.#now();
		const before = this.#active?.name === name ? this.#active : undefined;
		this.align([name]);
		this.#active = {
			...{ name, phase: 'sweep', isResumed: false, done, total, rate: 0, requests: 0, waiting: undefined },
			startedAt: before?.startedAt ?? now,
			loggedAt: before?.loggedAt ?? now,
		};
		if (!this.#page.options.quiet) this.#show();
	}

	/** Nothing is redrawn after this, and every JSON line is out. */
	async close(): Promise<void> {
		clearInterval(this.#timer);
		this.#timer = undefined;
		this.#flush();
		this.#erase();
		this.#active = undefined;
		await this.#jsonLines;
	}

	#start(event: JobEvent & { type: 'start' }): void {
		const { phase, isResumed } = event;
		const name = this.#begin(event, phase, isResumed);
		if (!this.#page.isInteractive && this.#group === undefined)
			this.#page.say(`${name} ${phaseName(phase)}: ${isResumed ? 'goes on where it stopped' : 'starts'}`);
	}

	/** An export that the vendor makes in minutes comes before its run begins: it must not look like a hang. */
	#prepare(event: JobEvent & { type: 'prepare' }): void {
		this.#begin(event, 'initial', false);
	}

	#begin({ connection, dataset }: JobEvent, phase: DatasetProgress['phase'], isResumed: boolean): string {
		const now = this.#now();
		const name = `${connection}/${dataset}`;
		const [before] = this.#ended;
		if (before !== undefined && name !== `${before.event.connection}/${before.event.dataset}`) this.#flush();
		this.align([name]);
		// What was prepared goes on: the time that it took is part of the whole.
		const startedAt = this.#active?.name === name && this.#active.done === 0 ? this.#active.startedAt : now;
		this.#active = {
			...{ name, phase, isResumed, done: 0, total: undefined, rate: 0, requests: 0, waiting: undefined },
			startedAt,
			loggedAt: now,
		};
		if (this.#page.isInteractive) {
			this.#timer ??= setInterval(() => this.#draw(), 500).unref();
			this.#show();
		}
		return name;
	}

	#wait(event: JobEvent & { type: 'wait' }): void {
		const waiting = { until: event.until, why: event.why };
		if (this.#active === undefined || !this.#page.isInteractive) {
			// A wait is told at once: a log that goes quiet for minutes looks like a hang.
			this.#page.say(`${event.connection}/${event.dataset} ${waitText(waiting, this.#now())}`);
		}
		if (this.#active !== undefined) this.#active = { ...this.#active, waiting };
		if (this.#page.isInteractive) this.#show();
	}

	/** A log has one line per phase; a terminal one per dataset, so a purge after an update waits for its line. */
	#end(event: JobEvent & { type: 'end' }): void {
		const now = this.#now();
		this.#ended.push({ event, ms: now - (this.#active?.startedAt ?? event.record.startedAt) });
		this.#active = undefined;
		if (!this.#page.isInteractive) this.#flush();
	}

	#flush(): void {
		const ended = this.#ended.splice(0);
		if (ended.length === 0) return;
		if (this.#group !== undefined && ended.every(({ event }) => isUneventful(event))) this.#group.ended.push(...ended);
		else this.#tellEnd(endLine(ended, this.#nameWidth, this.#page));
	}

	#tellEnd(text: string): void {
		if (this.#page.options.quiet) return;
		this.#erase();
		// It stays, so it may wrap: what a dataset brought, or why it failed, stands nowhere else.
		this.#page.say(this.#page.isInteractive ? text : oneLine(text));
	}

	#show(): void {
		const now = this.#now();
		if (this.#active === undefined) return;
		if (this.#page.isInteractive) {
			if (now - this.#drawnAt >= REDRAW_MS || !this.#isDrawn) this.#draw();
		} else if (now - this.#active.loggedAt >= LOG_MS) {
			this.#active = { ...this.#active, loggedAt: now };
			this.#page.say(plainLine(this.#active, now));
		}
	}

	#draw(): void {
		if (this.#active === undefined || this.#page.options.quiet) return;
		const width = this.#page.width - 1;
		const now = this.#now();
		const text = progressLine(this.#active, this.#nameWidth + 2, width, now);
		// Carriage return, new text, clear to the end: no flicker, because nothing is blank in between.
		this.#page.draw(`\r${cutToWidth(text, width)}\u001b[K`);
		this.#isDrawn = true;
		this.#drawnAt = now;
	}

	#erase(): void {
		if (this.#isDrawn) this.#page.draw('\r\u001b[K');
		this.#isDrawn = false;
	}
}
