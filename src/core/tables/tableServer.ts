/** Holds one open table and answers for it. It runs where nobody else waits: in a thread or a process of its own. */
import { FreeholdError, isCancellation } from '../errors.ts';
import { isPlain } from './arrangement.ts';
import type { Arrangement } from './arrangement.ts';
import { faultyFilter } from './faultyFilter.ts';
import type { Filling } from './filling.ts';
import { openTable } from './openTable.ts';
import type { OpenTable } from './openTable.ts';
import type { TableSource } from './table.ts';
import { tableAnswers } from './tableAnswers.ts';
import type { TableWork } from './tableAnswers.ts';
import type {
	FromTable,
	TableFailure,
	TableProgress,
	TableQuestion,
	TableQuestions,
	TableState,
	ToTable,
} from './tableMessages.ts';
import { turn } from './turn.ts';

/** So often is told how far the table is. */
const TELL_EVERY_MS = 100;

type Post = (message: FromTable) => void;

export class TableServer implements AsyncDisposable {
	readonly #post: Post;
	readonly #ending = new AbortController();
	/** Of the rows that are being read. */
	readonly #stopping = new AbortController();
	readonly #asked = new Map<number, AbortController>();
	#open: OpenTable | undefined;
	#arranging = new AbortController();
	#isFilling = false;
	#isArranging = false;
	/** Arrangements that were asked for since the last one that has come to its end, the latest last. */
	#underWay: readonly Arrangement[] = [];
	#version = 0;
	#failure: TableFailure | undefined;
	/** The first rows are told at once, however young the process is. */
	#toldAt = -Infinity;
	readonly #watchers: (() => void)[] = [];

	constructor(post: Post) {
		this.#post = post;
	}

	receive(message: ToTable): void {
		switch (message.kind) {
			case 'open':
				void this.#begin(message.source, message.arrangement);
				return;
			case 'ask':
				void this.#answer(message.id, message.name, message.ask);
				return;
			case 'cancel':
				this.#asked.get(message.id)?.abort();
				return;
			case 'stop':
				if (this.#isFilling) this.#stopping.abort(stopped());
				return;
			case 'close':
				void this[Symbol.asyncDispose]();
		}
	}

	async [Symbol.asyncDispose](): Promise<void> {
		this.#ending.abort();
		this.#arranging.abort();
		// Whoever writes a file takes away what is begun.
		for (const asked of this.#asked.values()) asked.abort();
		await turn();
		await this.#open?.[Symbol.asyncDispose]();
		this.#open = undefined;
	}

	async #begin(source: TableSource, arrangement: Arrangement): Promise<void> {
		try {
			this.#open = await openTable(source, AbortSignal.any([this.#ending.signal, this.#stopping.signal]));
			const { filling } = this.#open;
			// Columns of what is still to be read are not known yet: orders and filters wait for them.
			if (filling === undefined) await this.#arrange(arrangement);
			else await this.#fill(filling, arrangement);
		} catch (error) {
			if (isCancellation(error, this.#ending.signal)) return;
			this.#failure ??= failureOf(error);
		}
		this.#tell('now');
	}

	/** Where it breaks off, the rows so far are arranged like all others. */
	async #fill(filling: Filling, arrangement: Arrangement): Promise<void> {
		this.#isFilling = true;
		try {
			for await (const _ of filling) this.#tell('soon');
		} catch (error) {
			if (isCancellation(error, this.#ending.signal)) throw error;
			this.#failure = failureOf(error);
		} finally {
			this.#isFilling = false;
		}
		const wanted = this.#version === 0 ? arrangement : this.#arranged;
		if (!isPlain(wanted)) await this.#arrange(wanted);
	}

	get #arranged(): Arrangement {
		return this.#table.view.arrangement;
	}

	get #table(): OpenTable {
		if (this.#open !== undefined) return this.#open;
		throw new FreeholdError('notFound', {
			what: 'The table could not be read',
			why: 'it is not open',
			next: 'Open it again',
		});
	}

	async #answer<Name extends TableQuestion>(id: number, name: Name, ask: TableQuestions[Name]['ask']): Promise<void> {
		const asked = new AbortController();
		this.#asked.set(id, asked);
		try {
			const answerOf = tableAnswers[name] as (
				server: TableWork,
				ask: TableQuestions[Name]['ask'],
				signal: AbortSignal,
				tell: (progress: TableProgress) => void,
			) => unknown;
			const tell = (progress: TableProgress): void => this.#post({ kind: 'progress', id, progress });
			const answer = await answerOf(this.#work, ask, asked.signal, tell);
			this.#post({ kind: 'reply', id, answer });
		} catch (error) {
			const failure = asked.signal.aborted ? cancelled : failureOf(error);
			this.#post({
				kind: 'error',
				id,
				error: name === 'arrange' ? this.#blamed(failure, ask as Arrangement) : failure,
			});
		} finally {
			this.#asked.delete(id);
		}
	}

	#blamed(failure: TableFailure, arrangement: Arrangement): TableFailure {
		const table = this.#open?.table;
		return table === undefined ? failure : { ...failure, filter: faultyFilter(table, arrangement) };
	}

