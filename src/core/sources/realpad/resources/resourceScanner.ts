/**
 * Finds the `<resource>` tags of a list as its text arrives, so that the XML parser only ever sees a few of them: the
 * whole list as a tree would take gigabytes. Safe against `>` in attributes, comments and CDATA.
 */
import { FreeholdError } from '../../../errors.ts';

/** Names have 255 characters at most on every file system that is in use; nothing honest is longer than this. */
const longestTag = 64 * 1024;
const deepest = 32;
const comment = '<!--';
const cdata = '<![CDATA[';

export class ResourceScanner {
	#text = '';
	readonly #open: string[] = [];
	#hasRoot = false;

	/** @returns the whole `<resource …/>` tags that this text completed, each closed in itself */
	add(text: string): string[] {
		this.#text += text;
		const found: string[] = [];
		let at = 0;
		for (;;) {
			const start = this.#text.indexOf('<', at);
			if (start < 0) {
				at = this.#text.length;
				break;
			}
			const end = this.#markup(start, found);
			if (end < 0) {
				at = start;
				break;
			}
			at = end;
		}
		this.#text = this.#text.slice(at);
		if (this.#text.length > longestTag) throw broken(`it holds a tag of more than ${longestTag} characters`);
		return found;
	}

	/** To be called behind the last text: a list that was cut on its way must not pass for a short one. */
	end(): void {
		if (!this.#hasRoot) throw broken('it holds no <resources> element');
		if (this.#open.length > 0 || this.#text !== '') throw broken('it ends in the middle');
	}

	/** @returns where the markup at `start` ends, or -1 when that is not here yet */
	#markup(start: number, found: string[]): number {
		const text = this.#text;
		switch (text[start + 1]) {
			case undefined:
				return -1;
			case '?':
				return after(text, '?>', start);
			case '!':
				return this.#declaration(start);
			case '/':
				return this.#close(start);
			default:
				return this.#tag(start, found);
		}
	}

	#declaration(start: number): number {
		const begin = this.#text.slice(start, start + cdata.length);
		if (begin.startsWith(comment)) return after(this.#text, '-->', start + comment.length);
		if (begin === cdata) return after(this.#text, ']]>', start);
		if (comment.startsWith(begin) || cdata.startsWith(begin)) return -1;
		// Who declares a document type wants entities expanded (without end) or files fetched from elsewhere.
		throw broken('it declares a document type or entities, which no list of files needs');
	}

	#close(start: number): number {
		const end = after(this.#text, '>', start);
		if (end < 0) return -1;
		const name = localName(this.#text.slice(start + 2, end - 1).trimEnd());
		if (this.#open.pop() !== name) throw broken(`it closes <${name.slice(0, 40)}>, which is not open`);
		return end;
	}

	#tag(start: number, found: string[]): number {
		const end = tagEnd(this.#text, start);
		if (end < 0) return -1;
		const isClosed = this.#text[end - 2] === '/';
		const inner = this.#text.slice(start + 1, isClosed ? end - 2 : end - 1);
		const name = localName(/^[^\s/]*/.exec(inner)?.[0] ?? '');
		const depth = this.#open.length;
		if (depth === 0) this.#root(name);
		if (depth === 1 && name === 'resource') found.push(`<resource${inner.slice(/^[^\s/]*/.exec(inner)?.[0].length)}/>`);
		if (!isClosed && this.#open.push(name) > deepest) throw broken(`it is nested more than ${deepest} deep`);
		return end;
	}

	#root(name: string): void {
		if (this.#hasRoot) throw broken('it goes on after its end');
		if (name !== 'resources') throw broken(`it begins with <${name.slice(0, 40)}> instead of <resources>`);
		this.#hasRoot = true;
	}
}

/** @throws the error for a list that cannot be trusted */
export function broken(why: string): FreeholdError {
	return new FreeholdError('badResponse', {
		what: "Realpad's list of files could not be read",
		why,
		next: 'Try again; if it stays so, tell the vendor. Nothing was changed by it',
	});
}

/** Behind the `>` that is not within quotes. */
function tagEnd(text: string, start: number): number {
	for (let at = start + 1; at < text.length; at++) {
		const char = text[at];
		if (char === '>') return at + 1;
		if (char !== '"' && char !== "'") continue;
		at = text.indexOf(char, at + 1);
		if (at < 0) return -1;
	}
	return -1;
}

function after(text: string, mark: string, from: number): number {
	const found = text.indexOf(mark, from);
	return found < 0 ? -1 : found + mark.length;
}

function localName(name: string): string {
	return name.slice(name.indexOf(':') + 1);
}
