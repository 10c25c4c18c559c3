/** One profile that is open: asks its table for columns, keys and coverage, one after the other, and shows what has come. */
import { FreeholdError } from '../../core/errors.ts';
import type { TableColumn, TableSource } from '../../core/tables/table.ts';
import { looksLikeKey } from '../../core/tables/profile/keyNames.ts';
import { timeColumns } from '../../core/tables/profile/timeColumns.ts';
import type { WholeProfile } from '../../core/tables/profile/wholeProfile.ts';
import type { GridFailure } from '../../protocol/grid.ts';
import type { ProfileSubject, ProfileView } from '../../protocol/profile.ts';
import type { RunTable } from '../grid/tableRunner.ts';
import { nextStep } from '../nextStep.ts';
import { wordingOf } from '../views/words.ts';
import type { Language } from '../views/words.ts';
import { ProfileTable } from './profileTable.ts';
import { profileView } from './profileView.ts';

/** Asked for at once. */
const TOGETHER = 8;
/** Of a table of thousands of columns, so many come with one wish. */
const PAGE_COLUMNS = 100;

const NOTHING: WholeProfile = {
	rows: 0,
	total: 0,
	columns: [],
	keys: { kept: undefined, checked: [] },
	coverage: undefined,
};

/** What a session works with. */
export interface ProfileMeans {
	readonly l10n: Language;
	readonly run: RunTable;
	/** @throws FreeholdError where nothing can be read */
	source(): Promise<TableSource>;
}

export class ProfileSession {
	readonly #means: ProfileMeans;
	readonly kept: ProfileSubject;
	readonly #show: (view: ProfileView) => void;
	#table: ProfileTable | undefined;
	#heads: readonly TableColumn[] = [];
	#profile = NOTHING;
	/** Keys and coverage are those of so many columns. */
	#compared = 0;
	#ending = new AbortController();
	/** One wish after the other. */
	#work: Promise<void> = Promise.resolve();
	#status = '';
	#failure: GridFailure | undefined;

	constructor(means: ProfileMeans, kept: ProfileSubject, show: (view: ProfileView) => void) {
		this.#means = means;
		this.kept = kept;
		this.#show = show;
	}

	/** Of a page that comes, or comes back. */
	begin(): void {
		this.tell();
		if (this.#table === undefined) this.refresh();
	}

	/** Reads everything anew. */
	refresh(): void {
		this.#stop();
		this.#ending = new AbortController();
		this.#profile = NOTHING;
		this.#compared = 0;
		this.#failure = undefined;
		this.#begin((signal) => this.#open(signal));
	}

	/** Goes on with further columns. */
	more(): void {
		this.#begin((signal) =>
			this.#load(Math.min(this.#heads.length, this.#profile.columns.length + PAGE_COLUMNS), signal),
		);
	}

	/**
	 * All columns, whether they were wanted before or not.
	 *
	 * @throws the signal's reason; an AbortError where all is read anew or closed; FreeholdError as the table answers
	 */
	whole(signal: AbortSignal, tell: (message: string) => void): Promise<WholeProfile> {
		const ending = this.#ending.signal;
		const any = AbortSignal.any([signal, ending]);
		return this.#queue(async () => {
			any.throwIfAborted();
			try {
				await this.#load(this.#heads.length, any, tell);
				return this.#profile;
			} finally {
				if (!ending.aborted) this.#say('');
			}
		});
	}

	tell(): void {
		const left = this.#heads.length - this.#profile.columns.length;
		const standing = {
			...{ heads: this.#heads, profile: this.#profile, status: this.#status, failure: this.#failure },
			// While others are on their way, nobody has to wish for more.
			...{ left: this.#status === '' ? left : 0, next: Math.min(left, PAGE_COLUMNS) },
		};
		this.#show(profileView(standing, wordingOf(this.#means.l10n)));
	}

	dispose(): void {
		this.#stop();
	}

	#stop(): void {
		this.#ending.abort();
		void this.#table?.[Symbol.asyncDispose]();
		this.#table = undefined;
	}

	#begin(wish: (signal: AbortSignal) => Promise<void>): void {
		const { signal } = this.#ending;
		void this.#queue(async () => {
			try {
				if (!signal.aborted) await wish(signal);
			} catch (error) {
				// Whatever came of it: its table is closed, and what is shown is no longer its own.
				if (signal.aborted) return;
				this.#failure = failureOf(this.#means.l10n, error);
			}
			this.#say('');
		});
	}

	/** @throws what the wish throws; those after it come to their turn nevertheless */
	#queue<Result>(wish: () => Promise<Result>): Promise<Result> {
		const done = this.#work.then(wish);
		this.#work = done.then(
			() => undefined,
			() => undefined,
		);
		return done;
	}

	async #open(signal: AbortSignal): Promise<void> {
		const { l10n, run } = this.#means;
		this.#say(l10n.t('Reading the rows…'));
		const source = await this.#means.source();
		signal.throwIfAborted();
		const table = new ProfileTable(run, source);
		this.#table = table;
		const { columns, total, failure } = await table.settled();
		this.#heads = columns;
		this.#profile = { ...NOTHING, total };
		if (failure !== undefined) {
			// Rows before a place that could not be read are there.
			const { what, why } = failure;
			this.#profile = { ...this.#profile, broken: { what, why } };
			this.#failure = { what, why, next: nextStep(l10n, failure) };
		}
		await this.#load(Math.min(columns.length, PAGE_COLUMNS), signal);
	}

	/** Columns up to a number, then keys and coverage of them. */
	async #load(end: number, signal: AbortSignal, tell: (message: string) => void = () => undefined): Promise<void> {
		const table = this.#table;
		if (table === undefined || this.#compared >= end) return;
		const { arrangement } = this.kept;
		const { l10n } = this.#means;
		while (this.#profile.columns.length < end) {
			const done = this.#profile.columns.length;
			const status = l10n.t('Columns: {0} of {1}…', done, end);
			this.#say(status);
			tell(status);
			const columns = numbers(done, Math.min(end, done + TOGETHER));
			const { rows, columns: found } = await table.ask('profile', { columns, arrangement }, signal);
			const added = found.map((profile) => ({ ...(this.#heads[profile.column] ?? NO_HEAD), profile }));
			this.#profile = { ...this.#profile, rows, columns: [...this.#profile.columns, ...added] };
		}
		this.#say(l10n.t('Comparing keys…'));
		const keys = this.#profile.columns.filter(({ name, profile }) => looksLikeKey(name, profile));
		const asked = { columns: keys.map(({ profile }) => profile.column), arrangement };
		this.#profile = { ...this.#profile, keys: await table.ask('keys', asked, signal) };
		const [column] = timeColumns(this.#heads);
		if (column !== undefined) {
			this.#say(l10n.t('Counting months…'));
			const coverage = await table.ask('coverage', { column, columns: numbers(0, end), arrangement }, signal);
			this.#profile = { ...this.#profile, coverage };
		}
		this.#compared = end;
	}

	#say(status: string): void {
		this.#status = status;
		this.tell();
	}
}

const NO_HEAD: TableColumn = { name: '', type: 'text' };

function numbers(from: number, to: number): readonly number[] {
	return Array.from({ length: to - from }, (_, nth) => from + nth);
}

/** With what can be done about it here. */
function failureOf(l10n: Language, error: unknown): GridFailure {
	if (FreeholdError.is(error)) return { what: error.what, why: error.why, next: nextStep(l10n, error) };
	return {
		what: l10n.t('The profile could not be made'),
		why: error instanceof Error ? error.message : String(error),
		next: undefined,
	};
}
