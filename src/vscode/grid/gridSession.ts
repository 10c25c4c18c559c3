/** One grid that is open: what its page asks is answered by the program that holds the table. */
import * as vscode from 'vscode';
import { FreeholdError } from '../../core/errors.ts';
import type { TableProfile } from '../../core/tables/profile/profile.ts';
import type {
	FromTable,
	TableFailure,
	TableQuestion,
	TableQuestions,
	TableState,
	ToTable,
} from '../../core/tables/tableMessages.ts';
import type {
	GridArrangement,
	GridCommand,
	GridFailure,
	GridLayout,
	GridReading,
	GridSubject,
} from '../../protocol/grid.ts';
import type { GridLink, GridOffers, GridStrip, GridWindow } from '../../protocol/grid.ts';
import type { ToGridHost, ToGridPage } from '../../protocol/grid.ts';
import type { Ending } from '../feature.ts';
import type { Freehold } from '../freehold.ts';
import { nextStep } from '../nextStep.ts';
import { wordingOf } from '../views/words.ts';
import { answerFailure } from './answerFailure.ts';
import { AskedArrangements } from './askedArrangements.ts';
import { GridImages } from './gridImages.ts';
import { hasDocuments, sourceOf } from './gridSubject.ts';
import { HostQuestions } from './hostQuestions.ts';
import type { HostAsking } from './hostQuestions.ts';
import { StopWait } from './stopWait.ts';
import { runTable } from './tableRunner.ts';
import type { TableRunner } from './tableRunner.ts';

interface Asked {
	/** Id that the page knows it by. */
	readonly id: number;
	readonly name: TableQuestion;
}

/** What of a table is before the user: exports, plots and profiles take it from here. */
export interface ShownTable {
	readonly arrangement: GridArrangement;
	/** Columns that are shown, in their order. */
	readonly columns: readonly number[];
	/** The one that the cursor is in, once it was moved. */
	readonly at: number | undefined;
}

/** What a session tells those who hold it. */
export interface GridListener {
	post(message: ToGridPage): void;
	/** The history of a row is wanted. */
	rowHistory(row: number): void;
	/** The columns were laid out. */
	laidOut(layout: GridLayout): void;
	/** What columns hold was shown above them, or hidden. */
	profilesShown(areShown: boolean): void;
	/** Other rows are asked for, or the same in another order. */
	arranged(arrangement: GridArrangement): void;
	/** Rows that belong to one are to be opened in a grid of their own. */
	openLink(link: GridLink): void;
}

type Request = Extract<ToGridHost, { readonly kind: 'request' }>;

const NOTHING: TableState = {
	...{ isBusy: false, isReading: false, columns: [], count: 0, total: 0, version: 0 },
	...{ sheets: undefined, failure: undefined },
};

export class GridSession implements Ending {
	readonly #freehold: Freehold;
	readonly #listener: GridListener;
	readonly subject: GridSubject;
	readonly #asked = new Map<number, Asked>();
	readonly #hostAsked = new HostQuestions();
	readonly #images: GridImages;
	/** Pictures on their way, by the page's ids. */
	readonly #loading = new Map<number, AbortController>();
	#lastId = 0;
	#table: TableRunner | undefined;
	#state: TableState = NOTHING;
	/** Whether its user has put an end to the reading: a page that comes back does not begin it again. */
	#isStopped = false;
	/** Whether it has been told to read no more rows. */
	#isStopping = false;
	#stopWait = this.#newStopWait(0);
	/** Versions of a table that is read again go on from here. */
	#base = 0;
	/** Raised by each reading from the start, so that what an older one says is not heard. */
	#reading = 0;
	#arrangements = new AskedArrangements({ orders: [], filters: [] });
	#columns: readonly number[] | undefined;
	#at: number | undefined;
	/** That its page has not heard of yet. */
	#wanted: GridReading | undefined;

	constructor(freehold: Freehold, subject: GridSubject, listener: GridListener) {
		this.#freehold = freehold;
		this.subject = subject;
		this.#listener = listener;
		this.#images = new GridImages(freehold, subject);
	}

	/** As it was last told. */
	get state(): TableState {
		return this.#state;
	}

