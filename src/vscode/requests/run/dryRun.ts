/** Shows what would be sent, and sends nothing. */
import type { Freehold } from '../../freehold.ts';
import { maskedRequest } from '../../../core/requests/send/maskedRequest.ts';
import { sentRequestText } from '../../../core/wording/exchangeText.ts';
import type { PlaceRef } from '../../refs.ts';
import { chosenRequest } from './chosenRequest.ts';
import { showFailure } from './showFailure.ts';
import type { RunWish } from './requestRuns.ts';

export async function dryRun(freehold: Freehold, ref: PlaceRef | undefined): Promise<void> {
	const wish = await chosenRequest(ref);
	const text = await dryRunText(freehold, wish);
	const { uri } = wish;
	const about = wish.block.request?.address.text ?? '';
	await freehold.documents.showText(
		{ kind: 'once', folder: uri.toString(), connection: '', about, format: 'text' },
		'request.txt',
		text,
	);
}

async function dryRunText(freehold: Freehold, wish: RunWish): Promise<string> {
	const runs = await freehold.requestRuns();
	const resolved = await runs.resolve(wish, 'filled').catch((error: unknown) => showFailure(runs, wish, error));
	return sentRequestText(maskedRequest(resolved.request, resolved.secrets));
}
