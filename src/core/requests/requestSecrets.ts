/** Finds secrets that were written into request files (`.http`), where anyone with the repository can read them. */
import { parseRequests } from './document/parseRequests.ts';
import type { RequestBlock, RequestDocument } from './document/requestDocument.ts';
import { sourceLines } from './document/sourceLines.ts';
import type { Range } from '../project/problems.ts';
import { secretFieldOf } from '../project/secretNames.ts';
import { isSecretKey } from '../project/secretsInFile.ts';

export interface RequestSecret {
	/**
	 * `parameter`: of a query, a form or an address, percent-encoded; `named`: a variable, a header, a field of JSON or of
	 * XML; `escaped`: such a field, written with signs that stand for others.
	 */
	readonly kind: 'bearer' | 'basic' | 'parameter' | 'named' | 'escaped';
	/** Of the value alone. */
	readonly range: Range;
	readonly value: string;
	/** As a connection's source asks for it, where its name tells. */
	readonly field: string | undefined;
	readonly block: RequestBlock;
}

type Found = Omit<RequestSecret, 'block'>;

/** The name of a user or an application is shown to everyone anyway. */
const PUBLIC_NAMES = /^(client[-_]?id|login|id[-_]?token)$/i;
/** A variable, or a word that stands for what a reader is to put in. */
const PLACEHOLDER = /\{\{|^<.*>$|^(\.{3}|…|\*+|x+)$/i;

export function requestSecrets(text: string): readonly RequestSecret[] {
	return documentSecrets(parseRequests(text));
}

export function documentSecrets({ text, blocks }: RequestDocument): readonly RequestSecret[] {
	return blocks.flatMap((block) => {
		const before = known.get(block);
		if (before !== undefined) return before;
		const secrets = blockSecrets(text, block);
		known.set(block, secrets);
		return secrets;
	});
}

/** While somebody types in one of thousands, those before it stay what they are. */
const known = new WeakMap<RequestBlock, readonly RequestSecret[]>();

function blockSecrets(text: string, block: RequestBlock): readonly RequestSecret[] {
	const lines = [...sourceLines(text.slice(block.contentStart, block.end))];
	return lines.flatMap((line) =>
		secretsIn(line.text, block.contentStart + line.start).map((found) => ({ ...found, block })),
	);
}

function secretsIn(line: string, from: number): readonly Found[] {
	if (/^\s*(#|\/\/)/.test(line)) return [];
	const header = /^(\s*authorization\s*:\s*(bearer|oauth|basic)\s+)(\S.*?)\s*$/i.exec(line);
	if (header !== null) {
		const [, before = '', scheme = '', value = ''] = header;
		const kind = scheme.toLowerCase() === 'basic' ? 'basic' : 'bearer';
		return literal({ kind, field: undefined, value, range: rangeOf(from, before.length, value) });
	}
	const found = PATTERNS.flatMap(([kind, sign, pattern]) =>
		line.includes(sign) ? named(line, from, kind, pattern) : [],
	);
	return [...found, ...passwordsOfAddresses(line, from).filter((one) => !found.some((other) => meets(one, other)))];
}

/** `https://name:password@host` */
function passwordsOfAddresses(line: string, from: number): readonly Found[] {
	if (!line.includes('://')) return [];
	return [...line.matchAll(/(:\/\/[^\s/:@?#"'<>]*:)([^\s/?#"'<>]+)(?=@)/g)].flatMap(
		({ 1: before = '', 2: value = '', index }) =>
			literal({ kind: 'parameter', field: 'password', value, range: rangeOf(from, index + before.length, value) }),
	);
}

function meets({ range: [start, end] }: Found, { range: [from, to] }: Found): boolean {
	return start < to && from < end;
}

type NamedKind = Exclude<RequestSecret['kind'], 'bearer' | 'basic'>;

/** A sign that is in every line with one; what stands before a name, the name, what stands between, the value. */
const PATTERNS: readonly (readonly [NamedKind, sign: string, RegExp])[] = [
	['named', '@', /^(\s*@)([\w-]+)(\s*=\s*(?:(?:bearer|oauth|basic)\s+)?)(\S.*?)\s*$/gi],
	['named', ':', /^(\s*(?:x-)?)([\w-]+)(\s*:\s*)(\S+)\s*$/gi],
	['named', '"', /(")([\w-]+)("\s*:\s*")([^"\\]+)(?=")/g],
	['escaped', '\\', /(")([\w-]+)("\s*:\s*")((?=[^"]*\\)(?:[^"\\]|\\.)+)(?=")/g],
	['named', '</', /(<(?:[\w-]+:)?)([\w-]+)((?:\s[^<>]*)?>\s*)([^\s<&](?:[^<&]*[^\s<&])?)(?=\s*<\/)/g],
	['escaped', '</', /(<(?:[\w-]+:)?)([\w-]+)((?:\s[^<>]*)?>\s*)((?=[^<]*&)[^\s<](?:[^<]*[^\s<])?)(?=\s*<\/)/g],
	['parameter', '=', /(^\s*|[?&\s])([\w-]+)(=)([^&\s#]+)/g],
];

function named(line: string, from: number, kind: NamedKind, pattern: RegExp): readonly Found[] {
	return [...line.matchAll(pattern)].flatMap(
		({ 1: before = '', 2: name = '', 3: between = '', 4: value = '', index }) => {
			if (!isSecretKey(name) || PUBLIC_NAMES.test(name)) return [];
			const at = index + before.length + name.length + between.length;
			return literal({ kind, field: secretFieldOf(name), value, range: rangeOf(from, at, value) });
		},
	);
}

function literal(found: Found): readonly Found[] {
	return PLACEHOLDER.test(found.value) ? [] : [found];
}

function rangeOf(from: number, at: number, value: string): Range {
	return [from + at, from + at + value.length];
}
