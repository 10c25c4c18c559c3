/** Counts what a request would give, and what it would cost, by one page of it. */
import * as vscode from 'vscode';
import { FreeholdError } from '../../../core/errors.ts';
import { isJsonObject } from '../../../core/json.ts';
import { countingAddress } from '../../../core/requests/pages/countingAddress.ts';
import { readPage } from '../../../core/requests/pages/readPage.ts';
import { bodyText } from '../../../core/requests/send/exchange.ts';
import { embeddedCalls } from '../../../core/sources/reapit/billing.ts';
import { embeddedCounts } from '../../../core/sources/reapit/entities/embeddedCounts.ts';
import { whileWaitingLong } from '../../doors/waiting.ts';
import type { Freehold } from '../../freehold.ts';
import type { PlaceRef } from '../../refs.ts';
import { chosenRead } from './chosenRequest.ts';
import { showFailure } from './showFailure.ts';

export async function countRecords(freehold: Freehold, ref: PlaceRef | undefined): Promise<void> {
	const page = await firstPage(freehold, ref, 1);
	const text = vscode.l10n.t('{0} records', page.total.toLocaleString());
	vscode.window.setStatusBarMessage(`$(list-ordered) ${text}`, 20_000);
	await (await freehold.requestCounts()).tell(page.place, text);
}

export async function tellCost(freehold: Freehold, ref: PlaceRef | undefined): Promise<void> {
	const { place, total, rows, size, calls } = await firstPage(freehold, ref, undefined);
	const pages = Math.max(1, Math.ceil(total / size));
	// As many embedded records come with the other pages as with this one.
	const embeds = rows === 0 ? 0 : Math.ceil((calls * total) / rows);
	const text =
		embeds === 0
			? vscode.l10n.t('{0} requests for {1} records', pages.toLocaleString(), total.toLocaleString())
			: vscode.l10n.t(
					'about {0} requests for {1} records: {2} pages, {3} for embeds',
					(pages + embeds).toLocaleString(),
					total.toLocaleString(),
					pages.toLocaleString(),
					embeds.toLocaleString(),
				);
	vscode.window.setStatusBarMessage(`$(dashboard) ${text}`, 20_000);
	await (await freehold.requestCounts()).tell(place, text);
}

interface FirstPage {
	readonly place: PlaceRef;
	readonly total: number;
	readonly rows: number;
	readonly size: number;
	readonly calls: number;
}

/** @param size  of the page that is asked for; as the request says where absent */
async function firstPage(freehold: Freehold, ref: PlaceRef | undefined, size: number | undefined): Promise<FirstPage> {
	const wish = await chosenRead(ref);
	const runs = await freehold.requestRuns();
	const { outcome } = await whileWaitingLong(vscode.l10n.t('Counting'), (signal) =>
		runs.run(wish, signal, {
			send: { prepare: ({ request }) => ({ ...request, url: countingAddress(request.url, size) }) },
		}),
	);
	const { result } = outcome;
	if (result.kind === 'failed') return showFailure(runs, wish, result.error);
	const exchange = result.kind === 'answered' ? result.exchange : result.run.exchange;
	const answer = parsed(bodyText(exchange) ?? '');
	const page = readPage(answer);
	if (exchange.status >= 300 || page?.total === undefined) throw noCount(exchange.status);
	const asked = isJsonObject(answer) && typeof answer.pageSize === 'number' ? answer.pageSize : page.rows.length;
	const nested = embeddedCounts(isJsonObject(answer) ? answer : undefined);
	return {
		place: { file: wish.uri.toString(), offset: wish.block.request?.start ?? wish.block.start },
		...{ total: page.total, rows: page.rows.length, size: Math.max(1, asked), calls: embeddedCalls(nested) },
	};
}

function parsed(text: string): unknown {
	try {
		return JSON.parse(text);
	} catch {
		// What is no JSON has no count.
		return undefined;
	}
}

function noCount(status: number): FreeholdError {
	return new FreeholdError('badResponse', {
		what: vscode.l10n.t('The records were not counted'),
		why:
			status >= 300
				? vscode.l10n.t('the vendor answered {0}', status)
				: vscode.l10n.t('the answer does not say how many there are'),
		next: vscode.l10n.t('Run the request to see its answer'),
	});
}
