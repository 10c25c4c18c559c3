/** Who may come in: credentials, invitations, consents, and bans of those who fail too often. */
import type { SandboxClock } from '../clock.ts';
import { element } from '../random.ts';
import type { RealpadSwitches } from './options.ts';
import { Refusal } from './refusal.ts';
import type { RealpadUser, Users } from './users.ts';
import { waitHeaders, waitText } from './waits.ts';

interface Failures {
	count: number;
	/** How many bans came before: each is longer than the last. */
	bans: number;
	bannedUntil: number;
}

const minute = 60_000;
const banLengths = [15 * minute, 60 * minute, 24 * 60 * minute];
const notAuthorized = 'Not authorized.';

export class Logins {
	readonly #users: Users;
	readonly #clock: SandboxClock;
	readonly #switches: RealpadSwitches;
	readonly #failures = new Map<string, Failures>();

	constructor(users: Users, clock: SandboxClock, switches: RealpadSwitches) {
		this.#users = users;
		this.#clock = clock;
		this.#switches = switches;
	}

	/** @throws Refusal 401, 403 or 429 */
	admit(login: string, password: string): RealpadUser {
		const failures = this.#failures.get(login);
		if (failures !== undefined && this.#clock.now() < failures.bannedUntil) throw this.#banned(failures.bannedUntil);
		const user = this.#users.find(login);
		if (user?.password !== password) {
			this.#fail(login);
			throw new Refusal(401, notAuthorized);
		}
		// Neither is told apart from a wrong password, nor counted as one.
		if (!user.isInvitationAccepted || user.area !== 'takeout') throw new Refusal(401, notAuthorized);
		if (failures !== undefined) failures.count = 0;
		if (!user.isConsentGiven)
			throw new Refusal(403, 'The user has to accept the terms of use in the web application first.');
		return user;
	}

	/** Ends all bans and forgets the failures. */
	forgive(): void {
		this.#failures.clear();
	}

	#fail(login: string): void {
		const failures = this.#failures.get(login) ?? { count: 0, bans: 0, bannedUntil: 0 };
		this.#failures.set(login, failures);
		failures.count += 1;
		const { loginsBeforeBan } = this.#switches;
		if (loginsBeforeBan === false || failures.count < loginsBeforeBan) return;
		const length = element(banLengths, Math.min(failures.bans, banLengths.length - 1));
		failures.bannedUntil = this.#clock.now() + length;
		failures.bans += 1;
		failures.count = 0;
	}

	#banned(until: number): Refusal {
		if (this.#switches.banMode === 401) return new Refusal(401, notAuthorized);
		const text = `Too many failed logins. ${waitText(this.#clock, until)}`;
		return new Refusal(429, text, waitHeaders(this.#clock, until, this.#switches.retryAfter));
	}
}
