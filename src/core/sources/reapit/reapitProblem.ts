/** What Reapit says when it refuses a request, as data: the write side shows it at the user's own fields. */
import { redactText } from '../../http/redact.ts';
import type { Json } from '../../json.ts';
import { isJsonObject } from '../../json.ts';

/** One entry of a 422's `errors` (`ValidationErrorModel`). */
export interface FieldProblem {
	/** As the vendor names it: `type`, `addresses[0].type`. */
	readonly field: string;
	readonly message: string;
}

/** Why a PATCH met 412: it carried no `If-Match` (the vendor answers 412, not 428), or one of an older version. */
export type Precondition = 'missing' | 'stale';

/** The vendor's refusal; the `cause` of the `FreeholdError` that explains it. */
export class ReapitProblem extends Error {
	readonly status: number;
	readonly description: string | undefined;
	readonly fields: readonly FieldProblem[];
	/** Set for 412. */
	readonly precondition: Precondition | undefined;

	constructor(status: number, said: Said, precondition: Precondition | undefined) {
		super(said.description ?? `HTTP ${status}`);
		this.name = 'ReapitProblem';
		this.status = status;
		this.description = said.description;
		this.fields = said.fields;
		this.precondition = precondition;
	}
}

/** The vendor's refusal behind an error, where there is one. */
export function reapitProblem(error: unknown): ReapitProblem | undefined {
	for (let at = error; at instanceof Error; at = at.cause) {
		if (at instanceof ReapitProblem) return at;
	}
	return undefined;
}

export interface Said {
	readonly description: string | undefined;
	readonly fields: readonly FieldProblem[];
}

const longestText = 400;
/** Error bodies are small; a longer one is some proxy's page. */
const readBytes = 256 * 1024;

/**
 * Reads `ApiErrorModel` and `ValidationErrorModel`; Amazon's gateway before them answers `{"message": …}` (429, 504), and
 * token endpoints `{"error": …}`, which is not read here.
 */
export function said(body: Uint8Array): Said {
	const document = parsed(body);
	if (!isJsonObject(document)) return { description: undefined, fields: [] };
	const fields = Array.isArray(document.errors) ? (document.errors as readonly Json[]).flatMap(fieldProblem) : [];
	return { description: shortText(document.description) ?? shortText(document.message), fields };
}

function fieldProblem(entry: Json): readonly FieldProblem[] {
	if (!isJsonObject(entry)) return [];
	const [field, message] = [shortText(entry.field), shortText(entry.message)];
	return field === undefined && message === undefined ? [] : [{ field: field ?? '', message: message ?? '' }];
}

function shortText(value: Json | undefined): string | undefined {
	if (typeof value !== 'string' || value.trim() === '') return undefined;
	const text = redactText(value.replace(/\s+/g, ' ').trim());
	return text.length > longestText ? `${text.slice(0, longestText)}…` : text;
}

function parsed(body: Uint8Array): Json {
	try {
		return JSON.parse(new TextDecoder().decode(body.subarray(0, readBytes))) as Json;
	} catch {
		// Not the vendor's error document: the status alone has to speak.
		return null;
	}
}
