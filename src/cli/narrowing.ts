/** `--param NAME=VALUE` and `--filter EXPR`: what one command asks for less than everything of a dataset. */
import type { Command } from 'commander';
import { FreeholdError } from '../core/errors.ts';
import { narrowed } from '../core/jobs/exportFile.ts';
import type { Connection, ReapitConnection } from '../core/project/project.ts';

export interface GivenNarrowing {
	readonly param: readonly string[];
	readonly filter: readonly string[];
}

export interface Narrowing {
	readonly parameters: Readonly<Record<string, readonly string[]>>;
	readonly filters: readonly string[];
}

/** Everything of a dataset. */
export const WHOLE: Narrowing = { parameters: {}, filters: [] };

export function addNarrowing(command: Command): Command {
	return command
		.option(
			'--param <name=value>',
			"a parameter of the vendor (Realpad's exports, Reapit's lists); may be given several times",
			collected,
			[],
		)
		.option('--filter <expression>', 'a metadata filter (Reapit); may be given several times', collected, []);
}

/** @throws FreeholdError `usage` for what is no NAME=VALUE */
export function readNarrowing({ param, filter }: GivenNarrowing): Narrowing {
	const parameters: Record<string, string[]> = {};
	for (const text of param) {
		const at = text.indexOf('=');
		const name = at < 0 ? '' : text.slice(0, at).trim();
		if (name === '') {
			throw new FreeholdError('usage', {
				what: `--param ${text} was not understood`,
				why: 'a parameter has a name and a value',
				next: 'Write it as --param name=value',
			});
		}
		(parameters[name] ??= []).push(text.slice(at + 1));
	}
	return { parameters, filters: filter };
}

export function isNarrowing({ parameters, filters }: Narrowing): boolean {
	return filters.length > 0 || Object.keys(parameters).length > 0;
}

/**
 * The connection as one command reads the dataset. Parameters take the place of those of freehold.yaml with the same
 * name; filters are added, because all of them must hold.
 */
export function narrow(connection: Connection, dataset: string, narrowing: Narrowing): Connection {
	if (!isNarrowing(narrowing)) return connection;
	switch (connection.source) {
		case 'reapit':
			return narrowList(connection, dataset, narrowing);
		case 'realpad':
		case 'spark':
			if (narrowing.filters.length > 0) throw noFilters(connection);
			return narrowed(connection, onceEach(narrowing));
	}
}

/** Realpad's exports take each parameter once. */
export function onceEach({ parameters }: Narrowing): Readonly<Record<string, string>> {
	return Object.fromEntries(
		Object.entries(parameters).map(([name, [value = '', ...more]]) => {
			if (more.length === 0) return [name, value];
			throw new FreeholdError('usage', {
				what: `--param ${name} was not understood`,
				why: `'${name}' is given twice`,
				next: 'Write it as --param name=value, once for each name',
			});
		}),
	);
}

function narrowList(
	connection: ReapitConnection,
	dataset: string,
	{ parameters, filters }: Narrowing,
): ReapitConnection {
	return {
		...connection,
		parameters: { ...connection.parameters, [dataset]: { ...connection.parameters?.[dataset], ...parameters } },
		filters:
			filters.length === 0
				? connection.filters
				: { ...connection.filters, [dataset]: [...(connection.filters?.[dataset] ?? []), ...filters] },
	};
}

function collected(value: string, before: readonly string[]): readonly string[] {
	return [...before, value];
}

function noFilters({ connection, source }: Connection): FreeholdError {
	return new FreeholdError('usage', {
		what: `--filter does not fit ${connection}`,
		why: `its source is ${source}, and only Reapit has metadata filters`,
		next: 'Leave --filter out',
	});
}
