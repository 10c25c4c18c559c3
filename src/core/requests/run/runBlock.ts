/** Runs one request of a file, from its text to what became of it; a failure is an outcome too. */
import { isCancellation } from '../../errors.ts';
import type { Clock } from '../../outside.ts';
import { blockName } from '../document/requestDocument.ts';
import type { RequestBlock, RequestDocument } from '../document/requestDocument.ts';
import { checkExpectations } from '../expect/checkExpectations.ts';
import type { ExpectationResult } from '../expect/checkExpectations.ts';
import { expectationsOf } from '../expect/expectation.ts';
import { runAllPages } from '../pages/runAllPages.ts';
import type { PagesProgress, PagesRun } from '../pages/runAllPages.ts';
import { resolveRequest } from '../resolve/resolveRequest.ts';
import type { ResolvedRequest, ResolveOptions } from '../resolve/resolveRequest.ts';
import { rowLimitOf } from '../rowLimit.ts';
import type { Exchange } from '../send/exchange.ts';
import type { RequestSender, SendOptions } from '../send/requestSender.ts';
import { assertResolved } from '../write/assertResolved.ts';
import type { VersionedSender } from '../write/versionedSender.ts';

export interface BlockRunOptions {
	readonly resolve: ResolveOptions;
	readonly sender: RequestSender;
	/** Gives changes to Reapit the version that they are made on; the same for all requests of a window or a run. */
	readonly versions: VersionedSender;
	readonly clock: Clock;
	readonly send?: SendOptions | undefined;
	/** Reads all pages into this file. */
	readonly allPages?:
		{ readonly output: string; readonly onPage?: ((progress: PagesProgress) => void) | undefined } | undefined;
}

export interface BlockOutcome {
	readonly document: RequestDocument;
	readonly block: RequestBlock;
	readonly name: string;
	readonly startedAt: number;
	readonly endedAt: number;
	readonly result:
		| {
				readonly kind: 'answered';
				readonly resolved: ResolvedRequest;
				readonly exchange: Exchange;
				/** What was done beside what stands in the file. */
				readonly notes: readonly string[];
				readonly checks: readonly ExpectationResult[];
		  }
		| {
				readonly kind: 'paged';
				readonly resolved: ResolvedRequest;
				readonly run: PagesRun;
				readonly checks: readonly ExpectationResult[];
		  }
		| { readonly kind: 'failed'; readonly error: unknown };
}

/** Blocks that ask for something, or look as if they were meant to. */
export function runnableBlocks({ blocks }: RequestDocument): readonly RequestBlock[] {
	return blocks.filter(({ request, unknown }) => request !== undefined || unknown.length > 0);
}

/** Whether it was answered as it should have been. */
export function isMet({ result }: BlockOutcome): boolean {
	return result.kind !== 'failed' && result.checks.every((check) => check.isMet);
}

/** @throws the signal's reason when cancelled, and nothing else */
export async function runBlock(
	document: RequestDocument,
	block: RequestBlock,
	options: BlockRunOptions,
	signal: AbortSignal,
): Promise<BlockOutcome> {
	const startedAt = options.clock.now();
	const outcome = (result: BlockOutcome['result']): BlockOutcome => ({
		...{ document, block, startedAt, result },
		name: blockName(document, block),
		endedAt: options.clock.now(),
	});
	try {
		return outcome(await run(document, block, options, signal));
	} catch (error) {
		if (isCancellation(error, signal)) throw error;
		return outcome({ kind: 'failed', error });
	}
}

async function run(
	document: RequestDocument,
	block: RequestBlock,
	{ resolve, sender, versions, send = {}, allPages }: BlockRunOptions,
	signal: AbortSignal,
): Promise<BlockOutcome['result']> {
	// What is written wrongly is told before anything is sent.
	const expectations = expectationsOf(document, block);
	const limit = rowLimitOf(document, block);
	assertResolved(document, block);
	const resolved = await resolveRequest(document, block, resolve);
	if (allPages === undefined) {
		const { exchange, notes } = await versions.send(resolved, send, signal);
		return { kind: 'answered', resolved, exchange, notes, checks: checkExpectations(expectations, exchange) };
	}
	const pages = await runAllPages(sender, resolved, { ...allPages, limit, send }, signal);
	return { kind: 'paged', resolved, run: pages, checks: checkExpectations(expectations, pages.exchange) };
}
