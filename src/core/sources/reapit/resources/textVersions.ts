/**
 * Which version of a record an edited text was made from. A file is read by many (a comparison, a search, another
 * extension), and what they are given is not what the editor shows: only the text that it does show says on which version
 * the next change is made. With any other one, what others have changed would look like a change to be undone.
 */

export class TextVersions<Version> {
	readonly #given = new Map<string, Version>();
	#current: Version | undefined;

	/** Of the text that is shown; `undefined` where none was given yet. */
	get current(): Version | undefined {
		return this.#current;
	}

	/** A text of this version was given to somebody. */
	give(text: string, version: Version): void {
		this.#given.set(text, version);
	}

	/** The editor shows this text; one that nobody has given was made from the last one that was. */
	show(text: string): void {
		this.#current = this.#given.get(text) ?? this.#current;
	}

	/** The text that is shown was sent, and is this version now: those before are of the past, and to go back to one is a change. */
	sent(text: string, version: Version): void {
		this.#given.clear();
		this.#given.set(text, version);
		this.#current = version;
	}
}
