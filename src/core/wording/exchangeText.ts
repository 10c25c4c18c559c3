/** Requests of a file and what became of them, as lines. */
import { FreeholdError } from '../errors.ts';
import { formatDuration } from '../project/duration.ts';
import { placeOf, RequestProblem } from '../requests/requestProblem.ts';
import type { ExpectationResult } from '../requests/expect/checkExpectations.ts';
import type { BlockOutcome } from '../requests/run/runBlock.ts';
import { isMet } from '../requests/run/runBlock.ts';
import { bodySize } from '../requests/send/exchange.ts';
import type { Exchange, SentRequest } from '../requests/send/exchange.ts';
import { oneLine } from './cellText.ts';
import { errorText } from './errorText.ts';
import type { Page } from './page.ts';
import { bytes, counted } from './quantities.ts';

/** The lines of one outcome: what was asked and answered, notes, what is not as expected. */
export function outcomeText(outcome: BlockOutcome, file: string, page: Page): string {
	const { result, name, document, block } = outcome;
	if (result.kind === 'failed') {
		const { line, column } =
			result.error instanceof RequestProblem
				? result.error.place
				: placeOf(document.text, block.request?.start ?? block.start);
		return `${page.paint('dim', `${oneLine(file)}:${line}:${column}`)}\n${errorText(result.error, page)}`;
	}
	const mark = isMet(outcome) ? page.paint('green', '✓') : page.paint('red', '✗');
	const lines = [
		`${mark} ${page.paint('bold', oneLine(name))}  ${result.kind === 'answered' ? exchangeLine(result.exchange) : pagesLine(result.run)}`,
	];
	for (const note of notesOf(result)) lines.push(page.paint('dim', `  ${oneLine(note)}`));
	for (const check of result.checks) if (!check.isMet) lines.push(`  ${page.paint('red', checkText(check))}`);
	return lines.join('\n');
}

/** What was done differently from how it stands in the file, or beside it. */
export function notesOf(result: Exclude<BlockOutcome['result'], { kind: 'failed' }>): readonly string[] {
	const beside = result.kind === 'answered' ? result.notes : [];
	return [...result.resolved.notes.map(({ message }) => message), ...beside];
}

/** `GET 200 · 123 ms · 4.5 kB`, and what it took: attempts, waits. */
export function exchangeLine(exchange: Exchange): string {
	const { request, status, startedAt, endedAt, attempts, waits } = exchange;
	const waitedMs = waits.reduce((sum, { since, until }) => sum + Math.max(0, until - since), 0);
	return [
		`${request.method} ${status}`,
		duration(endedAt - startedAt),
		bytes(bodySize(exchange)),
		...(attempts.length > 1 ? [counted(attempts.length, 'attempt')] : []),
		...(waitedMs > 0 ? [`waited ${duration(waitedMs)}`] : []),
	].join(' · ');
}

function pagesLine({
	pages,
	rows,
	total,
	endedBy,
	startedAt,
	endedAt,
	output,
}: Extract<BlockOutcome['result'], { kind: 'paged' }>['run']): string {
	const of = total === undefined || total === rows ? '' : ` of ${counted(total, 'row')}`;
	return [
		`${counted(rows, 'row')}${of} from ${counted(pages, 'page')}`,
		duration(endedAt - startedAt),
		...(endedBy === undefined ? [] : [`ended by @limit (${endedBy})`]),
		`→ ${oneLine(output)}`,
	].join(' · ');
}

export function checkText({ expectation, actual }: ExpectationResult): string {
	return `${expectation === undefined ? 'expected success' : `@expect ${oneLine(expectation.text)}`}: ${oneLine(actual)}`;
}

/** The request as it is sent, without secrets. */
export function sentRequestText({ method, url, headers, body, bodyBytes }: SentRequest): string {
	const head = [`${method} ${url}`, ...headers.map(([name, value]) => `${name}: ${value}`)].join('\n');
	const text = body === undefined ? '' : typeof body === 'string' ? `\n${body}\n` : `\n(${bytes(bodyBytes)})\n`;
	return `${head}\n${text}`;
}

function duration(ms: number): string {
	return ms < 1000 ? `${Math.round(ms)} ms` : formatDuration(ms);
}

/** What a tool reads of a failure. */
export function failureOf(error: unknown): unknown {
	return FreeholdError.is(error) ? error.toJSON() : { what: error instanceof Error ? error.message : String(error) };
}
