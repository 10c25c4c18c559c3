/**
 * Brings single records of a replica up to date as their events come in. Events of one moment share a run; while another
 * process writes to the replica, they wait for it.
 */
import { FreeholdError, isCancellation } from '../errors.ts';
import type { Clock, Log } from '../outside.ts';
import type { Replica, RunRecord } from '../replica/contract.ts';
import type { Dataset, OpenSource } from '../sources/source.ts';
import { runPhase } from './runPhase.ts';

export interface RecordUpdate {
	readonly dataset: string;
	/** `notReplicated`: the replica does not hold this dataset, so there is nothing to bring up to date. */
	readonly outcome: 'updated' | 'notReplicated';
	/** Of the run that the record was read by, perhaps with others. */
	readonly record: RunRecord | undefined;
	/** How many records were read by that run. */
	readonly records: number;
}

export interface OpenReplica {
	readonly source: OpenSource;
	readonly replica: Replica;
	close(): Promise<void>;
}

export interface WebhookUpdatesOptions {
	readonly connection: string;
	/** Opened for the events at hand and closed after them: jobs of other processes want their turn. */
	readonly open: () => Promise<OpenReplica>;
	readonly clock: Clock;
	readonly log: Log;
	readonly signal: AbortSignal;
}

interface Waiting {
	readonly dataset: string;
	readonly key: readonly string[];
	readonly settle: (update: RecordUpdate) => void;
	readonly fail: (error: unknown) => void;
}

const mostPerRun = 100;
const lockedWaitMs = 1_000;

export class WebhookUpdates {
	readonly #options: WebhookUpdatesOptions;
	#waiting: Waiting[] = [];
	#isWorking = false;

	constructor(options: WebhookUpdatesOptions) {
		this.#options = options;
	}

	/**
	 * Reads one record and applies it; a record that is gone leaves its table.
	 *
	 * @param key  values of the dataset's key columns, in order
	 */
	update(dataset: string, key: readonly string[]): Promise<RecordUpdate> {
		return new Promise((settle, fail) => {
			this.#waiting.push({ dataset, key, settle, fail });
			if (!this.#isWorking) void this.#work();
		});
	}

	/** Until nothing waits. Everything that fails is told to those who wait for it. */
	async #work(): Promise<void> {
		this.#isWorking = true;
		try {
			const open = await this.#openWhenFree();
			try {
				while (this.#waiting.length > 0) await this.#workOff(open);
			} finally {
				await open.close();
			}
		} catch (error) {
			for (const { fail } of this.#waiting.splice(0)) fail(error);
		} finally {
			this.#isWorking = false;
			// Came while the replica was being closed.
			if (this.#waiting.length > 0) void this.#work();
		}
	}

	async #openWhenFree(): Promise<OpenReplica> {
		const { open, clock, signal } = this.#options;
		for (;;) {
			signal.throwIfAborted();
			try {
				return await open();
			} catch (error) {
				if (!FreeholdError.is(error, 'locked')) throw error;
				await clock.sleep(lockedWaitMs, signal);
			}
		}
	}

	async #workOff({ source, replica }: OpenReplica): Promise<void> {
		const dataset = this.#waiting[0]?.dataset ?? '';
		const group = this.#waiting.filter((one) => one.dataset === dataset).slice(0, mostPerRun);
		this.#waiting = this.#waiting.filter((one) => !group.includes(one));
		try {
			const update = await this.#refresh(dataset, group, source, replica);
			for (const { settle } of group) settle(update);
		} catch (error) {
			for (const { fail } of group) fail(error);
			if (isCancellation(error, this.#options.signal)) throw error;
		}
	}

	async #refresh(name: string, group: readonly Waiting[], source: OpenSource, replica: Replica): Promise<RecordUpdate> {
		const { signal } = this.#options;
		const dataset = (await source.datasets(signal)).find(({ id }) => id === name);
		const state = (await replica.states()).find((one) => one.dataset === name);
		const keys = dataset === undefined ? [] : keysOf(dataset, group);
		if (dataset === undefined || state === undefined || keys.length === 0) {
			return { dataset: name, outcome: 'notReplicated', record: undefined, records: 0 };
		}
		const planned = {
			request: { phase: 'retry' as const, relations: [], keys },
			isResumed: false,
			deletesUnseen: false,
		};
		const { record, error } = await runPhase(dataset, planned, this.#phaseOptions(source, replica), state);
		if (error !== undefined) throw error as Error;
		return { dataset: name, outcome: 'updated', record, records: keys.length };
	}

	#phaseOptions(source: OpenSource, replica: Replica): Parameters<typeof runPhase>[2] {
		const { connection, clock, log, signal } = this.#options;
		return {
			...{ connection, source, replica, clock, log, signal },
			datasets: [],
			expand: [],
			mode: 'update',
			purgeEveryMs: undefined,
			fullEveryMs: Number.MAX_SAFE_INTEGER,
			purgeLimitPercent: 0,
			strictInitial: false,
			onEvent: ({ dataset, ...event }) => log.write('debug', `${dataset}: ${event.type}`),
		};
	}
}

/** As the replica writes keys of several columns; each once, in the order of the events. */
function keysOf({ key }: Dataset, group: readonly Waiting[]): readonly string[] {
	const fitting = group.filter((one) => one.key.length === key.length);
	return [...new Set(fitting.map((one) => (key.length === 1 ? (one.key[0] ?? '') : JSON.stringify(one.key))))];
}
