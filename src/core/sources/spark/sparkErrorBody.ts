/**
 * Reads what Spark says went wrong. Both shapes, the `D` envelope and OData's `error`, occur on both surfaces
 * (domain/spark.md §5.4), `$metadata` answers XML, and the token endpoints answer `{"error":"invalid_request"}`.
 */
import type { Json } from '../../json.ts';
import { isJsonObject } from '../../json.ts';
import { redactText } from '../../http/redact.ts';
import type { SparkQlError } from './sparkQlErrors.ts';
import { sparkQlErrors } from './sparkQlErrors.ts';

export interface SparkErrorBody {
	readonly code: number | undefined;
	readonly message: string | undefined;
	/** OAuth's word: `invalid_grant`. */
	readonly oauthError: string | undefined;
	readonly filterErrors: readonly SparkQlError[];
}

const longestMessage = 400;

/** Error bodies are small; a longer one is some proxy's page, of which the beginning says enough. */
const readBytes = 1024 * 1024;

/** @returns undefined where the body holds no error that Spark is known to write */
export function sparkErrorBody(body: Uint8Array): SparkErrorBody | undefined {
	const text = new TextDecoder().decode(body.subarray(0, readBytes)).trim();
	if (text.startsWith('{')) return fromJson(parsed(text));
	return text.startsWith('<') ? fromXml(text) : undefined;
}

/** The error in a document, or undefined where it reports success. */
export function fromJson(document: Json | undefined): SparkErrorBody | undefined {
	if (!isJsonObject(document)) return undefined;
	const { D: envelope, error } = document;
	if (isJsonObject(envelope)) {
		if (envelope.Success === true) return undefined;
		return {
			code: codeOf(envelope.Code),
			message: messageOf(envelope.Message),
			oauthError: undefined,
			filterErrors: sparkQlErrors(envelope),
		};
	}
	if (isJsonObject(error)) {
		// OData wants a string code, Spark sends a number; some servers wrap the message as {lang, value}.
		const message = isJsonObject(error.message) ? error.message.value : error.message;
		return { code: codeOf(error.code), message: messageOf(message), oauthError: undefined, filterErrors: [] };
	}
	if (typeof error === 'string') {
		return {
			code: undefined,
			message: messageOf(document.error_description),
			oauthError: messageOf(error),
			filterErrors: [],
		};
	}
	return undefined;
}

function fromXml(text: string): SparkErrorBody | undefined {
	if (!/<(?:\w+:)?error[\s>]/i.test(text)) return undefined;
	return {
		code: codeOf(xmlText(text, 'code')),
		message: messageOf(xmlText(text, 'message')),
		oauthError: undefined,
		filterErrors: [],
	};
}

function xmlText(text: string, name: string): string | undefined {
	return new RegExp(`<(?:\\w+:)?${name}(?:\\s[^>]*)?>([^<]*)<`, 'i').exec(text)?.[1]?.trim();
}

function parsed(text: string): Json | undefined {
	try {
		return JSON.parse(text) as Json;
	} catch {
		// Not JSON after all: the status alone has to speak.
		return undefined;
	}
}

function codeOf(value: Json | undefined): number | undefined {
	if (typeof value === 'number') return value;
	return typeof value === 'string' && /^\d{3,5}$/.test(value.trim()) ? Number(value) : undefined;
}

function messageOf(value: Json | undefined): string | undefined {
	if (typeof value !== 'string' || value.trim() === '') return undefined;
	const text = redactText(value.replace(/\s+/g, ' ').trim());
	return text.length > longestMessage ? `${text.slice(0, longestMessage)}…` : text;
}
