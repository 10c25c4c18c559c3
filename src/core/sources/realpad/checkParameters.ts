/** Refuses parameters that Realpad would refuse, and says what was meant. */
import { closest, distance } from 'fastest-levenshtein';
import { FreeholdError } from '../../errors.ts';
import type { Endpoint } from './realpadEndpoints.ts';
import { endpointPath } from './realpadEndpoints.ts';
import { headerMode } from './realpadParameters.ts';
import type { Parameter, ParameterKind } from './realpadParameters.ts';

export type Parameters = Readonly<Record<string, string>>;

/** What is set elsewhere, and where. */
const ours: Readonly<Record<string, string>> = {
	login: 'The login is a secret of the connection: store it as such',
	password: 'The password is a secret of the connection: store it as such',
	// The vendor judges it by its presence: even xlsx=false would mean yes.
	xlsx: 'Choose the file format with --format xlsx or --format xls',
};

/** Stands for every project, one request each; ours, not the vendor's. */
export const allProjects = 'all';

/** @throws FreeholdError `usage` */
export function checkParameters(endpoint: Endpoint, given: Parameters): void {
	const known: readonly Parameter[] = [headerMode, ...endpoint.parameters];
	for (const [name, value] of Object.entries(given)) {
		const parameter = known.find((one) => one.name === name);
		if (parameter === undefined) throw unexpected(endpoint, name, known);
		const isFanOut = parameter.name === 'projectid' && value === allProjects;
		const problem = isFanOut ? undefined : problemOf(parameter.kind, value);
		if (problem !== undefined) {
			throw refused(endpoint, `${name} ${problem.why}, not '${value}'`, problem.next ?? parameter.description);
		}
	}
	for (const { name, isRequired, description } of known) {
		if (isRequired !== true || given[name] !== undefined) continue;
		throw refused(endpoint, `the vendor needs to be told ${name}`, `Add --param ${name}=… : ${description}`);
	}
	checkRange(endpoint, given, 'creationdatefrom', 'creationdateto');
	checkRange(endpoint, given, 'filter_issued_from', 'filter_issued_to');
}

function unexpected(endpoint: Endpoint, name: string, known: readonly Parameter[]): FreeholdError {
	const mine = ours[name];
	const names = known.map((one) => one.name);
	const near = nearest(name, names);
	return refused(
		endpoint,
		mine === undefined
			? `it takes no parameter '${name}', and Realpad refuses what it does not expect`
			: `${name} is set by Freehold`,
		mine ?? (near === undefined ? `It takes: ${names.join(', ')}` : `Did you mean '${near}'?`),
	);
}

function problemOf(kind: ParameterKind, value: string): { readonly why: string; readonly next?: string } | undefined {
	switch (kind.is) {
		case 'id':
			return /^\d+$/.test(value) ? undefined : { why: 'is one number' };
		case 'ids': {
			if (!/^\d+(,\d+)*$/.test(value)) return { why: 'is one number or several with commas between' };
			const { values } = kind;
			if (values === undefined || value.split(',').every((id) => values[Number(id)] !== undefined)) return undefined;
			const all = Object.entries(values).map(([id, meaning]) => `${id} ${meaning}`);
			return { why: 'is among the known numbers', next: `Choose from: ${all.join(', ')}` };
		}
		case 'date':
			return isDay(value) ? undefined : { why: 'is a day such as 2026-05-01' };
		case 'text':
			return value.trim() === '' ? { why: 'is some text' } : undefined;
		case 'choice': {
			if (kind.values.includes(value)) return undefined;
			const near = nearest(value, kind.values);
			return {
				why: 'is one of its known values',
				next: near === undefined ? `Choose one of: ${kind.values.join(', ')}` : `Did you mean '${near}'?`,
			};
		}
	}
}

function checkRange(endpoint: Endpoint, given: Parameters, from: string, to: string): void {
	const [first, last] = [given[from], given[to]];
	if (first === undefined || last === undefined || first <= last) return;
	throw refused(endpoint, `${from} (${first}) is after ${to} (${last})`, 'Swap the two days');
}

/** Whether it is a day that exists: `Date` would turn 30 February into March. */
export function isDay(text: string): boolean {
	if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false;
	const at = Date.parse(`${text}T00:00:00Z`);
	return !Number.isNaN(at) && new Date(at).toISOString().startsWith(text);
}

export function nearest(word: string, known: readonly string[]): string | undefined {
	if (known.length === 0) return undefined;
	const lower = word.toLowerCase();
	const near = closest(
		lower,
		known.map((one) => one.toLowerCase()),
	);
	const found = known.find((one) => one.toLowerCase() === near);
	return distance(lower, near) <= Math.max(2, Math.floor(near.length / 4)) ? found : undefined;
}

function refused(endpoint: Endpoint, why: string, next: string): FreeholdError {
	return new FreeholdError('usage', { what: `${endpointPath(endpoint)} was not asked`, why, next });
}
