/** Reads a `curl` command, as people find it in documentation and browsers copy it. */
import { FreeholdError } from '../../errors.ts';
import { IGNORED_WITH_VALUE, SHORT_WITH_VALUE } from './curlOptions.ts';
import { formPairs, splitAddress } from './imported.ts';
import type { Imported, ImportedBody, ImportedPart, ImportedRequest, Pair } from './imported.ts';
import { shellWords } from './shellWords.ts';

/** Short options begin so; `-` alone is a file. */
const SHORT_FLAGS = /^-[a-zA-Z]*$/;

/** @throws FreeholdError `usage` where the text is no curl command that can be read */
export function importCurl(command: string): Imported {
	const words = shellWords(command.trim().replace(/^\$\s+/, ''));
	if (words === undefined) throw unreadable('a quote in it is not closed');
	if (!/^(?:.*[/\\])?curl(?:\.exe)?$/.test(words[0] ?? '')) throw unreadable("it does not begin with 'curl'");
	const reader = new CurlReader();
	reader.read(words.slice(1));
	return { requests: [reader.request()], variables: [], notes: [] };
}

class CurlReader {
	#url: string | undefined;
	#method: string | undefined;
	readonly #headers: Pair[] = [];
	readonly #data: string[] = [];
	readonly #query: Pair[] = [];
	readonly #parts: ImportedPart[] = [];
	readonly #notes: string[] = [];
	#file: string | undefined;
	#isQuery = false;
	#isJson = false;

	read(words: readonly string[]): void {
		const rest = [...words];
		for (let word = rest.shift(); word !== undefined; word = rest.shift()) {
			if (!word.startsWith('-') || word === '-') this.#address(word);
			else if (word.startsWith('--')) this.#long(word, rest);
			else this.#short(word, rest);
		}
	}

	request(): ImportedRequest {
		if (this.#url === undefined) throw unreadable('it names no address');
		const { address, query } = splitAddress(
			/^[a-z][\w+.-]*:|^\{\{/i.test(this.#url) ? this.#url : `http://${this.#url}`,
		);
		const body = this.#body();
		const method = this.#method ?? (body === undefined ? 'GET' : this.#file === undefined ? 'POST' : 'PUT');
		const more = this.#isQuery ? this.#data.flatMap(formPairs) : [];
		return {
			method,
			address,
			query: [...query, ...this.#query, ...more],
			headers: [...this.#headers, ...this.#impliedHeaders(body)],
			body,
			notes: this.#notes,
		};
	}

	#long(word: string, rest: string[]): void {
		// `--request=POST` is not curl's way, but people write it.
		const [name = '', inline] = word.split(/=([^]*)/, 2);
		const value = (): string => inline ?? rest.shift() ?? '';
		if (IGNORED_WITH_VALUE.has(name)) value();
		else this.#option(name, value);
	}

	#short(word: string, rest: string[]): void {
		if (!SHORT_FLAGS.test(word.slice(0, 2))) return;
		for (let at = 1; at < word.length; at++) {
			const letter = word.charAt(at);
			if (!SHORT_WITH_VALUE.includes(letter)) {
				this.#option(`-${letter}`, () => '');
				continue;
			}
			const inline = word.slice(at + 1);
			const value = (): string => (inline === '' ? (rest.shift() ?? '') : inline);
			if (IGNORED_WITH_VALUE.has(`-${letter}`)) value();
			else this.#option(`-${letter}`, value);
			return;
		}
	}

	#option(name: string, value: () => string): void {
		switch (name) {
			case '--url': {
				this.#address(value());
				return;
			}
			case '-X':
			case '--request':
				this.#method = value().toUpperCase();
				return;
			case '-H':
			case '--header': {
				this.#header(value());
				return;
			}
			case '-A':
			case '--user-agent':
				this.#headers.push(['User-Agent', value()]);
				return;
			case '-e':
			case '--referer':
				this.#headers.push(['Referer', value()]);
				return;
			case '-b':
			case '--cookie':
				this.#headers.push(['Cookie', value()]);
				return;
			case '-u':
			case '--user':
				this.#headers.push(['Authorization', `Basic ${value()}`]);
				return;
			case '--oauth2-bearer':
				this.#headers.push(['Authorization', `Bearer ${value()}`]);
				return;
			case '-I':
			case '--head':
				this.#method = 'HEAD';
				return;
			case '-r':
			case '--range':
				this.#headers.push(['Range', `bytes=${value()}`]);
				return;
			case '--url-query':
				this.#query.push(...formPairs(urlQuery(value())));
				return;
			case '-G':
			case '--get':
				this.#isQuery = true;
				return;
			case '--json':
				this.#isJson = true;
				{
					this.#dataOrFile(value(), false);
					return;
				}
			case '-d':
			case '--data':
			case '--data-ascii': {
				this.#dataOrFile(value(), true);
				return;
			}
			case '--data-binary': {
				this.#dataOrFile(value(), false);
				return;
			}
			case '--data-raw':
				this.#data.push(value());
				return;
			case '--data-urlencode':
				this.#data.push(urlEncoded(value()));
				return;
			case '-F':
			case '--form':
			case '--form-string':
				this.#parts.push(partOf(value(), name === '--form-string'));
				return;
			case '-T':
			case '--upload-file':
				this.#file = value();
				return;
			case '-k':
			case '--insecure':
				this.#notes.push(
					'curl was told not to check certificates (-k); Freehold always does: --ca names others to trust.',
				);
				return;
			default:
			// Whatever else there is says how curl works, not what is sent.
		}
	}

	#address(text: string): void {
		if (this.#url === undefined) this.#url = text;
		else this.#notes.push(`curl was given a second address, which was left out: ${splitAddress(text).address}`);
	}

	#header(line: string): void {
		const [, name, value = ''] = /^([^:;]+)[:;]\s*([^]*)$/.exec(line) ?? [];
		if (name !== undefined) this.#headers.push([name.trim(), value.trim()]);
		else if (line.startsWith('@')) this.#notes.push(`The headers of the file ${line.slice(1)} were left out.`);
	}

	#dataOrFile(value: string, dropsLines: boolean): void {
		if (value.startsWith('@')) this.#file = value.slice(1);
		else this.#data.push(dropsLines ? value.replaceAll(/[\r\n]/g, '') : value);
	}

