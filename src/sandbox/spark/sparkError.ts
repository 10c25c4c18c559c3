/** A refusal as the API would word it. Handlers throw it; each surface gives it its own shape. */
import { errorCodes } from './errorCodes.ts';
import type { SparkCode } from './errorCodes.ts';
import type { JsonObject } from '../json.ts';

export interface SparkErrorExtra {
	readonly headers?: Readonly<Record<string, string>>;
	/** More of the `D` envelope (`SparkQLErrors`). */
	readonly envelope?: JsonObject;
	/** Another HTTP status than the registry's. */
	readonly status?: number;
}

export class SparkError extends Error {
	readonly status: number;
	/** Spark's code, or the HTTP status where OData has no other. */
	readonly code: number;
	readonly headers: Readonly<Record<string, string>>;
	readonly envelope: JsonObject;

	constructor(status: number, code: number, message: string, extra: SparkErrorExtra = {}) {
		super(message);
		this.status = status;
		this.code = code;
		this.headers = extra.headers ?? {};
		this.envelope = extra.envelope ?? {};
	}
}

/** A refusal by its registered code; `message` replaces the text where the vendor's varies. */
export function refusal(code: SparkCode, message?: string, extra: SparkErrorExtra = {}): SparkError {
	const entry = errorCodes[code];
	return new SparkError(extra.status ?? entry.http, code, message ?? entry.message, extra);
}

/** A refusal of the RESO surface that has no Spark code: the status is the code. */
export function odataRefusal(
	status: number,
	message: string,
	headers: Readonly<Record<string, string>> = {},
): SparkError {
	return new SparkError(status, status, message, { headers });
}
