/** Holds one open table and answers for it. It runs where nobody else waits: in a thread or a process of its own. */
import { FreeholdError, isCancellation } from '../errors.ts';
import { isPlain } from './arrangement.ts';
import type { Arrangement } from './arrangement.ts';
import { CopyText } from './copyText.ts';
import { openTable } from './openTable.ts';
import type { OpenTable } from './openTable.ts';
import type { TableCell, TableSource } from './table.ts';
import type {
	FromTable,
	TableFailure,
	TableQuestion,
	TableQuestions,
	TableState,
	ToTable,
	WindowCell,
} from './tableMessages.ts';
import { turn } from './turn.ts';

/** Longer texts are cut in windows: no screen shows more of a cell. */
export const SHOWN_CHARACTERS = 1000;
const MOST_CHARACTERS = 512 * 1024 * 1024;
const MOST_WINDOW_ROWS = 1000;
const COPY_ROWS = 500;
/** So often is told how far the table is. */
const TELL_EVERY_MS = 100;

type Post = (message: FromTable) => void;

export class TableServer implements AsyncDisposable {
	readonly #post: Post;
	readonly #ending = new AbortController();
	readonly #asked = new Map<number, AbortController>();
	#open: OpenTable | undefined;
	#arranging = new AbortController();
	#isFilling = false;
	#isArranging = false;
	#version = 0;
	#failure: TableFailure | undefined;
	#toldAt = 0;

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
			case 'close':
				void this[Symbol.asyncDispose]();
		}
	}

	async [Symbol.asyncDispose](): Promise<void> {
		this.#ending.abort();
		this.#arranging.abort();
		await turn();
		await this.#open?.[Symbol.asyncDispose]();
		this.#open = undefined;
	}

	async #begin(source: TableSource, arrangement: Arrangement): Promise<void> {
		try {
			this.#open = await openTable(source, this.#ending.signal);
			this.#isFilling = this.#open.filling !== undefined;
			// Columns of what is still to be read are not known yet: orders and filters wait for them.
			if (!this.#isFilling) await this.#arrange(arrangement);
			for await (const _ of this.#open.filling ?? []) this.#tell('soon');
			this.#isFilling = false;
			const wanted = this.#version === 0 ? arrangement : this.#arranged;
			if (this.#open.filling !== undefined && !isPlain(wanted)) await this.#arrange(wanted);
		} catch (error) {
			if (isCancellation(error, this.#ending.signal)) return;
			this.#failure = failureOf(error);
		}
		this.#isFilling = false;
		this.#tell('now');
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
			const answerer = answerers[name] as (
				server: TableWork,
				ask: TableQuestions[Name]['ask'],
				signal: AbortSignal,
			) => unknown;
			const answer = await answerer(this.#work, ask, asked.signal);
			this.#post({ kind: 'reply', id, answer });
		} catch (error) {
			this.#post({ kind: 'error', id, error: asked.signal.aborted ? cancelled : failureOf(error) });
		} finally {
			this.#asked.delete(id);
		}
	}

	readonly #work: TableWork = {
		table: () => this.#table,
		version: () => this.#version,
		arrange: (arrangement) => this.#arrange(arrangement),
	};

	/** A new one puts an end to the one before. */
	async #arrange(arrangement: Arrangement): Promise<void> {
		this.#arranging.abort();
		const own = new AbortController();
		this.#arranging = own;
		this.#version += 1;
		this.#isArranging = true;
		// Before SQLite holds the thread: whoever looks at it sees that it is at work.
		this.#tell('now');
		try {
			await this.#table.view.arrange(arrangement, own.signal, () => this.#tell('now'));
		} catch (error) {
			if (!own.signal.aborted) throw error;
		} finally {
			if (this.#arranging === own) {
				this.#isArranging = false;
				this.#tell('now');
			}
		}
	}

	#tell(when: 'now' | 'soon'): void {
		const now = performance.now();
		if (when === 'soon' && now - this.#toldAt < TELL_EVERY_MS) return;
		this.#toldAt = now;
		this.#post({ kind: 'state', state: this.#state() });
	}

	#state(): TableState {
		const open = this.#open;
		return {
			isBusy: this.#isFilling || this.#isArranging,
			columns: open?.table.columns ?? [],
			count: open?.view.count ?? 0,
			total: open?.total() ?? 0,
			version: this.#version,
			sheets: open?.sheets,
			failure: this.#failure,
		};
	}
}

interface TableWork {
	table(): OpenTable;
	version(): number;
	arrange(arrangement: Arrangement): Promise<void>;
}

type Answerers = {
	readonly [Name in TableQuestion]: (
		work: TableWork,
		ask: TableQuestions[Name]['ask'],
		signal: AbortSignal,
	) => TableQuestions[Name]['answer'] | Promise<TableQuestions[Name]['answer']>;
};

const answerers: Answerers = {
	rows: (work, { offset, count }) => ({
		version: work.version(),
		offset,
		rows: work
			.table()
			.view.window(offset, Math.min(count, MOST_WINDOW_ROWS), SHOWN_CHARACTERS)
			.map((row) => row?.map(shown) ?? null),
	}),

	arrange: async (work, arrangement) => {
		await work.arrange(arrangement);
		return undefined;
	},

	cell: (work, { row, column }) => work.table().view.window(row, 1, MOST_CHARACTERS)[0]?.[column] ?? null,

	copy: async (work, { firstRow, lastRow, columns, withHeaders }, signal) => {
		const { table, view } = work.table();
		const text = new CopyText();
		if (withHeaders) text.add(columns.map((column) => table.columns[column]?.name ?? ''));
		const end = Math.min(lastRow + 1, view.count);
		for (let offset = firstRow; offset < end; offset += COPY_ROWS) {
			for (const row of view.window(offset, Math.min(COPY_ROWS, end - offset), MOST_CHARACTERS)) {
				text.add(columns.map((column) => row?.[column] ?? null));
			}
			await turn();
			signal.throwIfAborted();
		}
		return text.text;
	},
};

function shown(cell: TableCell | undefined): WindowCell {
	if (typeof cell !== 'string' || cell.length <= SHOWN_CHARACTERS) return cell ?? null;
	return { cut: cell.slice(0, SHOWN_CHARACTERS).toWellFormed() };
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
