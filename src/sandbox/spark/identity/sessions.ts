/** `POST /v1/session`: a legacy session for an ApiKey and its signature. */
import { jsonAnswer } from '../../answer.ts';
import type { Answer, SandboxRequest } from '../../answer.ts';
import { instantText } from '../../clock.ts';
import { refusal } from '../sparkError.ts';
import type { Credentials } from './credentials.ts';
import { sessionSignature } from './signature.ts';

export function answerSession(credentials: Credentials, request: SandboxRequest): Answer {
	if (request.method !== 'POST') throw refusal(405);
	const known = credentials.apiKey(request.params.get('ApiKey') ?? '');
	if (known === undefined || sessionSignature(known.apiKey) !== request.params.get('ApiSig')) throw refusal(1000);
	const { token, expiresAt } = credentials.issue(known.caller, known.apiKey);
	const result = { AuthToken: token, Expires: instantText(expiresAt), Roles: [known.caller.role] };
	return jsonAnswer({ D: { Success: true, Results: [result] } });
}
