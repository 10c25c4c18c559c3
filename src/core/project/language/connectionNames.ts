/** Where a connection is declared and where jobs name it; and how its name is changed in all these places. */
import { FreeholdError } from '../../errors.ts';
import { parseProject } from '../parseProject.ts';
import type { Range } from '../problems.ts';
import { outlineOf } from './outline.ts';

export interface ConnectionName {
	readonly name: string;
	/** Of the word that was asked about. */
	readonly range: Range;
	readonly declaration: Range | undefined;
	/** Where jobs name it. */
	readonly uses: readonly Range[];
}

export interface TextChange {
	readonly range: Range;
	readonly text: string;
}

/** The connection whose name stands at the offset. */
export function connectionNameAt(text: string, offset: number): ConnectionName | undefined {
	const { connections, jobs } = outlineOf(text);
	const targets = jobs.flatMap((job) => job.targets);
	const words = [
		...connections.map(({ name, nameRange }) => ({ name, range: nameRange })),
		...targets.map(({ connection, connectionRange }) => ({ name: connection, range: connectionRange })),
	];
	const word = words.find(({ range: [from, to] }) => from <= offset && offset <= to);
	if (word === undefined) return undefined;
	return {
		...word,
		declaration: connections.find(({ name }) => name === word.name)?.nameRange,
		uses: targets.filter(({ connection }) => connection === word.name).map(({ connectionRange }) => connectionRange),
	};
}

/**
 * The changes that give a connection another name throughout the file.
 *
 * @throws FreeholdError `usage` where the name is taken, or cannot name a connection
 */
export function renameConnection(text: string, from: string, to: string): readonly TextChange[] {
	const { connections, jobs } = outlineOf(text);
	if (from === to) return [];
	if (connections.some(({ name }) => name === to)) throw refused(from, to, 'There is a connection of that name');
	const ranges = [
		...connections.filter(({ name }) => name === from).map(({ nameRange }) => nameRange),
		...jobs
			.flatMap(({ targets }) => targets)
			.filter(({ connection }) => connection === from)
			.map(({ connectionRange }) => connectionRange),
	];
	const changes = ranges.map((range) => ({ range, text: to }));
	const before = new Set(messages(text));
	const mistake = messages(applyChanges(text, changes)).find((message) => !before.has(message) && message.includes(to));
	if (mistake !== undefined) throw refused(from, to, mistake);
	return changes;
}

export function applyChanges(text: string, changes: readonly TextChange[]): string {
	return [...changes]
		.sort((a, b) => b.range[0] - a.range[0])
		.reduce((changed, { range: [from, to], text: by }) => changed.slice(0, from) + by + changed.slice(to), text);
}

function messages(text: string): readonly string[] {
	return parseProject(text, '').problems.map(({ message }) => message);
}

function refused(from: string, to: string, why: string): FreeholdError {
	return new FreeholdError('usage', {
		what: `'${from}' was not renamed to '${to}'`,
		why,
		next: 'Choose a letter followed by letters, digits, - or _, as no other connection is called',
	});
}
