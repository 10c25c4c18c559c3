/** Sends a request, and again for each page that its answers lead to; rows go to a file as they come. */
import { FreeholdError } from '../../errors.ts';
import type { ErrorDetails } from '../../errors.ts';
import { parseExactly } from '../../exactNumbers.ts';
import type { ResolvedRequest } from '../resolve/resolveRequest.ts';
import { NO_LIMIT } from '../rowLimit.ts';
import type { RowLimit } from '../rowLimit.ts';
import { bodyText } from '../send/exchange.ts';
import type { Exchange } from '../send/exchange.ts';
import type { RequestSender, SendOptions } from '../send/requestSender.ts';
import { nextAddress } from './nextAddress.ts';
import { readPage } from './readPage.ts';
import type { Page } from './readPage.ts';
import { RowSpool } from './rowSpool.ts';

export interface PagesOptions {
	/** `.ndjson`, `.jsonl`, `.json`, `.csv`, `.tsv`, `.xlsx`, `.parquet`; written anew. */
	readonly output: string;
	readonly limit?: RowLimit | undefined;
	readonly send?: Omit<SendOptions, 'output'> | undefined;
	readonly onPage?: ((progress: PagesProgress) => void) | undefined;
}

export interface PagesProgress {
	readonly pages: number;
	readonly rows: number;
	/** Of all, where the vendor says so. */
	readonly total: number | undefined;
	readonly exchange: Exchange;
}

export interface PagesRun {
	readonly output: string;
	readonly form: Page['form'];
	readonly pages: number;
	readonly rows: number;
	readonly total: number | undefined;
	/** What ended it before the last page. */
	readonly endedBy: 'rows' | 'pages' | undefined;
	/** The last answer. */
	readonly exchange: Exchange;
	readonly startedAt: number;
	readonly endedAt: number;
}

/** A page that is no answer with rows; what came before it is not kept. */
export class PageFailure extends FreeholdError {
	readonly exchange: Exchange;

	constructor(exchange: Exchange, details: ErrorDetails) {
		super('badResponse', details);
		this.exchange = exchange;
	}
}

/**
 * @throws PageFailure for an answer without rows; FreeholdError `unsafe` for a link that leads elsewhere, `badResponse` for
 *   links in a circle, and what `RequestSender.send` throws. The file is there whole or not at all.
 */
export async function runAllPages(
	sender: RequestSender,
	resolved: ResolvedRequest,
	options: PagesOptions,
	signal: AbortSignal,
): Promise<PagesRun> {
	const spool = new RowSpool(options.output);
	try {
		const run = await readPages(sender, resolved, options, spool, signal);
		await spool.finish(signal);
		return run;
	} catch (error) {
		await spool.discard();
		throw error;
	}
}

async function readPages(
	sender: RequestSender,
	resolved: ResolvedRequest,
	options: PagesOptions,
	spool: RowSpool,
	signal: AbortSignal,
): Promise<PagesRun> {
	const { name, request } = resolved;
	const limit = options.limit ?? NO_LIMIT;
	const seen = new Set<string>();
	let url = request.url;
	let rows = 0;
	let startedAt: number | undefined;
	for (let pages = 1; ; pages++) {
		if (seen.has(url)) throw circle(name, pages);
		seen.add(url);
		const exchange = await sender.send({ ...resolved, request: { ...request, url } }, options.send ?? {}, signal);
		startedAt ??= exchange.startedAt;
		const page = pageOf(exchange, name, pages);
		const taken = page.rows.slice(0, limit.rows - rows);
		await spool.add(taken);
		rows += taken.length;
		options.onPage?.({ pages, rows, total: page.total, exchange });
		const isCut = taken.length < page.rows.length || (page.next !== undefined && rows >= limit.rows);
		const endedBy = isCut ? 'rows' : page.next !== undefined && pages >= limit.pages ? 'pages' : undefined;
		if (page.next === undefined || endedBy !== undefined) {
			const { form, total } = page;
			return { output: spool.file, form, pages, rows, total, endedBy, exchange, startedAt, endedAt: exchange.endedAt };
		}
		url = nextAddress(request.url, url, page.next, name);
	}
}

function pageOf(exchange: Exchange, name: string, nth: number): Page {
	const label = nth === 1 ? name : `page ${nth} of ${name}`;
	if (exchange.status >= 300) {
		throw new PageFailure(exchange, {
			what: `${label} was answered ${exchange.status}`,
			why: (bodyText(exchange) ?? '').slice(0, 300) || 'the answer is empty',
			next: 'Run it alone to see the answer',
			status: exchange.status,
			requestId: exchange.requestId,
		});
	}
	const page = readPage(parsed(exchange));
	if (page !== undefined) return page;
	throw new PageFailure(exchange, {
		what: `${label} has no rows`,
		why: 'The answer is no list of Reapit (`_embedded`), OData (`value`), Spark (`D.Results`), and no JSON array',
		next: 'Run it alone to see the answer',
		status: exchange.status,
		requestId: exchange.requestId,
	});
}

function parsed(exchange: Exchange): unknown {
	try {
		return parseExactly(bodyText(exchange) ?? '');
	} catch (error) {
		// What is no JSON has no rows.
		if (error instanceof SyntaxError) return undefined;
		throw error;
	}
}

function circle(name: string, pages: number): FreeholdError {
	return new FreeholdError('badResponse', {
		what: `Page ${pages} of ${name} was not asked for`,
		why: 'Its link leads to a page that was already read: the run would never end',
		next: 'Try again; if it stays, tell the vendor',
	});
}
