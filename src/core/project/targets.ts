/** `mls/Property`, `mls/*`, `mls`: which datasets of which connection are meant. */
import { FreeholdError } from '../errors.ts';
import { nearest } from './problems.ts';
import type { Connection, Project, ReapitConnection } from './project.ts';

export interface Target {
	readonly connection: string;
	/** `undefined`: all of them. */
	readonly dataset: string | undefined;
}

export function parseTarget(text: string): Target {
	const slash = text.indexOf('/');
	if (slash < 0) return { connection: text, dataset: undefined };
	const dataset = text.slice(slash + 1);
	return { connection: text.slice(0, slash), dataset: dataset === '' || dataset === '*' ? undefined : dataset };
}

/** Targets by connection, in the order first named; a connection named as a whole swallows its single datasets. */
export function groupTargets(targets: readonly string[]): ReadonlyMap<string, readonly string[]> {
	const groups = new Map<string, { datasets: Set<string>; isWhole: boolean }>();
	for (const { connection, dataset } of targets.map(parseTarget)) {
		const group = groups.get(connection) ?? { datasets: new Set(), isWhole: false };
		groups.set(connection, group);
		if (dataset === undefined) group.isWhole = true;
		else group.datasets.add(dataset);
	}
	return new Map([...groups].map(([name, { datasets, isWhole }]) => [name, isWhole ? [] : [...datasets]]));
}

/** @throws FreeholdError `usage` that suggests the nearest name */
export function findConnection(project: Project, name: string): Connection {
	const found = project.connections.get(name);
	if (found !== undefined) return found;
	const known = [...project.connections.keys()];
	const meant = nearest(name, known);
	throw new FreeholdError('usage', {
		what: `There is no connection '${name}'`,
		why: known.length === 0 ? 'freehold.yaml declares none' : `freehold.yaml declares ${known.join(', ')}`,
		next: meant === undefined ? 'Name one of those, or add it to freehold.yaml' : `Did you mean '${meant}'?`,
	});
}

/** @throws FreeholdError `usage` where there is none of this name, or it is another vendor's */
export function findReapitConnection(project: Project, name: string): ReapitConnection {
	return asReapit(findConnection(project, name));
}

/** @throws FreeholdError `usage` where it is another vendor's */
export function asReapit(connection: Connection): ReapitConnection {
	if (connection.source === 'reapit') return connection;
	throw new FreeholdError('usage', {
		what: `'${connection.connection}' is no Reapit connection`,
		why: `freehold.yaml says source: ${connection.source}`,
		next: 'Name a connection with source: reapit',
	});
}
