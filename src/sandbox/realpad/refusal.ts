/** A refusal as the Takeout API words it: a status and plain text. Handlers throw it. */
import { textAnswer } from '../answer.ts';
import type { Answer } from '../answer.ts';

export class Refusal extends Error {
	readonly status: number;
	readonly headers: Readonly<Record<string, string>>;

	constructor(status: number, message: string, headers: Readonly<Record<string, string>> = {}) {
		super(message);
		this.status = status;
		this.headers = headers;
	}
}

export function refusalAnswer({ status, message, headers }: Refusal): Answer {
	const answer = textAnswer(message, 'text/plain; charset=utf-8', status);
	return { ...answer, headers: { ...answer.headers, ...headers } };
}
