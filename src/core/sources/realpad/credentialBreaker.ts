/** Stops everything for a login that was refused, in this process and the next: each attempt can prolong a ban. */
import { createHash } from 'node:crypto';
import { FreeholdError } from '../../errors.ts';
import type { Budget } from '../../http/contract.ts';
import { countingUnit } from '../../http/unit.ts';
import type { Clock } from '../../outside.ts';

/** A job that runs every quarter of an hour would otherwise knock 96 times during a ban of a day. */
const restMs = 60 * 60_000;

export interface Credentials {
	readonly login: string;
	readonly password: string;
}

export class CredentialBreaker {
	readonly #unit: string;
	readonly #budget: Budget;
	readonly #clock: Clock;
	readonly #connection: string;

	constructor(credentials: Credentials, budget: Budget, clock: Clock, connection: string) {
		this.#unit = breakerUnit(credentials);
		this.#budget = budget;
		this.#clock = clock;
		this.#connection = connection;
	}

	/** @throws FreeholdError `credentials` while the login rests */
	check(label: string): void {
		const until = this.#budget.blockedUntil(this.#unit);
		if (until <= this.#clock.now()) return;
		throw new FreeholdError('credentials', {
			what: `${label} was not asked for`,
			why: `Realpad refused the login of ${this.#connection} at ${instant(until - restMs)}, and each further attempt can prolong a ban (up to 24 hours)`,
			next: `Sign in at the Realpad web to see whether the login works, and store the password anew; the same one is not tried before ${instant(until)}`,
			retryAt: until,
		});
	}

	open(): void {
		this.#budget.block(this.#unit, this.#clock.now() + restMs);
	}
}

/** A renewed password is another unit. Twelve bits of it: enough to tell it from the old one, useless to guess it by. */
function breakerUnit({ login, password }: Credentials): string {
	const mark = createHash('sha256').update(`${login}\0${password}`).digest('hex').slice(0, 3);
	return `${countingUnit('realpad', login)}:refused:${mark}`;
}

function instant(ms: number): string {
	return new Date(ms).toISOString();
}
