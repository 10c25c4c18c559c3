/**
 * Which version of a record an edited text was made from. A file is read by many (a comparison, a search, another
 * extension), and what they are given is not what the editor shows: only the text that it does show says on which version
 * the next change is made. With any other one, what others have changed would look like a change to be undone.
 */

interface Shown<Version> {
	readonly text: string;
	readonly version: Version;
}

export class TextVersions<Version> {
	readonly #given = new Map<string, Version>();
	/** Of before a conflict: only who undoes it is there again, and who resolves it to the same text is not. */
	readonly #before = new Map<string, Version>();
	#current: Version | undefined;

	/** Of the text that is shown; `undefined` where none was given yet. */
	get current(): Version | undefined {
		return this.#current;
	}

	/** A text of this version was given to somebody. */
	give(text: string, version: Version): void {
		this.#given.set(text, version);
	}

	/**
	 * The editor shows this text; one that nobody has given was made from the last one that was.
	 *
	 * @param isUndone  whether it came by undoing, or by undoing that
	 */
	show(text: string, isUndone = false): void {
		this.#current = this.#given.get(text) ?? (isUndone ? this.#before.get(text) : undefined) ?? this.#current;
	}

	/** A text met a conflict and is replaced by one with both sides, which is about their version. */
	meet(yours: Shown<Version>, both: Shown<Version>): void {
		for (const [text, version] of this.#given) this.#before.set(text, version);
		this.#before.set(yours.text, yours.version);
		this.#given.clear();
		this.#given.set(both.text, both.version);
	}

	/** The text that is shown was sent, and is this version now: those before are of the past, and to go back to one is a change. */
	sent(text: string, version: Version): void {
		this.#given.clear();
		this.#before.clear();
		this.#given.set(text, version);
		this.#current = version;
	}
}
