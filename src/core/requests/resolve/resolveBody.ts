/** Makes the body of a request: its lines with variables filled in, and the files that it names. */
import { isAbsolute, resolve } from 'node:path';
import type { BodyPiece, RequestBody } from '../document/requestDocument.ts';
import { encodeForm, encodeLineValue } from './queryEncoding.ts';
import type { RequestFiles } from './requestFiles.ts';
import type { Variables } from './variables.ts';

export interface BodyOptions {
	/** The folder that names of files are relative to. */
	readonly folder: string;
	readonly files: RequestFiles;
	/** Makes the error for a file that cannot be read. */
	readonly refuse: (piece: FilePiece, path: string) => Error;
}

type FilePiece = Extract<BodyPiece, { kind: 'file' }>;

/** Text where all of it is text, otherwise bytes. */
export async function resolveBody(
	body: RequestBody,
	variables: Variables,
	options: BodyOptions,
): Promise<string | Uint8Array> {
	if (body.language === 'form' && body.pieces.every(({ kind }) => kind === 'text')) return form(body, variables);
	// The form of multipart asks for CRLF (RFC 2046 §4.1.1); elsewhere a body is the same on every machine.
	const lineEnd = body.language === 'multipart' ? '\r\n' : '\n';
	const parts: (string | Uint8Array)[] = [];
	for (const [nth, piece] of body.pieces.entries()) {
		if (nth > 0) parts.push(lineEnd);
		if (piece.kind === 'file') parts.push(await fileOf(piece, variables, options));
		else parts.push((await variables.expandText(piece)).replaceAll(/\r?\n/g, lineEnd));
	}
	// Each line of NDJSON ends, the last one too.
	if (body.language === 'ndjson' && body.pieces.at(-1)?.kind === 'text') parts.push(lineEnd);
	return parts.every((part) => typeof part === 'string')
		? parts.join('')
		: Buffer.concat(parts.map((part) => Buffer.from(part)));
}

/** One parameter to a line, if one likes: blanks around `&` and `=` and the ends of lines are not of the form. */
async function form(body: RequestBody, variables: Variables): Promise<string> {
	const texts: string[] = [];
	for (const piece of body.pieces) {
		if (piece.kind !== 'text') continue;
		for (const { 0: line, index } of piece.text.matchAll(/[^\r\n]+/g)) {
			const start = piece.start + index;
			const pieces = await variables.expand({ text: line, start, end: start + line.length });
			const filled = pieces.map(({ text, isVariable }) => (isVariable ? encodeLineValue(text) : text)).join('');
			texts.push(filled.replaceAll(/\s*([&=])\s*/g, '$1').trim());
		}
	}
	return encodeForm(texts.join(''));
}

async function fileOf(piece: FilePiece, variables: Variables, options: BodyOptions): Promise<string | Uint8Array> {
	const name = await variables.expandPlace(piece.path);
	const path = isAbsolute(name) ? name : resolve(options.folder, name);
	const bytes = await options.files.read(path);
	if (bytes === undefined) throw options.refuse(piece, path);
	if (!piece.hasVariables) return bytes;
	return variables.expandElsewhere(new TextDecoder(labelOf(piece.encoding)).decode(bytes), piece.path);
}

/** What Node calls an encoding is not always what `TextDecoder` does. */
function labelOf(encoding: string | undefined): string {
	if (encoding === undefined) return 'utf-8';
	return /^(?:latin1|binary)$/i.test(encoding)
		? 'latin1'
		: /^(?:ucs2|utf16le)$/i.test(encoding)
			? 'utf-16le'
			: encoding;
}
