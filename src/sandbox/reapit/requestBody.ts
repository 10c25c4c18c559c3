/** The JSON body of a request, and its size as Reapit counts it. */
import type { SandboxRequest } from '../answer.ts';
import { isJsonObject } from '../json.ts';
import type { JsonObject } from '../json.ts';
import { ReapitRefusal } from './refusal.ts';
import type { ReapitWritingSwitches } from './writingOptions.ts';

const types = ['application/json', 'application/json-patch+json'];

/** @throws ReapitRefusal 400 where the body is no JSON or not announced as such */
export function jsonBody(request: SandboxRequest): unknown {
	const type = (request.headers['content-type'] ?? '').split(';')[0]?.trim().toLowerCase() ?? '';
	if (!types.includes(type)) throw new ReapitRefusal(400, 'The Content-Type header must be application/json');
	try {
		return JSON.parse(request.body) as unknown;
	} catch (error) {
		if (error instanceof SyntaxError) throw new ReapitRefusal(400, 'The request body is not valid JSON');
		throw error;
	}
}

/** @throws ReapitRefusal 400 */
export function objectBody(request: SandboxRequest): JsonObject {
	const body = jsonBody(request);
	if (!isJsonObject(body)) throw new ReapitRefusal(400, 'The request body must be a JSON object');
	return body as JsonObject;
}

/**
 * The limit holds for "the combined size of the different request components (headers, body etc)" (seed 001).
 *
 * @throws ReapitRefusal 413 or 400
 */
export function checkSize(
	request: SandboxRequest,
	{ requestBytes, tooLargeStatus }: Pick<ReapitWritingSwitches, 'requestBytes' | 'tooLargeStatus'>,
): void {
	const headers = Object.entries(request.headers).reduce(
		(sum, [name, value = '']) => sum + name.length + value.length + 4,
		0,
	);
	const body = request.bytes?.length ?? Buffer.byteLength(request.body);
	if (headers + body > requestBytes)
		throw new ReapitRefusal(tooLargeStatus, `The request is larger than ${requestBytes} bytes`);
}
