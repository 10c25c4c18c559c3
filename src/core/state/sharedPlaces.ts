/**
 * Places among the requests that may be under way at once, for all processes of this user. A place is a row; it goes
 * when it is given back, when its process is found dead, or when nobody has renewed it (the process of another machine,
 * or a number that another process has taken over).
 */
import { randomUUID } from 'node:crypto';
import type { SQLOutputValue } from 'node:sqlite';
import type { Place } from '../http/contract.ts';
import type { Clock, Log } from '../outside.ts';
import type { BudgetTables } from './budgetTables.ts';
import { immediate } from './budgetTables.ts';
import type { Processes } from './processes.ts';

export interface SharedPlacesOptions {
	readonly clock: Clock;
	readonly log: Log;
	readonly processes: Processes;
	/** How long a place holds that nobody renews. */
	readonly leaseMs?: number | undefined;
	/** Runs a task on the open file. */
	readonly use: <T>(task: (tables: BudgetTables) => T) => T;
}

/** Long enough for a clock that is set forward by a minute, or a process that is held up for one. */
const usualLeaseMs = 120_000;

/** Whoever asks in vain asks again within a few hundredths of a second; who does not has left. */
const wishMs = 250;

export class SharedPlaces {
	readonly #options: SharedPlacesOptions;
	readonly #leaseMs: number;
	readonly #id = randomUUID();
	/** Unit by holder. */
	readonly #held = new Map<string, string>();
	#entered = 0;
	#renewing: NodeJS.Timeout | undefined;

	constructor(options: SharedPlacesOptions) {
		this.#options = options;
		this.#leaseMs = options.leaseMs ?? usualLeaseMs;
	}

	enter(unit: string, count: number, now: number): Place | undefined {
		const holder = this.#options.use((tables) =>
			immediate(tables.database, () => this.#tryToEnter(tables, unit, count, now)),
		);
		if (holder === undefined) return undefined;
		this.#held.set(holder, unit);
		this.#renewing ??= setInterval(() => this.#renew(), this.#leaseMs / 4).unref();
		return { leave: () => this.#leave(holder) };
	}

	/** Gives back what is still held. */
	close(): void {
		clearInterval(this.#renewing);
		if (this.#held.size === 0) return;
		this.#held.clear();
		this.#attempt((tables) => tables.removePlacesOf.run(this.#id));
	}

	/**
	 * Who asked in vain comes before those who ask later. Without that order a process whose own requests queue for the
	 * place that one of them leaves would always be there first, and another would wait for ever.
	 */
	#tryToEnter(tables: BudgetTables, unit: string, count: number, now: number): string | undefined {
		const taken = this.#occupied(tables, unit, now);
		const wishes = tables.readWishes.all(unit).map(wishOf);
		const isFresh = ({ until }: Wish): boolean => until > now && until <= now + wishMs;
		const own = wishes.find((wish) => wish.budget === this.#id && isFresh(wish));
		const isBefore = (wish: Wish): boolean =>
			own === undefined || wish.since < own.since || (wish.since === own.since && wish.budget < this.#id);
		const ahead = wishes.filter((wish) => wish.budget !== this.#id && isFresh(wish) && isBefore(wish)).length;
		if (taken + ahead >= count) {
			if (own === undefined || own.until - now < wishMs / 2) {
				tables.writeWish.run(unit, this.#id, own?.since ?? Math.floor(now), Math.floor(now) + wishMs);
			}
			return undefined;
		}
		if (wishes.some(({ budget }) => budget === this.#id)) tables.removeWish.run(unit, this.#id);
		const holder = `${this.#id}:${++this.#entered}`;
		this.#write(tables, holder, unit, now);
		return holder;
	}

	/** How many places are taken, after those of the dead are freed. */
	#occupied(tables: BudgetTables, unit: string, now: number): number {
		const { processes } = this.#options;
		let taken = 0;
		for (const row of tables.readPlaces.all(unit)) {
			const holder = String(row.holder);
			const until = Number(row.until);
			const isLost = row.machine === processes.machine && !processes.isAlive(Number(row.pid));
			if (isLost || until <= now) {
				tables.removePlace.run(holder);
				continue;
			}
			taken++;
			// A clock that was ahead wrote it; it must not hold the place for as long as that clock was wrong.
			if (until > now + 2 * this.#leaseMs) tables.shortenPlace.run(Math.floor(now) + this.#leaseMs, holder);
		}
		return taken;
	}

	#write(tables: BudgetTables, holder: string, unit: string, now: number): void {
		const { machine, pid } = this.#options.processes;
		tables.writePlace.run(holder, unit, this.#id, machine, pid, Math.floor(now) + this.#leaseMs);
	}

	#renew(): void {
		if (this.#held.size === 0) return;
		const now = this.#options.clock.now();
		this.#attempt((tables) =>
			immediate(tables.database, () => {
				for (const [holder, unit] of this.#held) this.#write(tables, holder, unit, now);
			}),
		);
	}

	#leave(holder: string): void {
		if (this.#held.delete(holder)) this.#attempt((tables) => tables.removePlace.run(holder));
	}

	/** The request that the place was for is not to fail by this: the row expires by itself. */
	#attempt(task: (tables: BudgetTables) => unknown): void {
		try {
			this.#options.use(task);
		} catch (error) {
			this.#options.log.write('warn', 'A place among the requests under way could not be renewed or given back', {
				error: String(error),
			});
		}
	}
}

interface Wish {
	readonly budget: string;
	readonly since: number;
	readonly until: number;
}

function wishOf(row: Record<string, SQLOutputValue>): Wish {
	return { budget: String(row.budget), since: Number(row.since), until: Number(row.until) };
}
