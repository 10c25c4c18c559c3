/**
 * Which version of a record an edited text was made from. A file is read by many (a comparison, a search, another
 * extension), and what they are given is not what the editor shows: only the text that it does show says on which version
 * the next change is made. With any other one, what others have changed would look like a change to be undone.
 */

interface Shown<Version> {
	readonly text: string;
	readonly version: Version;
}

/**
 * How a text came to be shown. What is typed says nothing about a version, also where an older one had the same text:
 * to go back to that is a change.
 */
export type Coming = 'opened' | 'reloaded' | 'undone' | 'typed';

export class TextVersions<Version> {
	/** The one that was loaded last, and those that were read since. */
	readonly #given = new Map<string, Version>();
	/** Of before a conflict, or before the file was read anew: only who undoes that is there again. */
	readonly #before = new Map<string, Version>();
	#current: Version | undefined;
	#text: string | undefined;

	/** Of the text that is shown; `undefined` where none was given yet. */
	get current(): Version | undefined {
		return this.#current;
	}

	/**
	 * A text of this version was given to somebody.
	 *
	 * @param isCurrent  whether it is what an editor shows that opens the file now
	 */
	give(text: string, version: Version, isCurrent = false): void {
		// The order is that of the readings.
		this.#given.delete(text);
		this.#given.set(text, version);
		if (isCurrent) this.#current = version;
	}

	/** The editor shows this text; one that nobody has given was made from the last one that was. */
	show(text: string, coming: Coming): void {
		const before = this.#text;
		this.#text = text;
		if (coming === 'typed') return;
		const version = this.#given.get(text) ?? (coming === 'undone' ? this.#before.get(text) : undefined);
		if (version === undefined) return;
		if (coming === 'reloaded' && before !== undefined && this.#current !== undefined && version !== this.#current)
			this.#before.set(before, this.#current);
		if (coming !== 'undone') this.#forgetOlder(text);
		this.#current = version;
	}

	/** A text met a conflict and was replaced by one with both sides, which is about their version. */
	meet(yours: Shown<Version>, both: Shown<Version>): void {
		for (const [text, version] of this.#given) this.#before.set(text, version);
		this.#before.set(yours.text, yours.version);
		this.#given.clear();
		this.#given.set(both.text, both.version);
		this.#current = both.version;
	}

	/** The text that is shown was sent, and is this version now: those before are of the past, and to go back to one is a change. */
	sent(text: string, version: Version): void {
		this.#given.clear();
		this.#before.clear();
		this.#given.set(text, version);
		this.#current = version;
	}

	#forgetOlder(text: string): void {
		for (const given of [...this.#given.keys()]) {
			if (given === text) return;
			this.#given.delete(given);
		}
	}
}
