/**
 * Counts and cool-downs of vendors' units in one small SQLite file, shared by all processes of this user. Each question
 * is one short transaction, so that two processes together never spend more than the limit.
 */
import { renameSync, rmSync } from 'node:fs';
import type { Budget, Place, RateLimit } from '../http/contract.ts';
import type { Buckets } from '../http/slidingWindow.ts';
import { chargeToWindow, postponeInWindow, takeFromWindow } from '../http/slidingWindow.ts';
import { msUntilNextDay, utcDay } from '../http/utcDay.ts';
import type { Clock, Log } from '../outside.ts';
import { budgetFailure, isCorruption } from './budgetFailure.ts';
import type { BudgetTables } from './budgetTables.ts';
import { immediate, inodeOf, openTables } from './budgetTables.ts';
import { DayMarks } from './dayMarks.ts';
import type { Processes } from './processes.ts';
import { systemProcesses } from './processes.ts';
import { SharedPlaces } from './sharedPlaces.ts';

export interface BudgetFileOptions {
	readonly file: string;
	readonly clock: Clock;
	readonly log: Log;
	/** How long a question waits for another process's; each takes far less than a millisecond. */
	readonly busyTimeoutMs?: number | undefined;
	/** How long a place among the requests under way outlives a process that cannot be seen to be dead. */
	readonly placeLeaseMs?: number | undefined;
	/** Who is alive on this machine: the system's by default. */
	readonly processes?: Processes | undefined;
}

export class BudgetFile implements Budget {
	readonly #options: BudgetFileOptions;
	readonly #places: SharedPlaces;
	readonly #marks: DayMarks;
	#open: BudgetTables | undefined;
	#isClosed = false;

	/** @throws FreeholdError `locked`, `diskFull`, `readOnly`, `tooNew` or `storeGone` */
	constructor(options: BudgetFileOptions) {
		this.#options = options;
		const { file, clock, log, processes = systemProcesses(), placeLeaseMs: leaseMs } = options;
		this.#marks = new DayMarks(file, log, busyTimeoutMs(options));
		this.#places = new SharedPlaces({ clock, log, processes, leaseMs, use: (task) => this.#use(task) });
		this.#use(() => undefined);
	}

	take(limit: RateLimit, now: number): number {
		return this.#use((open) => {
			const { unit, requestsPerDay } = limit;
			const blockedMs = blockedUntil(open, unit) - now;
			if (blockedMs > 0) return blockedMs;
			return immediate(open.database, () => {
				if (requestsPerDay !== undefined && usedToday(open, unit, now) >= requestsPerDay) return msUntilNextDay(now);
				const { waitMs, buckets, isMended } = takeFromWindow(windowOf(open, unit), limit, now);
				if (waitMs === 0 || isMended) open.writeWindow.run(unit, pack(buckets), Math.floor(now));
				if (waitMs === 0) this.#countToday(open, limit, 1, now);
				return waitMs;
			});
		});
	}

	postpone(limit: RateLimit, sentAt: number, until: number, now: number): void {
		this.#use((open) =>
			immediate(open.database, () => {
				const buckets = postponeInWindow(windowOf(open, limit.unit), limit, sentAt, until, now);
				open.writeWindow.run(limit.unit, pack(buckets), Math.floor(now));
			}),
		);
	}

	charge(limit: RateLimit, requests: number, now: number): void {
		this.#use((open) =>
			immediate(open.database, () => {
				const buckets = chargeToWindow(windowOf(open, limit.unit), limit, requests, now);
				open.writeWindow.run(limit.unit, pack(buckets), Math.floor(now));
				this.#countToday(open, limit, requests, now);
			}),
		);
	}

	usedToday(unit: string, now: number): number {
		return this.#use((open) => usedToday(open, unit, now));
	}

	enter(unit: string, count: number, now: number): Place | undefined {
		return this.#places.enter(unit, count, now);
	}

	block(unit: string, until: number): void {
		this.#use((open) => {
			open.writeBlock.run(unit, Math.ceil(until));
		});
	}

	blockedUntil(unit: string): number {
		return this.#use((open) => blockedUntil(open, unit));
	}

	close(): void {
		if (this.#isClosed) return;
		this.#places.close();
		this.#isClosed = true;
		this.#open?.database.close();
		this.#open = undefined;
	}

	#countToday(open: BudgetTables, { unit, requestsPerDay }: RateLimit, requests: number, now: number): void {
		if (requestsPerDay === undefined) return;
		const before = usedToday(open, unit, now);
		const day = utcDay(now);
		open.writeDay.run(unit, day, before + requests);
		this.#marks.grew(before, { unit, day, requests: before + requests });
	}

	/** Runs a task on the open file. A damaged file is set aside once and begun anew: its counts are minutes old. */
	#use<T>(task: (open: BudgetTables) => T): T {
		const { file } = this.#options;
		if (this.#isClosed) throw budgetFailure(new Error('The budget was closed'), file);
		try {
			return task(this.#opened());
		} catch (error) {
			if (!isCorruption(error)) throw budgetFailure(error, file);
			this.#setAside(error);
		}
		try {
			return task(this.#opened());
		} catch (error) {
			throw budgetFailure(error, file);
		}
	}

	/** Another process may have set the file aside, or the user have removed it: who counts elsewhere counts for nobody. */
	#opened(): BudgetTables {
		const { file, clock } = this.#options;
		if (this.#open !== undefined && inodeOf(file) !== this.#open.inode) {
			this.#open.database.close();
			this.#open = undefined;
		}
		this.#open ??= openTables(file, clock.now(), busyTimeoutMs(this.#options), this.#marks.all());
		return this.#open;
	}

	#setAside(error: unknown): void {
		const { file, clock, log } = this.#options;
		this.#open?.database.close();
		this.#open = undefined;
		const aside = `${file}.damaged-${clock.now()}`;
		log.write('warn', 'The file of request counts was damaged; it was set aside and counting begins anew', {
			file,
			aside,
			error: String(error),
		});
		try {
			renameSync(file, aside);
			rmSync(`${file}-journal`, { force: true });
		} catch (cause) {
			throw budgetFailure(cause, file);
		}
	}
}

function blockedUntil(open: BudgetTables, unit: string): number {
	const until = open.readBlock.get(unit)?.until;
	return typeof until === 'number' ? until : 0;
}

function usedToday(open: BudgetTables, unit: string, now: number): number {
	const requests = open.readDay.get(unit, utcDay(now))?.requests;
	return typeof requests === 'number' ? requests : 0;
}

function busyTimeoutMs(options: BudgetFileOptions): number {
	return options.busyTimeoutMs ?? 5_000;
}

function windowOf(open: BudgetTables, unit: string): Buckets {
	const packed = open.readWindow.get(unit)?.buckets;
	if (!(packed instanceof Uint8Array)) return [];
	return [...new Float64Array(packed.slice().buffer, 0, Math.floor(packed.byteLength / 8))];
}

function pack(buckets: Buckets): Uint8Array {
	return new Uint8Array(Float64Array.from(buckets).buffer);
}
