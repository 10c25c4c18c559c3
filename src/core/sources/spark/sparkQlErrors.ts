/** What Spark tells about a SparkQL filter: errors that stop it, repairs, and conditions it ignored. */
import type { Json, JsonObject } from '../../json.ts';
import { isJsonObject } from '../../json.ts';

export interface SparkQlError {
	readonly status: 'Fatal' | 'Recovered' | 'Dropped' | 'other';
	readonly token: string | undefined;
	readonly message: string | undefined;
}

/** Reads `SparkQLErrors`; names differ in case between clients' records (`Token`, `token`). */
export function sparkQlErrors(envelope: JsonObject): readonly SparkQlError[] {
	const list = envelope.SparkQLErrors;
	if (!Array.isArray(list)) return [];
	return (list as readonly Json[]).filter(isJsonObject).map((entry) => ({
		status: statusOf(text(entry, 'Status')),
		token: text(entry, 'Token'),
		message: text(entry, 'Message'),
	}));
}

/** One warning per condition that was repaired or ignored. */
export function filterWarnings(errors: readonly SparkQlError[]): readonly string[] {
	return errors.flatMap((error) => {
		if (error.status === 'Dropped') {
			return [`Spark ignored the condition on ${named(error)}: the result is wider than asked`];
		}
		return error.status === 'Recovered' ? [`Spark repaired the filter at ${named(error)}; check the result`] : [];
	});
}

/** A filter's errors as one clause for an error's `why`. */
export function describeFilterErrors(errors: readonly SparkQlError[]): string {
	return errors.map((error) => `${named(error)} (${error.status})`).join('; ');
}

function named({ token, message }: SparkQlError): string {
	if (token === undefined) return message ?? 'an unnamed place';
	return message === undefined ? `"${token}"` : `"${token}": ${message}`;
}

function statusOf(text: string | undefined): SparkQlError['status'] {
	const found = (['Fatal', 'Recovered', 'Dropped'] as const).find(
		(known) => known.toLowerCase() === text?.toLowerCase(),
	);
	return found ?? 'other';
}

function text(entry: JsonObject, name: string): string | undefined {
	const value = entry[name] ?? entry[name.toLowerCase()];
	return typeof value === 'string' ? value : undefined;
}