	readonly #work: TableWork = {
		table: () => this.#table,
		version: () => this.#version,
		arrange: (arrangement) => this.#arrange(arrangement),
		failure: () => this.#failure,
		settled: (signal) => this.#settled(signal),
	};

	async #settled(signal: AbortSignal): Promise<void> {
		while (this.#isFilling || this.#isArranging) {
			await new Promise<void>((resolve) => this.#watchers.push(resolve));
			signal.throwIfAborted();
		}
	}

	/** A new one puts an end to the one before, which is taken up again where the new one fails; one that cannot be read leaves it alone. */
	async #arrange(arrangement: Arrangement): Promise<void> {
		this.#table.view.check(arrangement);
		this.#arranging.abort();
		const own = new AbortController();
		this.#arranging = own;
		const others = this.#underWay;
		this.#underWay = [...others, arrangement];
		this.#version += 1;
		this.#isArranging = true;
		// Before SQLite holds the thread: whoever looks at it sees that it is at work.
		this.#tell('now');
		try {
			await this.#table.view.arrange(arrangement, own.signal, () => this.#tell('now'));
			if (!own.signal.aborted) this.#underWay = [];
		} catch (error) {
			if (own.signal.aborted) return;
			// Windows that were given meanwhile belong to neither: what is shown are the rows before.
			this.#version += 1;
			await this.#takeUp(others);
			throw error;
		} finally {
			if (this.#arranging === own) {
				this.#isArranging = false;
				this.#tell('now');
			}
		}
	}

	/** The latest of some that were not done, each in the place of the one after it that has failed. */
	async #takeUp(unfinished: readonly Arrangement[]): Promise<void> {
		const latest = unfinished.at(-1);
		this.#underWay = unfinished.slice(0, -1);
		if (latest === undefined) return;
		try {
			await this.#arrange(latest);
		} catch {
			// Told is the failure of what was asked for last; those before have come to their turn meanwhile.
		}
	}

	#tell(when: 'now' | 'soon'): void {
		for (const watcher of this.#watchers.splice(0)) watcher();
		const now = performance.now();
		if (when === 'soon' && now - this.#toldAt < TELL_EVERY_MS) return;
		this.#toldAt = now;
		this.#post({ kind: 'state', state: this.#state() });
	}

	#state(): TableState {
		const open = this.#open;
		return {
			isBusy: this.#isFilling || this.#isArranging,
			isReading: this.#isFilling,
			columns: open?.table.columns ?? [],
			count: open?.view.count ?? 0,
			total: open?.total() ?? 0,
			version: this.#version,
			sheets: open?.sheets,
			failure: this.#failure,
		};
	}
}

function stopped(): FreeholdError {
	return new FreeholdError('query', {
		what: 'Not all rows of the query are shown',
		why: 'it was cancelled',
		next: 'Run it again for all of them, or narrow it with WHERE',
	});
}

const cancelled: TableFailure = {
	reason: 'internal',
	what: 'It was cancelled',
	why: 'nobody waits for it any more',
	next: 'Ask again',
};

function failureOf(error: unknown): TableFailure {
	if (FreeholdError.is(error)) return error.toJSON();
	const why = error instanceof Error ? error.message : String(error);
	return {
		reason: 'internal',
		what: 'The table could not be read',
		why,
		next: 'Try again; please report it if it stays',
	};
}
