/** `POST /{documents|propertyImages|identityChecks}/signedUrl`: addresses that take files of up to 30 MB. */
import { jsonAnswer } from '../../answer.ts';
import type { Answer, SandboxRequest } from '../../answer.ts';
import type { SandboxClock } from '../../clock.ts';
import type { ReapitCaller } from '../contract.ts';
import { invalid, sevenDigits } from '../refusal.ts';
import { objectBody } from '../requestBody.ts';
import { signedForSeconds } from './uploadStore.ts';
import type { UploadStore } from './uploadStore.ts';

/** "Setting amount to a value between 1 and 10" (seed 001). */
export function signedUrlsAnswer(
	uploads: UploadStore,
	clock: SandboxClock,
	request: SandboxRequest,
	caller: ReapitCaller,
): Answer {
	const { amount } = objectBody(request);
	if (typeof amount !== 'number' || !Number.isInteger(amount) || amount < 1 || amount > 10)
		throw invalid([{ field: 'amount', message: 'The value must be a whole number between 1 and 10' }]);
	const urls = Array.from({ length: amount }, () => uploads.signedUrl(caller));
	return jsonAnswer({ urls, expiration: sevenDigits(clock.told() + signedForSeconds * 1000) });
}
