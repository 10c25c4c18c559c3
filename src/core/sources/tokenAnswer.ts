/** What token endpoints answer, as far as it can be read. Nothing of it is ever quoted. */
import type { Json } from '../json.ts';
import { isJsonObject } from '../json.ts';

export function tokenAnswer(body: Uint8Array): Json {
	try {
		return JSON.parse(new TextDecoder().decode(body)) as Json;
	} catch {
		// What is not JSON holds no token; the caller says so.
		return null;
	}
}

/** @returns `undefined` where there is no text under that name, or an empty one */
export function textAt(answer: Json, name: string): string | undefined {
	const value = isJsonObject(answer) ? answer[name] : undefined;
	return typeof value === 'string' && value !== '' ? value : undefined;
}

/** The next step where a code or refresh token (`invalid_grant`) is good for nothing any more. */
export const signInAgain =
	'Sign in again (freehold sign-in CONNECTION --secrets-file FILE; in VS Code: Sign In…): the code or refresh token was ' +
	'used already, or has expired';
