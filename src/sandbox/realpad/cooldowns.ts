/** Five minutes between two exports of one endpoint by one login, unless the request is narrow (domain: Realpad §1.3). */
import type { SandboxClock } from '../clock.ts';
import { daysBetween } from './data/days.ts';
import type { Export } from './exports/export.ts';
import type { RealpadSwitches } from './options.ts';
import { Refusal } from './refusal.ts';
import { waitHeaders, waitText } from './waits.ts';

const shortestText = 6;
const mostDays = 31;

export class Cooldowns {
	readonly #clock: SandboxClock;
	readonly #switches: RealpadSwitches;
	readonly #until = new Map<string, number>();

	constructor(clock: SandboxClock, switches: RealpadSwitches) {
		this.#clock = clock;
		this.#switches = switches;
	}

	/** @throws Refusal 429 while the endpoint is cooling down */
	check(endpoint: string, login: string): void {
		const until = this.#until.get(keyOf(endpoint, login)) ?? 0;
		if (this.#clock.now() >= until) return;
		const headers = waitHeaders(this.#clock, until, this.#switches.retryAfter);
		throw new Refusal(429, `Too many requests. ${waitText(this.#clock, until)}`, headers);
	}

	start(endpoint: string, login: string): void {
		this.#until.set(keyOf(endpoint, login), this.#clock.now() + this.#switches.cooldownMs);
	}

	clear(): void {
		this.#until.clear();
	}
}

function keyOf(endpoint: string, login: string): string {
	return `${endpoint} ${login}`;
}

/** Whether the request waives the cool-down: exactly one project, at most 31 days, or a text of 6 characters. */
export function isNarrow(plan: Export, values: Readonly<Record<string, string>>, switches: RealpadSwitches): boolean {
	const { projectids, fulltext, creationdatefrom: from, creationdateto: to } = values;
	if (projectids !== undefined && !projectids.includes(',')) return true;
	if (fulltext !== undefined && fulltext.trim().length >= shortestText) return true;
	if (switches.projectIdIsNarrow && values.projectid !== undefined) return true;
	if (plan.waiver === 'projectOrText' || from === undefined || to === undefined) return false;
	// Both ends count: 1 to 31 January are 31 days.
	return to >= from && daysBetween(from, to) < mostDays;
}
