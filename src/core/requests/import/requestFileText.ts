/** Writes imported requests as a request file that any tool can run. */
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
	const { lines: body, headers } = bodyLines(request);
	const shownQuery = query.map(parameterText);
	const isLong = shownQuery.join('&').length > LONG_QUERY || query.some(([, value]) => /\s|'/.test(value));
	const line = `${method} ${spaceless(address)}`;
	const addressed = query.length > 0 && !isLong ? `${line}?${query.map(encodedParameter).join('&')}` : line;
	return [
		`### ${oneLine(title ?? '')}`.trimEnd(),
		...(connection === undefined ? [] : [`# @connection ${connection}`]),
		...notes.map((note) => `# ${oneLine(note)}`),
		addressed,
		...(isLong ? shownQuery.map((parameter, nth) => `  ${nth === 0 ? '?' : '&'}${parameter}`) : []),
		...headers.map(([name, value]) => `${name}: ${oneLine(value)}`),
		...(body.length === 0 ? [] : ['', ...body]),
	].join('\n');
}

function parameterText([name, value]: Pair): string {
	return `${lineText(name)}=${lineText(value)}`;
}

function encodedParameter([name, value]: Pair): string {
	return `${encoded(name)}=${encoded(value)}`;
}

/** On a line of its own a value stands as it is, unless signs of it would be read as something else. */
function lineText(text: string): string {
	return /[%&+#\p{Cc}]|^\s|\s$|\/\//u.test(text) ? encoded(text) : text;
}

/** Variables are filled in before anything is sent; their braces stay. */
function encoded(text: string): string {
	return text
		.split(/(\{\{[^{}]*\}\})/)
		.map((piece) => (piece.startsWith('{{') ? piece : encodeURIComponent(piece)))
		.join('');
}

function spaceless(address: string): string {
	return address.replaceAll(/\s/g, (blank) => encodeURIComponent(blank));
}

interface BodyText {
	readonly lines: readonly string[];
	readonly headers: readonly Pair[];
}

function bodyLines({ body, headers }: ImportedRequest): BodyText {
	if (body === undefined) return { lines: [], headers };
	switch (body.kind) {
		case 'text':
			return { lines: textLines(body.text), headers };
		case 'file':
			return { lines: [`< ${body.path}`], headers };
		case 'form':
			return { lines: formLines(body), headers: withType(headers, 'application/x-www-form-urlencoded') };
		case 'multipart':
			return {
				lines: [...body.parts.flatMap(partLines), `--${BOUNDARY}--`],
				headers: withType(withoutType(headers), `multipart/form-data; boundary=${BOUNDARY}`),
			};
	}
}

/** A line that looks like a comment or a separator would not be sent: JSON can be written without such lines. */
function textLines(text: string): readonly string[] {
	const lines = text.split(/\r?\n/);
	if (!lines.some((line) => /^\s*(?:#|\/\/|<\s|>\s)/.test(line))) return lines;
	try {
		return [JSON.stringify(JSON.parse(text))];
	} catch {
		return [
			'# Lines of this body look like comments, which no tool sends: keep it in a file, and write < ./file here.',
			...lines,
		];
	}
}

function formLines({ fields }: Extract<ImportedBody, { readonly kind: 'form' }>): readonly string[] {
	return [fields.map(encodedParameter).join('&')];
}

function partLines({ name, content, type }: ImportedPart): readonly string[] {
	const isFile = 'file' in content;
	const fileName = isFile ? `; filename="${quotable(content.file.split(/[/\\]/).at(-1) ?? '')}"` : '';
	return [
		`--${BOUNDARY}`,
		`Content-Disposition: form-data; name="${quotable(name)}"${fileName}`,
		...(type === undefined ? [] : [`Content-Type: ${oneLine(type)}`]),
		'',
		isFile ? `< ${content.file}` : content.text,
	];
}

function quotable(text: string): string {
	return text.replaceAll('"', '%22').replaceAll(/\r?\n/g, '%0A');
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
