/** What the vendor announces about the version in use, in the headers of its answers (RFC 9745, RFC 8594, RFC 9111 §5.5). */
import type { Log } from '../../outside.ts';

interface Headers {
	get(name: string): string | null;
}

const longest = 300;

/** Collects notices, each of them once. */
export class Notices {
	readonly #log: Log;
	readonly #apiVersion: string;
	readonly #known = new Set<string>();
	#untold: string[] = [];

	constructor(log: Log, apiVersion: string) {
		this.#log = log;
		this.#apiVersion = apiVersion;
	}

	hear(headers: Headers): void {
		const sunset = headers.get('sunset');
		const deprecation = headers.get('deprecation');
		if (deprecation !== null || sunset !== null) {
			const since = deprecation === null || deprecation === 'true' ? '' : ` since ${moment(deprecation)}`;
			// "At the end of a version's sunset period you will be required to adopt a more recent version" (seed 001).
			const until = sunset === null ? '' : `; it ends on ${moment(sunset)}`;
			this.#note(`Version ${this.#apiVersion} of Reapit's API is deprecated${since}${until}: see \`apiVersion\``);
		}
		const warning = headers.get('warning');
		if (warning !== null) this.#note(`Reapit warns: ${warning}`);
	}

	/** Those that nobody has been told yet. */
	take(): readonly string[] {
		const untold = this.#untold;
		this.#untold = [];
		return untold;
	}

	#note(text: string): void {
		const message = text.replaceAll(/\s+/g, ' ').slice(0, longest);
		if (this.#known.has(message)) return;
		this.#known.add(message);
		this.#untold.push(message);
		this.#log.write('warn', message);
	}
}

/** `@1688169599` (RFC 9745) or an HTTP date; anything else as it came. */
function moment(value: string): string {
	const seconds = /^@(\d{1,11})$/.exec(value.trim())?.[1];
	const time = seconds === undefined ? Date.parse(value) : Number(seconds) * 1000;
	return Number.isNaN(time) ? value.slice(0, 60) : new Date(time).toISOString().slice(0, 10);
}
