/** Answers to writes: they have no body, a new resource is told by its `Location` (seed 001, Creating data). */
import type { Answer, SandboxRequest } from '../answer.ts';
import type { ReapitWritingSwitches } from './writingOptions.ts';

export function emptyAnswer(status: 201 | 202 | 204 = 204): Answer {
	return { status, headers: {}, body: { kind: 'text', text: '' } };
}

/** @param path  of the new resource */
export function createdAnswer(
	request: SandboxRequest,
	{ location }: Pick<ReapitWritingSwitches, 'location'>,
	path: string,
): Answer {
	const headers = { location: location === 'absolute' ? request.origin + path : path };
	return { status: 201, headers, body: { kind: 'text', text: '' } };
}