	#body(): ImportedBody | undefined {
		if (this.#parts.length > 0) return { kind: 'multipart', parts: this.#parts };
		if (this.#isQuery) return undefined;
		if (this.#file !== undefined && this.#data.length === 0) return { kind: 'file', path: this.#file };
		if (this.#data.length === 0) return undefined;
		const text = this.#data.join('&');
		const isForm =
			!this.#isJson && /^application\/x-www-form-urlencoded/i.test(this.#type ?? 'application/x-www-form-urlencoded');
		// What is not of pairs is sent as it is, whatever curl calls it.
		return isForm && /^[^=&\s{[]+=/.test(text) ? { kind: 'form', fields: formPairs(text) } : { kind: 'text', text };
	}

	get #type(): string | undefined {
		return this.#headers.find(([name]) => name.toLowerCase() === 'content-type')?.[1];
	}

	/** curl says so without being told. */
	#impliedHeaders(body: ImportedBody | undefined): readonly Pair[] {
		if (this.#type !== undefined || body === undefined) return [];
		if (this.#isJson)
			return [
				['Content-Type', 'application/json'],
				['Accept', 'application/json'],
			];
		if (body.kind === 'text') return [['Content-Type', 'application/x-www-form-urlencoded']];
		return [];
	}
}

/** As for `--data-urlencode`; behind a plus it is encoded already. */
function urlQuery(value: string): string {
	return value.startsWith('+') ? value.slice(1) : urlEncoded(value);
}

/** `name=content`, `=content` or `content`: only the content is encoded. */
function urlEncoded(value: string): string {
	const at = value.indexOf('=');
	if (at === -1) return encodeURIComponent(value);
	return `${at === 0 ? '' : `${value.slice(0, at)}=`}${encodeURIComponent(value.slice(at + 1))}`;
}

function partOf(value: string, isString: boolean): ImportedPart {
	const [, name = '', rest = ''] = /^([^=]*)=([^]*)$/.exec(value) ?? [];
	if (isString) return { name, content: { text: rest } };
	const [content = '', ...options] = rest.split(';');
	const type = options.find((option) => option.startsWith('type='))?.slice(5);
	const isFile = content.startsWith('@') || content.startsWith('<');
	return { name, content: isFile ? { file: content.slice(1) } : { text: content }, type };
}

function unreadable(why: string): FreeholdError {
	return new FreeholdError('usage', {
		what: 'The curl command could not be read',
		why,
		next: 'Copy the whole command, from curl to its last quote',
	});
}
