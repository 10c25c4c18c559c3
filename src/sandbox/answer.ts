/** What a simulated API is asked and answers, before it becomes bytes: so that faults can bend an answer as a whole. */
import type { JsonObject } from './json.ts';

export interface SandboxRequest {
	readonly method: string;
	/** Decoded path without the query. */
	readonly path: string;
	readonly params: URLSearchParams;
	readonly headers: Readonly<Record<string, string | undefined>>;
	readonly body: string;
	/** The body as it came; a server for files keeps it here only. */
	readonly bytes?: Uint8Array;
	/** `http://host:port` as the client named it; links in answers start with it. */
	readonly origin: string;
	/** Which of the servers was asked. */
	readonly host: 'api' | 'replication' | 'realpad' | 'reapit' | 'reapitConnect' | 'reapitFiles';
}

/** The records of a page, told apart from the rest of the document. */
export interface PageInfo {
	/** Where the rows lie: `value`, `_embedded`, or `Results` within `D`. */
	readonly rowsAt: 'value' | '_embedded' | 'Results';
	readonly keys: readonly string[];
	/** Whether nothing but the key was selected. */
	readonly isKeysOnly: boolean;
}

export type AnswerBody =
	| { readonly kind: 'json'; readonly value: JsonObject; readonly page?: PageInfo }
	| { readonly kind: 'bytes'; readonly bytes: Uint8Array }
	| { readonly kind: 'text'; readonly text: string };

export interface Answer {
	readonly status: number;
	readonly headers: Readonly<Record<string, string>>;
	readonly body: AnswerBody;
}

export function jsonAnswer(
	value: JsonObject,
	status = 200,
	headers: Readonly<Record<string, string>> = {},
	page?: PageInfo,
): Answer {
	return {
		status,
		headers: { 'content-type': 'application/json; charset=utf-8', ...headers },
		body: page === undefined ? { kind: 'json', value } : { kind: 'json', value, page },
	};
}

export function textAnswer(text: string, contentType: string, status = 200): Answer {
	return { status, headers: { 'content-type': contentType }, body: { kind: 'text', text } };
}
