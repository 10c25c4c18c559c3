/** `POST /control/<operation>`: orders to a running sandbox, from this machine only and never from a web page. */
import { jsonAnswer } from './answer.ts';
import type { Answer, SandboxRequest } from './answer.ts';
import { isJsonObject } from './json.ts';
import type { Json } from './json.ts';

const loopback = ['127.0.0.1', '::1', '::ffff:127.0.0.1'];

/** Carries out an operation. @throws TypeError or RangeError that says what is wrong with the order */
export type CarryOut = (op: string, order: Readonly<Record<string, unknown>>) => unknown;

/** @returns undefined where the request is not for the control endpoint */
export function answerControl(carryOut: CarryOut, request: SandboxRequest, peer: string): Answer | undefined {
	const op = /^\/control\/([A-Za-z]+)$/.exec(request.path)?.[1];
	if (op === undefined) return undefined;
	// A page in a browser could reach loopback too: it cannot send JSON without asking, and it names its origin.
	const host = new URL(request.origin).hostname;
	const isLocal = loopback.includes(peer) && ['127.0.0.1', 'localhost', '[::1]'].includes(host);
	if (!isLocal || request.headers.origin !== undefined)
		return problem(403, 'The control endpoint is for this machine only');
	if (request.method !== 'POST') return problem(405, 'Orders are sent by POST');
	if (!(request.headers['content-type'] ?? '').startsWith('application/json'))
		return problem(415, 'Orders are JSON (content-type: application/json)');
	try {
		const order: unknown = JSON.parse(request.body === '' ? '{}' : request.body);
		if (!isJsonObject(order)) return problem(400, 'An order is a JSON object');
		const result = JSON.parse(JSON.stringify(carryOut(op, order))) as Json;
		return jsonAnswer({ ok: true, result });
	} catch (error) {
		if (error instanceof TypeError || error instanceof RangeError || error instanceof SyntaxError)
			return problem(400, error.message);
		throw error;
	}
}

function problem(status: number, message: string): Answer {
	return jsonAnswer({ ok: false, message }, status);
}
