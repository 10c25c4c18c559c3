/** What each query parameter means: the general rules by name, and the table of those that mean something of their own. */
import type { QueryParameter } from '../../../vendor/reapit/endpoints.ts';
import type { Json, JsonObject, ResourceName, StoredRecord } from '../contract.ts';
import { valuesAt } from '../data/recordStore.ts';
import type { ReadContext } from './context.ts';
import { isInstant } from './query.ts';
import type { Asked } from './query.ts';

/** A record of a list, read only as far as a filter needs it. */
export interface Candidate {
	readonly n: number;
	readonly record: StoredRecord;
	/** Stored fields, and those that are put together when it is read. */
	readonly shown: JsonObject;
	readonly created: string;
	readonly modified: string;
}

export type Test = (candidate: Candidate) => boolean;

/** @returns undefined where the values let everything pass */
export type Filter = (
	values: readonly string[],
	context: ReadContext,
	all: ReadonlyMap<string, Asked>,
) => Test | undefined;

/** Any of the values, at any of the paths. */
export function equal(...paths: readonly string[]): Filter {
	return (values) => (candidate) => textsAt(candidate, paths).some((text) => values.includes(text));
}

/** The same without regard to case and blanks, as for mail addresses and telephone numbers. */
export function equalDetail(...paths: readonly string[]): Filter {
	const plain = (text: string): string => text.replaceAll(/\s/g, '').toLowerCase();
	return (values) => {
		const wanted = values.map(plain);
		return (candidate) => textsAt(candidate, paths).some((text) => wanted.includes(plain(text)));
	};
}

/** All words of the value occur somewhere in the texts at the paths, whatever their case. */
export function containing(...paths: readonly string[]): Filter {
	return ([value = '']) => {
		const words = value.toLowerCase().split(/\s+/);
		return (candidate) => {
			const text = textsAt(candidate, paths).join(' ').toLowerCase();
			return words.every((word) => text.includes(word));
		};
	};
}

export function flag(path: string): Filter {
	return ([value]) =>
		(candidate) =>
			(valueAt(candidate.shown, path) === true) === (value === 'true');
}

/** Whether there is a value at all. */
export function present(path: string): Filter {
	return ([value]) =>
		(candidate) =>
			(valueAt(candidate.shown, path) !== undefined && valueAt(candidate.shown, path) !== null) === (value === 'true');
}

export function least(path: string): Filter {
	return ([value = '']) => bound(path, (found) => found >= Number(value));
}

export function most(path: string): Filter {
	return ([value = '']) => bound(path, (found) => found <= Number(value));
}

function bound(path: string, holds: (found: number) => boolean): Test {
	return ({ shown }) => {
		const found = valueAt(shown, path);
		return typeof found === 'number' && holds(found);
	};
}

/** On or after. A field that is a day is compared by days. */
export function since(path: string): Filter {
	return ([value = ''], { switches }) => {
		const isExclusive = switches.from === 'exclusive';
		return (candidate) => {
			const found = timeAt(candidate, path);
			if (found === undefined) return false;
			return isExclusive ? found > cut(value, found) : found >= cut(value, found);
		};
	};
}

/** On or before. */
export function until(path: string): Filter {
	return ([value = '']) =>
		(candidate) => {
			const found = timeAt(candidate, path);
			return found !== undefined && found <= cut(value, found);
		};
}

/** The filter that a parameter is by its name alone, for a resource with such fields; undefined where there is none. */
export function usualFilter(parameter: QueryParameter, hasField: (name: string) => boolean): Filter | undefined {
	const { name, type } = parameter;
	const [, bare = '', end] = /^(.+)(From|To)$/.exec(name) ?? [];
	if (end !== undefined && hasField(bare)) {
		if (isInstant(parameter)) return end === 'From' ? since(bare) : until(bare);
		return end === 'From' ? least(bare) : most(bare);
	}
	if (type === 'boolean') return hasField(name) ? flag(name) : undefined;
	const fields = [name, `${name}s`].filter(hasField);
	if (fields.length === 0) return undefined;
	return name === 'name' || name === 'address' || name === 'text' ? containing(...fields) : equal(...fields);
}

export function valueAt(record: JsonObject, path: string): Json | undefined {
	let value: Json | undefined = record;
	for (const name of path.split('.')) {
		if (typeof value !== 'object' || value === null || Array.isArray(value)) return undefined;
		value = (value as JsonObject)[name];
	}
	return value;
}

function textsAt({ shown }: Candidate, paths: readonly string[]): readonly string[] {
	return paths.flatMap((path) => valuesAt(shown, path));
}

function timeAt(candidate: Candidate, path: string): string | undefined {
	if (path === 'created') return candidate.created;
	if (path === 'modified') return candidate.modified;
	const found = valueAt(candidate.shown, path);
	return typeof found === 'string' ? found : undefined;
}

function cut(value: string, found: string): string {
	return found.length === 10 ? value.slice(0, 10) : value;
}

/** Parameters that choose what is shown or how, not which records. */
export const notFilters: readonly string[] = [
	'pageSize',
	'pageNumber',
	'sortBy',
	'embed',
	'extrasField',
	'metadata',
	'fromArchive',
	'id',
];

export type Specials = Readonly<Record<ResourceName, Readonly<Record<string, Filter>>>>;
