/** The ways in which a file that should be an Excel sheet is not one. */
import { FreeholdError } from '../../errors.ts';
import type { ForeignFormat } from './cell.ts';

const WHAT = 'The Excel file could not be read';
const SHOWN_CHARACTERS = 200;

/** The file breaks its format: cut on the way, or changed. */
export function damaged(why: string, cause?: unknown): FreeholdError {
	return new FreeholdError('badResponse', {
		what: WHAT,
		why: `it is damaged: ${why}`,
		next: 'Export it again; if it stays like this, ask for the other format (.xlsx instead of .xls) or save it anew in Excel',
		cause,
	});
}

/** The file is sound, but of a kind that is not read here. */
export function unsupported(
	why: string,
	next = 'Save it as .xlsx in Excel or LibreOffice, and use that',
	cause?: unknown,
): FreeholdError {
	return new FreeholdError('badResponse', { what: WHAT, why, next, cause });
}

/** The file is sound, but of a kind that someone else reads; never seen outside of this folder. */
export class ForeignKind extends Error {
	readonly format: ForeignFormat;

	constructor(format: ForeignFormat) {
		super(`a file of the kind '${format}'`);
		this.format = format;
	}
}

/** The file would take more memory or time than any honest sheet. */
export function oversized(
	why: string,
	next = 'If the file is to be trusted, open it in Excel, remove what is not needed and save it anew',
): FreeholdError {
	return new FreeholdError('unsafe', { what: WHAT, why, next });
}

/** The answer is something else altogether, mostly a page or a sentence of the server. */
export function notExcel(start: Uint8Array): FreeholdError {
	const text = Buffer.from(start).toString('utf8');
	const why =
		start.length === 0
			? 'it is empty'
			: isReadable(text)
				? `it is text, not a sheet: "${shown(text)}"`
				: 'it begins like no .xls or .xlsx file';
	return new FreeholdError('badResponse', {
		what: WHAT,
		why,
		next: 'Read what the server says; if it says nothing useful, export again',
	});
}

function isReadable(text: string): boolean {
	let odd = 0;
	for (const character of text) {
		const code = character.codePointAt(0) ?? 0;
		if (code === 0xfffd || (code < 0x20 && code !== 9 && code !== 10 && code !== 13)) odd++;
	}
	// The last character may have been cut in the middle, and a page in another encoding has a few that are not UTF-8.
	return odd <= Math.max(1, text.length / 10);
}

/** The beginning on one line, without mark-up and without what looks like a secret. */
function shown(text: string): string {
	const plain = text
		.replace(/<(script|style)\b[^>]*>[\s\S]*?(<\/\1\s*>|$)/gi, ' ')
		.replace(/<[^>]*>?/g, ' ')
		// eslint-disable-next-line no-control-regex -- control characters must not reach a terminal
		.replace(/[\s\u0000-\u001f\u007f-\u009f\ufffd]+/g, ' ')
		.replace(
			/\b(password|passwd|pwd|login|token|secret|api[_-]?key|authorization)\b(["']?\s*[=:]\s*)("[^"]*"|'[^']*'|[^\s&;,]+)/gi,
			'$1$2…',
		)
		.trim();
	const visible = plain === '' ? text.replace(/\s+/g, ' ').trim() : plain;
	return visible.length > SHOWN_CHARACTERS ? `${visible.slice(0, SHOWN_CHARACTERS)}…` : visible;
}