	/** Until its page has said which, all columns. */
	get shown(): ShownTable {
		const known = this.#state.columns.length;
		const columns = this.#columns?.filter((column) => column < known);
		const shown = columns ?? [...this.#state.columns.keys()];
		return { arrangement: this.#arrangements.latest, columns: shown, at: this.#at };
	}

	receive(message: ToGridHost): void {
		if (message.kind === 'request') void this.#request(message);
		else if (message.kind === 'profiles') this.#listener.profilesShown(message.areShown);
		else if (message.kind === 'layout') {
			this.#columns = message.columns;
			this.#listener.laidOut(message.layout);
		} else if (message.kind === 'rowHistory') {
			this.#listener.rowHistory(message.row);
		} else if (message.kind === 'column') {
			this.#at = message.column;
		} else if (message.kind === 'openLink') {
			this.#listener.openLink(message.link);
		} else if (message.kind === 'stop') {
			this.#stop();
		} else {
			this.#loading.get(message.id)?.abort();
			for (const [id, asked] of this.#asked) {
				if (asked.id === message.id) this.#table?.post({ kind: 'cancel', id });
			}
		}
	}

	/**
	 * Asks the table for a part of the editor that is no page.
	 *
	 * @throws the signal's reason; FreeholdError as the table answers, or where it is not open
	 */
	async ask<Name extends TableQuestion>(
		name: Name,
		ask: TableQuestions[Name]['ask'],
		asking: HostAsking,
	): Promise<TableQuestions[Name]['answer']> {
		const table = this.#table;
		if (table === undefined) throw new FreeholdError('notFound', closed);
		return this.#hostAsked.ask((message) => table.post(message), { id: ++this.#lastId, name, ask }, asking);
	}

	/** Has its page carry out a command. */
	perform(command: GridCommand): void {
		this.#listener.post({ kind: 'perform', command });
	}

	/**
	 * Other rows are to be shown; a page that is not there yet shows them when it comes.
	 *
	 * @param sheet  that is read first where nothing has been read yet
	 */
	arrange(arrangement: GridArrangement, sheet?: number): void {
		this.#wanted = { arrangement, ...(sheet === undefined ? {} : { sheet }) };
		this.#listener.post({ kind: 'arrange', arrangement });
	}

	dispose(): void {
		this.#reading += 1;
		this.#stopWait.end();
		this.#hostAsked.refuseAll({ reason: 'notFound', ...closed });
		for (const loading of this.#loading.values()) loading.abort();
		void this.#table?.end();
		this.#table = undefined;
	}

	async #request(request: Request): Promise<void> {
		switch (request.name) {
			case 'begin':
				// A page that comes back knows nothing of what another one has asked.
				this.#asked.clear();
				if (this.#table === undefined && !this.#isStopped) await this.#open({ ...request.ask, ...this.#wanted });
				else this.#comeBack(request.ask.arrangement);
				this.#listener.post({ kind: 'reply', id: request.id, answer: await this.#offers() });
				if (this.#wanted !== undefined) this.arrange(this.#wanted.arrangement, this.#wanted.sheet);
				return;
			case 'reload':
				await this.#open(request.ask);
				this.#listener.post({ kind: 'reply', id: request.id, answer: undefined });
				return;
			case 'image':
				await this.#load(request);
				return;
			default:
				this.#ask(request);
		}
	}

	/** What was typed just before the page was hidden stands there, and was not asked for. */
	#comeBack(arrangement: GridArrangement): void {
		if (this.#table !== undefined && !this.#arrangements.isLatest(arrangement)) this.#wanted ??= { arrangement };
		this.#tell();
	}

	async #offers(): Promise<GridOffers> {
		const hasExpressions = await hasDocuments(this.#freehold, this.subject);
		return { hasExpressions, canFetchImages: vscode.workspace.isTrusted };
	}

	async #load({ id, ask }: Request & { readonly name: 'image' }): Promise<void> {
		const loading = new AbortController();
		this.#loading.set(id, loading);
		try {
			const answer = await this.#images.load(ask, loading.signal);
			this.#listener.post({ kind: 'reply', id, answer });
		} catch (error) {
			if (!loading.signal.aborted) this.#refuse(id, failureOf(error));
		} finally {
			this.#loading.delete(id);
		}
	}

	#ask(request: Exclude<Request, { readonly name: 'begin' | 'reload' | 'image' }>): void {
		const { id: pageId, name, ask } = request;
		if (request.name === 'arrange') {
			this.#wanted = undefined;
			this.#listener.arranged(request.ask);
		}
		if (this.#table === undefined) {
			this.#listener.post({ kind: 'error', id: pageId, error: closed });
			return;
		}
		const id = ++this.#lastId;
		this.#asked.set(id, { id: pageId, name });
		if (request.name === 'arrange') this.#arrangements.ask(id, request.ask);
		this.#table.post({ kind: 'ask', id, name, ask } as ToTable);
	}

	async #open({ arrangement, sheet }: GridReading): Promise<void> {
		const reading = ++this.#reading;
		const before = this.#table;
		this.#isStopped = false;
		this.#isStopping = false;
		this.#stopWait.end();
		this.#stopWait = this.#newStopWait(reading);
		this.#refuseAll({ reason: 'notFound', ...closed });
		this.#table = undefined;
		this.#arrangements = new AskedArrangements(arrangement);
		this.#base = this.#state.version + 1;
		this.#state = { ...NOTHING, isBusy: true, version: this.#base };
		this.#tell();
		void before?.end();
		try {
			const source = await sourceOf(this.#freehold, this.subject, sheet);
			if (reading !== this.#reading) return;
			this.#table = runTable(source.kind, {
				onMessage: (message) => {
					if (reading === this.#reading) void this.#take(message);
				},
				onEnd: (why) => {
					if (reading === this.#reading) this.#fail({ ...ended, why });
				},
			});
			this.#table.post({ kind: 'open', source, arrangement });
		} catch (error) {
			if (reading === this.#reading) this.#fail(failureOf(error));
		}
	}

	/** Rows that have come stay, as long as what computes the others comes to the next of them. */
	#stop(): void {
		const { isBusy, isReading, total } = this.#state;
		if (total === 0) {
			if (isBusy) this.#end('you did not wait for its rows');
			return;
		}
		if (!isReading || this.#isStopping) return;
		this.#isStopping = true;
		this.#table?.post({ kind: 'stop' });
		this.#stopWait.begin();
	}

	/** Nothing can be asked of what computes for ever. */
	#newStopWait(reading: number): StopWait {
		return new StopWait(() => {
			if (reading !== this.#reading || !this.#state.isReading) return;
			this.#end('it did not come to its next row, and the rows before are gone with it');
		});
	}

	/** Whatever it computes. */
	#end(why: string): void {
		this.#reading += 1;
		void this.#table?.end();
		this.#isStopped = true;
		this.#base = this.#state.version + 1;
		this.#state = { ...NOTHING, version: this.#base };
		this.#fail({ ...stopped, why });
	}

	async #take(message: FromTable): Promise<void> {
		if (message.kind === 'state') {
			this.#state = { ...message.state, version: this.#base + message.state.version };
			this.#stopWait.told(message.state.version, this.#arrangements.isWaiting);
			this.#tell();
			return;
		}
		if (this.#hostAsked.take(message) || message.kind === 'progress') return;
		this.#arrangements.settle(message.id, message.kind === 'error');
		this.#stopWait.answered(this.#arrangements.isWaiting);
		const asked = this.#asked.get(message.id);
		this.#asked.delete(message.id);
		if (asked === undefined) return;
		if (message.kind === 'error') this.#refuse(asked.id, message.error);
		else await this.#reply(asked, message.answer);
	}

	async #reply({ id, name }: Asked, answer: unknown): Promise<void> {
		try {
			this.#listener.post({ kind: 'reply', id, answer: await this.#answer(name, answer) });
		} catch (error) {
			this.#listener.post({ kind: 'error', id, error: answerFailure(name, messageOf(error)) });
		}
	}

	/** @throws what the clipboard throws */
	async #answer(name: TableQuestion, answer: unknown): Promise<unknown> {
		if (name === 'copy') {
			await vscode.env.clipboard.writeText(String(answer));
			return undefined;
		}
		if (name === 'profile') return this.#strips(answer as TableProfile);
		if (name !== 'rows') return answer;
		const window = answer as GridWindow;
		return { ...window, version: this.#base + window.version };
	}

	async #strips(profile: TableProfile): Promise<readonly GridStrip[]> {
		const { columnStrips } = await import('../profile/columnStrips.ts');
		return columnStrips(profile, this.#state.columns, wordingOf(vscode.l10n));
	}

	#fail(failure: TableFailure): void {
		this.#table = undefined;
		this.#refuseAll(failure);
		this.#state = { ...this.#state, isBusy: false, isReading: false, failure };
		this.#tell();
	}

	/** Nobody is left to answer. */
	#refuseAll(failure: TableFailure): void {
		this.#hostAsked.refuseAll(failure);
		for (const { id } of this.#asked.values()) this.#refuse(id, failure);
		this.#asked.clear();
	}

	#refuse(id: number, failure: TableFailure): void {
		this.#listener.post({ kind: 'error', id, error: shown(failure) });
	}

	#tell(): void {
		const { failure, ...state } = this.#state;
		this.#listener.post({
			kind: 'state',
			state: { ...state, failure: failure === undefined ? undefined : shown(failure) },
		});
	}
}

const closed = {
	what: 'The table is not open',
	why: 'it could not be read, or is being read again',
	next: 'Try again',
} as const satisfies GridFailure;

const stopped = {
	reason: 'query',
	what: 'The query was cancelled',
	next: 'Run it again, or change it so that it finds them sooner: Explain tells where it takes its time',
} as const satisfies Omit<TableFailure, 'why'>;

const ended = {
	reason: 'internal',
	what: 'The table could not be read',
	next: 'Try again; ask for less at once if it stays',
} as const;

/** With what can be done about it here. */
function shown(failure: TableFailure): GridFailure {
	const { what, why, filter } = failure;
	return { what, why, next: nextStep(vscode.l10n, failure), filter };
}

function failureOf(error: unknown): TableFailure {
	if (FreeholdError.is(error)) return error.toJSON();
	return { ...ended, why: messageOf(error) };
}

function messageOf(error: unknown): string {
	return error instanceof Error ? error.message : String(error);
}
