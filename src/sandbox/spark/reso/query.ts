/** Reads the system query options of a collection request (domain: Spark §5.2), strictly. */
import type { FieldSpec } from '../data/fields.ts';
import { odataRefusal } from '../sparkError.ts';
import { parseFilter } from './filterParser.ts';
import type { SeenRecord } from './view.ts';

export interface OrderBy {
	readonly field: FieldSpec;
	readonly isDescending: boolean;
}

export interface ExpandItem {
	readonly name: string;
	readonly select: readonly string[] | undefined;
	readonly top: number | undefined;
}

export interface ResoQuery {
	readonly top: number;
	readonly skip: number;
	/** Key after which to go on; blank starts at the beginning. */
	readonly skipToken: string | undefined;
	readonly select: readonly FieldSpec[] | undefined;
	readonly filter: ((record: SeenRecord) => boolean) | undefined;
	readonly orderBy: readonly OrderBy[];
	readonly expand: readonly ExpandItem[];
	readonly count: boolean;
}

export interface QueryRules {
	readonly key: string;
	readonly fields: readonly FieldSpec[];
	readonly largestTop: number;
	readonly overLimit: 'refuse' | 'clamp';
	readonly topZero: 'refuse' | 'empty';
	readonly mayExpand: readonly string[];
	readonly maySkip: boolean;
}

const supported = ['$top', '$skip', '$skiptoken', '$select', '$filter', '$orderby', '$expand', '$count'];
/** Options of OData 4.0 that Spark does not offer: 501, anything else with a `$` is a mistake. */
const unsupported = ['$search', '$apply', '$compute', '$format', '$levels', '$deltatoken', '$schemaversion', '$index'];
const defaultTop = 10;

export function readQuery(params: URLSearchParams, rules: QueryRules): ResoQuery {
	const options = optionsOf(params);
	const select = options.get('$select');
	const filter = options.get('$filter');
	const skip = options.has('$skip') ? wholeNumber('$skip', options.get('$skip') ?? '') : 0;
	if (skip > 0 && !rules.maySkip)
		throw odataRefusal(400, '$skip is not available for replication; follow the next link');
	return {
		top: readTop(options.get('$top'), rules),
		skip,
		skipToken: readToken(options.get('$skiptoken')),
		select: select === undefined ? undefined : readSelect(select, rules.fields),
		filter: filter === undefined ? undefined : parseFilter(filter, rules.fields),
		orderBy: readOrderBy(options.get('$orderby'), rules.fields),
		expand: readExpand(options.get('$expand'), rules.mayExpand),
		count: readCount(options.get('$count')),
	};
}

function optionsOf(params: URLSearchParams): ReadonlyMap<string, string> {
	const options = new Map<string, string>();
	for (const [name, value] of params) {
		if (!name.startsWith('$')) continue;
		if (unsupported.includes(name)) throw odataRefusal(501, `The query option ${name} is not supported`);
		if (!supported.includes(name)) throw odataRefusal(400, `The query option ${name} is unknown`);
		if (options.has(name)) throw odataRefusal(400, `The query option ${name} is given twice`);
		options.set(name, value);
	}
	return options;
}

export function wholeNumber(name: string, value: string): number {
	if (!/^\d{1,9}$/.test(value)) throw odataRefusal(400, `${name} must be a whole number, not "${value}"`);
	return Number(value);
}

function readTop(value: string | undefined, rules: QueryRules): number {
	if (value === undefined) return defaultTop;
	const top = wholeNumber('$top', value);
	if (top === 0 && rules.topZero === 'refuse') throw odataRefusal(400, '$top must be at least 1');
	if (top <= rules.largestTop) return top;
	if (rules.overLimit === 'clamp') return rules.largestTop;
	throw odataRefusal(400, `$top must not be greater than ${rules.largestTop}`);
}

/** A token is opaque to clients; the server knows its own by their form. */
function readToken(value: string | undefined): string | undefined {
	if (value === undefined || value === '') return undefined;
	if (!/^\d{26}$/.test(value)) throw odataRefusal(400, 'The $skiptoken is not valid');
	return value;
}

function namedField(fields: readonly FieldSpec[], name: string, option: string): FieldSpec {
	const field = fields.find((each) => each.name === name);
	if (field === undefined) throw odataRefusal(400, `${option} names the field ${name}, which does not exist`);
	return field;
}

export function readSelect(text: string, fields: readonly FieldSpec[]): readonly FieldSpec[] | undefined {
	const names = text.split(',').map((name) => name.trim());
	if (names.includes('*')) return undefined;
	return names.map((name) => namedField(fields, name, '$select'));
}

function readOrderBy(text: string | undefined, fields: readonly FieldSpec[]): readonly OrderBy[] {
	if (text === undefined) return [];
	return text.split(',').map((item) => {
		const match = /^\s*([A-Za-z_][A-Za-z0-9_]*)(?:\s+(asc|desc))?\s*$/.exec(item);
		if (match === null) throw odataRefusal(400, `$orderby is not understood at "${item.trim()}"`);
		const [, name = '', direction] = match;
		const field = namedField(fields, name, '$orderby');
		if (field.isCollection === true) throw odataRefusal(400, `$orderby cannot use the collection ${name}`);
		return { field, isDescending: direction === 'desc' };
	});
}

function readCount(value: string | undefined): boolean {
	if (value === undefined || value === 'false') return false;
	if (value === 'true') return true;
	throw odataRefusal(400, '$count must be true or false');
}

/** `Media($select=MediaURL,Order;$top=1),Room`: commas and semicolons count outside parentheses only. */
function readExpand(text: string | undefined, mayExpand: readonly string[]): readonly ExpandItem[] {
	if (text === undefined) return [];
	const items = text.match(/[^,(]+(?:\([^)]*\))?/g) ?? [];
	if (items.length === 0 || items.join(',') !== text) throw odataRefusal(400, `$expand is not understood: "${text}"`);
	return items.map((item) => {
		const match = /^\s*([A-Za-z]+)\s*(?:\(([^)]*)\))?\s*$/.exec(item);
		const name = match?.[1] ?? item;
		if (!mayExpand.includes(name)) throw odataRefusal(400, `$expand names ${name}, which is not a relation`);
		return { name, ...nestedOptions(match?.[2]) };
	});
}

function nestedOptions(text: string | undefined): Omit<ExpandItem, 'name'> {
	let select: readonly string[] | undefined;
	let top: number | undefined;
	for (const option of text === undefined || text === '' ? [] : text.split(';')) {
		const [name = '', value = ''] = option.split(/=(.*)/s).map((part) => part.trim());
		if (name === '$select') select = value.split(',').map((field) => field.trim());
		else if (name === '$top') top = wholeNumber('$top', value);
		else throw odataRefusal(501, `${name} is not supported within $expand`);
	}
	return { select, top };
}
