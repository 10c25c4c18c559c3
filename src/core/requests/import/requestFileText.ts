/** Writes imported requests as a request file that any tool can run. */
import { parseRequests } from '../document/parseRequests.ts';
import type { Imported, ImportedBody, ImportedPart, ImportedRequest, Pair } from './imported.ts';
import { withoutSecrets } from './leaveSecrets.ts';

/** More than so many signs of query are put on lines of their own. */
const LONG_QUERY = 60;
const BOUNDARY = 'freehold-boundary';

/**
 * @param connection  that the requests are meant for, where one is
 * @returns the text, and how many secrets were left out of it
 */
export function requestFileText(
	{ requests, variables, notes }: Imported,
	connection?: string,
): { readonly text: string; readonly secrets: number } {
	const head = [
		...notes.map((note) => `# ${oneLine(note)}`),
		...variables.map(([name, value]) => `@${variableName(name)} = ${oneLine(value)}`),
	];
	const blocks = requests.map((request) => blockText(request, connection));
	const text = `${[...(head.length === 0 ? [] : [head.join('\n')]), ...blocks].join('\n\n')}\n`;
	return withoutSecrets(text);
}

function blockText(request: ImportedRequest, connection: string | undefined): string {
	const { title, method, address, query, notes } = request;
	const head = (more: readonly string[]): readonly string[] => [
		`### ${oneLine(title ?? '')}`.trimEnd(),
		...(connection === undefined ? [] : [`# @connection ${connection}`]),
		...[...notes, ...more].map((note) => `# ${oneLine(note)}`),
	];
	// The original would not have been sent either, or as something that no line can say.
	if (!/^[A-Z]+$/.test(method)) return head([`It was left out: ${JSON.stringify(method)} is no method.`]).join('\n');
	const body = bodyOf(request);
	const headers = body.headers.filter(([name]) => HEADER_NAME.test(name));
	const unnamed = body.headers.length - headers.length;
	const left = unnamed === 0 ? [] : [`Headers were left out whose names are none: ${unnamed}.`];
	const shownQuery = query.map(parameterText);
	const isLong = shownQuery.join('&').length > LONG_QUERY || query.some(([, value]) => /\s|'/.test(value));
	const line = `${method} ${spaceless(address)}`;
	const addressed = query.length > 0 && !isLong ? `${line}?${query.map(encodedParameter).join('&')}` : line;
	return [
		...head([...left, ...body.notes]),
		addressed,
		...(isLong ? shownQuery.map((parameter, nth) => `  ${nth === 0 ? '?' : '&'}${parameter}`) : []),
		...headers.map(([name, value]) => `${name}: ${oneLine(value)}`),
		...(body.lines.length === 0 ? [] : ['', ...body.lines]),
	].join('\n');
}

/** As RFC 9110 §5.6.2 has it, but for what a line would be another thing with: a comment, a separator, a parameter. */
const HEADER_NAME = /^\w[!#$%&'*+\-.^`|~\w]*$/;

function parameterText([name, value]: Pair): string {
	return `${lineText(name)}=${lineText(value)}`;
}

function encodedParameter([name, value]: Pair): string {
	return `${encoded(name)}=${encoded(value)}`;
}

/** On a line of its own a value stands as it is, unless signs of it would be read as something else. */
function lineText(text: string): string {
	return /[%&+#\p{Cc}]|^[\s?]|\s$|\/\//u.test(text) ? encoded(text) : text;
}

/** Variables are filled in before anything is sent; their braces stay. */
function encoded(text: string): string {
	return text
		.split(/(\{\{[^{}\p{Cc}]*\}\})/u)
		.map((piece) => (/^\{\{[^{}\p{Cc}]*\}\}$/u.test(piece) ? piece : encodeURIComponent(piece)))
		.join('');
}

function spaceless(address: string): string {
	return address.replaceAll(/\s/g, (blank) => encodeURIComponent(blank));
}

interface BodyText {
	readonly lines: readonly string[];
	readonly headers: readonly Pair[];
	/** What did not come along. */
	readonly notes: readonly string[];
}

function bodyOf({ body, headers }: ImportedRequest): BodyText {
	if (body === undefined) return { lines: [], headers, notes: [] };
	switch (body.kind) {
		case 'text': {
			const lines = textLines(body.text);
			return { lines: lines ?? [], headers, notes: lines === undefined ? [LEFT_BODY] : [] };
		}
		case 'file': {
			const lines = fileLines(body.path);
			return { lines, headers, notes: lines.length === 0 ? ['The file that is its body was not named.'] : [] };
		}
		case 'form':
			return { lines: formLines(body), headers: withType(headers, 'application/x-www-form-urlencoded'), notes: [] };
		case 'multipart':
			return multipartOf(body.parts, headers);
	}
}

const LEFT_BODY =
	'Its body was left out: lines of it would be read as comments, files, scripts or other requests. Keep it in a file, and write < ./file below the headers.';

function multipartOf(parts: readonly ImportedPart[], headers: readonly Pair[]): BodyText {
	const all = JSON.stringify(parts);
	let boundary = BOUNDARY;
	for (let nth = 2; all.includes(boundary); nth++) boundary = `${BOUNDARY}-${nth}`;
	const written = parts.map((part) => partLines(part, boundary));
	const left = written.filter((lines) => lines === undefined).length;
	return {
		lines: [...written.flatMap((lines) => lines ?? []), `--${boundary}--`],
		headers: withType(withoutType(headers), `multipart/form-data; boundary=${boundary}`),
		notes: left === 0 ? [] : [`Parts of its form were left out, which have to be sent from files: ${left}.`],
	};
}

/** @returns `undefined` where a line of it would not be sent as it is */
function textLines(text: string): readonly string[] | undefined {
	const lines = text.split(/\r?\n/);
	return isSentAsItIs(lines) ? lines : undefined;
}

/** Whether lines of a body are text to whoever reads the file: no comments, files, scripts, separators. */
function isSentAsItIs(lines: readonly string[]): boolean {
	const text = lines.join('\n');
	const { blocks } = parseRequests(`POST https://localhost/\n\n${text}`);
	const [block] = blocks;
	const pieces = block?.body?.pieces ?? [];
	const sent = pieces.map((piece) => (piece.kind === 'text' ? piece.text : '')).join('');
	return (
		blocks.length === 1 &&
		block?.foreign.length === 0 &&
		block.comments.length + block.directives.length === 0 &&
		pieces.every(({ kind }) => kind === 'text') &&
		sent === text.replaceAll(/^(?:[^\S\n]*\n)+|(?:\n[^\S\n]*)+$/g, '').replace(/^\s+$/, '')
	);
}

function fileLines(path: string): readonly string[] {
	const line = oneLine(path);
	return line === '' ? [] : [`< ${line}`];
}

function formLines({ fields }: Extract<ImportedBody, { readonly kind: 'form' }>): readonly string[] {
	return [fields.map(encodedParameter).join('&')];
}

/** @returns `undefined` where its text would be read as something else */
function partLines({ name, content, type }: ImportedPart, boundary: string): readonly string[] | undefined {
	const isFile = 'file' in content;
	const fileName = isFile ? `; filename="${quotable(content.file.split(/[/\\]/).at(-1) ?? '')}"` : '';
	const lines = isFile
		? fileLines(content.file)
		: isSentAsItIs(content.text.split(/\r?\n/))
			? [content.text]
			: undefined;
	return (
		lines && [
			`--${boundary}`,
			`Content-Disposition: form-data; name="${quotable(name)}"${fileName}`,
			...(type === undefined ? [] : [`Content-Type: ${oneLine(type)}`]),
			'',
			...lines,
		]
	);
}

function quotable(text: string): string {
	return text.replaceAll('"', '%22').replaceAll(/[\r\n]+/g, '%0A');
}

function withType(headers: readonly Pair[], type: string): readonly Pair[] {
	return headers.some(([name]) => name.toLowerCase() === 'content-type')
		? headers
		: [...headers, ['Content-Type', type]];
}

function withoutType(headers: readonly Pair[]): readonly Pair[] {
	return headers.filter(([name]) => name.toLowerCase() !== 'content-type');
}

function oneLine(text: string): string {
	return text.replaceAll(/[\r\n\u2028\u2029]+/g, ' ').trim();
}

/** Names that every tool takes. */
function variableName(name: string): string {
	return name.replaceAll(/[^\w-]/g, '_');
}
