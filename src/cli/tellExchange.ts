/** What `freehold http` writes to stdout: bodies, JSON lines, requests that would be sent. */
import { parseExactly } from '../core/exactNumbers.ts';
import type { RequestBlock, RequestDocument } from '../core/requests/document/requestDocument.ts';
import { placeOf } from '../core/requests/requestProblem.ts';
import { resolveRequest } from '../core/requests/resolve/resolveRequest.ts';
import type { ResolveOptions } from '../core/requests/resolve/resolveRequest.ts';
import type { BlockOutcome } from '../core/requests/run/runBlock.ts';
import { isMet } from '../core/requests/run/runBlock.ts';
import { bodySize, bodyText, headerOfExchange } from '../core/requests/send/exchange.ts';
import type { Exchange } from '../core/requests/send/exchange.ts';
import { maskedRequest } from '../core/requests/send/maskedRequest.ts';
import { failureOf, notesOf, sentRequestText } from '../core/wording/exchangeText.ts';
import type { Output } from './terminal.ts';

// eslint-disable-next-line no-control-regex -- that is what is looked for
const REWRITES = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f]/g;

/** The body as it came; on a terminal without what could rewrite the screen. */
export async function tellBody(output: Output, { result }: BlockOutcome): Promise<void> {
	if (result.kind !== 'answered') return;
	const text = bodyText(result.exchange) ?? '';
	if (text === '') return;
	const shown = output.terminal.out.isTTY === true ? text.replaceAll(REWRITES, '') : text;
	await output.data(shown.endsWith('\n') ? shown : `${shown}\n`);
}

export async function tellOutcomeLine(
	output: Output,
	file: string,
	outcome: BlockOutcome,
	withBody: boolean,
): Promise<void> {
	const { name, document, block, result } = outcome;
	const { line } = placeOf(document.text, block.request?.start ?? block.start);
	const common = { type: 'request', file, line, name, isMet: isMet(outcome) };
	if (result.kind === 'failed') {
		await output.line({ ...common, error: failureOf(result.error) });
		return;
	}
	const checks = result.checks.map(({ expectation, isMet: met, actual }) => ({
		expect: expectation?.text,
		isMet: met,
		actual,
	}));
	const notes = notesOf(result);
	if (result.kind === 'paged') {
		const { output: target, form, pages, rows, total, endedBy } = result.run;
		await output.line({ ...common, output: target, form, pages, rows, total, endedBy, checks, notes });
		return;
	}
	const { exchange } = result;
	const { connection, request, status, headers, startedAt, endedAt, attempts, requestId, body } = exchange;
	await output.line({
		...common,
		connection,
		method: request.method,
		url: request.url,
		status,
		ms: endedAt - startedAt,
		bytes: bodySize(exchange),
		attempts: attempts.length,
		requestId,
		headers: Object.fromEntries(headers),
		output: body.kind === 'file' ? body.path : undefined,
		checks,
		notes,
		...(withBody ? { body: jsonOrText(exchange) } : {}),
	});
}

export async function tellDryRequest(
	output: Output,
	file: string,
	document: RequestDocument,
	block: RequestBlock,
	options: ResolveOptions,
): Promise<void> {
	const { name, request, connection, secrets, notes } = await resolveRequest(document, block, options);
	const sent = maskedRequest(request, secrets);
	const messages = notes.map(({ message }) => message);
	if (output.options.json) {
		const { method, url, headers, body } = sent;
		const shown = typeof body === 'string' ? body : undefined;
		await output.line({
			...{ type: 'dryRun', file, name, connection: connection?.connection, method, url, headers, body: shown },
			...{ bodyBytes: sent.bodyBytes, notes: messages },
		});
		return;
	}
	for (const message of messages) output.say(message);
	const via = connection === undefined ? '' : ` (with the credentials of ${connection.connection})`;
	await output.data(`### ${name}${via}\n${sentRequestText(sent)}\n`);
}

function jsonOrText(exchange: Exchange): unknown {
	const text = bodyText(exchange);
	if (text === undefined || !/json/i.test(headerOfExchange(exchange, 'content-type') ?? '')) return text;
	try {
		return parseExactly(text);
	} catch (error) {
		// Called JSON and none: what came is shown as it is.
		if (error instanceof SyntaxError) return text;
		throw error;
	}
}
