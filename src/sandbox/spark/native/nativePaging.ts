/** Standard search and paging syntax of the native API (domain: Spark §3.6), strictly. */
import { refusal } from '../sparkError.ts';

export interface NativeQuery {
	readonly limit: number;
	readonly pagination: 'none' | 'page' | 'count';
	readonly page: number;
	/** Set when the caller skips rather than turns pages. */
	readonly skip: number | undefined;
	/** Present when the walk is by token; blank starts it. */
	readonly skipToken: string | undefined;
	readonly orderBy: readonly { readonly field: string; readonly isDescending: boolean }[];
	readonly select: readonly string[] | undefined;
	readonly filter: string | undefined;
}

export interface NativeRules {
	readonly fields: readonly string[];
	readonly largestLimit: number;
	readonly overLimit: 'refuse' | 'clamp';
}

const defaultLimit = 10;

/** @throws SparkError 400/1053 */
export function readNativeQuery(params: URLSearchParams, rules: NativeRules): NativeQuery {
	const skipToken = params.get('_skiptoken') ?? undefined;
	const orderBy = readOrderBy(params.get('_orderby'), rules.fields);
	if (skipToken !== undefined && (orderBy.length > 0 || params.has('_page') || params.has('_skip')))
		throw refusal(1053, '_skiptoken cannot be combined with _orderby, _page or _skip');
	if (params.has('_page') && params.has('_skip')) throw refusal(1053, '_page and _skip cannot be combined');
	if ((params.get('_expand') ?? '') !== '') throw refusal(1053, '_expand: this service has no expansions');
	return {
		limit: readLimit(params.get('_limit'), rules),
		pagination: readPagination(params.get('_pagination')),
		page: whole('_page', params.get('_page'), 1, 1, 100_000),
		skip: params.has('_skip') ? whole('_skip', params.get('_skip'), 0, 0, 2_500_000) : undefined,
		skipToken,
		orderBy,
		select: readSelect(params.get('_select'), rules.fields),
		filter: params.get('_filter') ?? undefined,
	};
}

function whole(name: string, text: string | null, otherwise: number, low: number, high: number): number {
	if (text === null) return otherwise;
	const value = /^\d{1,9}$/.test(text) ? Number(text) : -1;
	if (value < low || value > high) throw refusal(1053, `${name} must be a whole number from ${low} to ${high}`);
	return value;
}

function readLimit(text: string | null, rules: NativeRules): number {
	if (rules.overLimit === 'clamp' && text !== null && /^\d{1,9}$/.test(text))
		return Math.min(Number(text), rules.largestLimit);
	return whole('_limit', text, defaultLimit, 0, rules.largestLimit);
}

function readPagination(text: string | null): NativeQuery['pagination'] {
	if (text === null || text === '0') return 'none';
	if (text === '1') return 'page';
	if (text === 'count') return 'count';
	throw refusal(1053, '_pagination must be 0, 1 or count');
}

function readOrderBy(text: string | null, fields: readonly string[]): NativeQuery['orderBy'] {
	if (text === null || text === '') return [];
	return text.split(',').map((item) => {
		// A bare "+" arrives as a blank.
		const match = /^([+\- ]?)([A-Za-z]+)$/.exec(item);
		const field = match?.[2] ?? '';
		if (!fields.includes(field)) throw refusal(1053, `_orderby is not possible by "${item.trim()}"`);
		return { field, isDescending: match?.[1] === '-' };
	});
}

function readSelect(text: string | null, fields: readonly string[]): readonly string[] | undefined {
	if (text === null || text === '') return undefined;
	const names = text.split(',').map((name) => name.trim());
	const unknown = names.find((name) => !fields.includes(name));
	if (unknown !== undefined) throw refusal(1053, `_select names "${unknown}", which does not exist`);
	return names;
}
