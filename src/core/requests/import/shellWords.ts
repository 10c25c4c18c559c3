/** Cuts a command line into words as a POSIX shell does; also what browsers copy for Windows' `cmd`. */

/** @returns `undefined` where a quote is not closed */
export function shellWords(command: string): readonly string[] | undefined {
	const text = isForCmd(command) ? fromCmd(command) : command;
	const words: string[] = [];
	let word: string | undefined;
	for (let at = 0; at < text.length; at++) {
		const sign = text.charAt(at);
		if (sign === "'" || sign === '"' || (sign === '$' && text.charAt(at + 1) === "'")) {
			const quoted = readQuoted(text, at);
			if (quoted === undefined) return undefined;
			word = (word ?? '') + quoted.value;
			at = quoted.end - 1;
		} else if (sign === '\\') {
			const next = /^\r?\n|^[^]/.exec(text.slice(at + 1, at + 3))?.[0] ?? '';
			// A backslash at the end of a line joins it to the next one.
			if (!next.includes('\n')) word = (word ?? '') + next;
			at += next.length;
		} else if (/\s/.test(sign)) {
			if (word !== undefined) words.push(word);
			word = undefined;
		} else word = (word ?? '') + sign;
	}
	return word === undefined ? words : [...words, word];
}

interface Quoted {
	readonly value: string;
	/** Behind the closing quote. */
	readonly end: number;
}

function readQuoted(text: string, at: number): Quoted | undefined {
	const isAnsi = text.charAt(at) === '$';
	const start = isAnsi ? at + 2 : at + 1;
	const quote = text.charAt(start - 1);
	let value = '';
	for (let here = start; here < text.length; here++) {
		const sign = text.charAt(here);
		if (sign === quote) return { value, end: here + 1 };
		if (sign !== '\\' || (quote === "'" && !isAnsi)) {
			value += sign;
			continue;
		}
		const [read, length] = isAnsi ? ansiEscape(text, here) : doubleEscape(text, here);
		value += read;
		here += length - 1;
	}
	return undefined;
}

/** Between double quotes a backslash stands for itself but before a few signs. */
function doubleEscape(text: string, at: number): readonly [string, number] {
	const next = text.charAt(at + 1);
	if (next === '\n') return ['', 2];
	return /["\\$`]/.test(next) ? [next, 2] : ['\\', 1];
}

const ANSI: Readonly<Record<string, string>> = {
	n: '\n',
	t: '\t',
	r: '\r',
	a: '\x07',
	b: '\b',
	e: '\x1b',
	f: '\f',
	v: '\v',
};

/** Within `$'…'`, as Chrome writes what is not ASCII. */
function ansiEscape(text: string, at: number): readonly [string, number] {
	const rest = text.slice(at, at + 10);
	const coded = /^\\(?:u([\dA-Fa-f]{1,4})|U([\dA-Fa-f]{1,8})|x([\dA-Fa-f]{1,2})|([0-7]{1,3}))/.exec(rest);
	if (coded !== null) {
		const [all, u, U, x, octal] = coded;
		const code = octal === undefined ? Number.parseInt(u ?? U ?? x ?? '', 16) : Number.parseInt(octal, 8);
		return [code <= 0x10ffff ? String.fromCodePoint(code) : '\ufffd', all.length];
	}
	const next = rest.charAt(1);
	return [ANSI[next] ?? next, 2];
}

/** "Copy as cURL (cmd)": carets before quotes and at the ends of lines. */
function isForCmd(command: string): boolean {
	return /\^"|\^\r?\n/.test(command);
}

function fromCmd(command: string): string {
	return command
		.replaceAll(/\^\r?\n\s*/g, ' ')
		.replaceAll(/\^([^])/g, '$1')
		.replaceAll('""', '\\"');
}
