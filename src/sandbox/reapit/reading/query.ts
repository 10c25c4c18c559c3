/** The query parameters of a read, checked against what the endpoint publishes. Names it does not know are ignored. */
import type { Endpoint, QueryParameter } from '../../../vendor/reapit/endpoints.ts';
import { instantOf, readInstant } from '../instants.ts';
import { ReapitRefusal } from '../refusal.ts';

export interface Asked {
	readonly parameter: QueryParameter;
	/** Texts in their one form: instants in UTC with seven digits, booleans in lower case. Never empty. */
	readonly values: readonly string[];
}

/**
 * @returns the parameters that were given, by name as published
 * @throws ReapitRefusal 400 for a value that is not of the parameter's type
 */
export function readQuery(params: URLSearchParams, endpoint: Endpoint): ReadonlyMap<string, Asked> {
	const given = new Map<string, string[]>();
	for (const [name, value] of params) {
		if (value === '') continue;
		// `officeId[0]=A` is `officeId=A`, and `PageNumber` is `pageNumber` (domain: Reapit §2.4).
		const key = name.replace(/\[\d*\]$/, '').toLowerCase();
		given.set(key, [...(given.get(key) ?? []), value]);
	}
	const asked = new Map<string, Asked>();
	for (const parameter of endpoint.query ?? []) {
		const texts = given.get(parameter.name.toLowerCase());
		if (texts === undefined) continue;
		const taken = parameter.repeatable === true ? texts : texts.slice(0, 1);
		// What may be embedded and what may be sorted by has switches of its own.
		const isFree = parameter.name === 'embed' || parameter.name === 'sortBy';
		asked.set(parameter.name, {
			parameter,
			values: isFree ? taken : taken.map((text) => readValue(parameter, text)),
		});
	}
	return asked;
}

export function oneOf(asked: ReadonlyMap<string, Asked>, name: string): string | undefined {
	return asked.get(name)?.values[0];
}

export function allOf(asked: ReadonlyMap<string, Asked>, name: string): readonly string[] {
	return asked.get(name)?.values ?? [];
}

/** Whether values are instants: by format, or by name where the newer types give none. */
export function isInstant({ name, type, format }: QueryParameter): boolean {
	return type === 'string' && (format === 'date-time' || format === 'date' || /^completed(From|To)$/.test(name));
}

function readValue(parameter: QueryParameter, text: string): string {
	const { type, enum: choices } = parameter;
	if (type === 'integer' && !/^[+-]?\d{1,9}$/.test(text)) throw unreadable(parameter, text);
	if (type === 'number' && !/^[+-]?\d+(\.\d+)?$/.test(text)) throw unreadable(parameter, text);
	if (type === 'boolean') {
		if (!/^(true|false)$/i.test(text)) throw unreadable(parameter, text);
		return text.toLowerCase();
	}
	if (isInstant(parameter)) {
		const instant = readInstant(text);
		if (instant === undefined) throw unreadable(parameter, text);
		return instantOf(instant);
	}
	if (choices !== undefined && !choices.includes(text)) throw unreadable(parameter, text);
	return text;
}

function unreadable({ name }: QueryParameter, text: string): ReapitRefusal {
	const title = name.charAt(0).toUpperCase() + name.slice(1);
	return new ReapitRefusal(400, `The value '${text}' is not valid for ${title}.`);
}
