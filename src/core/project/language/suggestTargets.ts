/** What a job may work on: connections of the file before the slash, datasets of the vendor behind it. */
import type { Cursor } from './cursor.ts';
import type { DatasetKnowledge } from './knownDataset.ts';
import type { Outline } from './outline.ts';
import { literal } from './suggestion.ts';
import type { Suggestion, Suggestions } from './suggestion.ts';

export async function suggestTargets(
	cursor: Cursor,
	outline: Outline,
	knowledge: DatasetKnowledge,
): Promise<Suggestions | undefined> {
	const { typed, at, range } = cursor;
	const [from, to] = range;
	const slash = typed.indexOf('/');
	const isBackup = cursor.path[2] === 'backup';
	const items =
		slash === -1 || at <= slash
			? connections(cursor, outline, slash !== -1 || isBackup)
			: await datasets(cursor, outline, knowledge, typed.slice(0, slash));
	if (items.length === 0) return undefined;
	if (slash === -1) return { range, items };
	return { range: at <= slash ? [from, from + slash] : [from + slash + 1, to], items };
}

function connections(cursor: Cursor, outline: Outline, isWholeWord: boolean): readonly Suggestion[] {
	const isBackup = cursor.path[2] === 'backup';
	return (
		outline.connections
			// Only Realpad lists files.
			.filter(({ source }) => !isBackup || source === 'realpad')
			.filter(({ name }) => !isBackup || !cursor.others.has(name))
			.map(({ name, source }) => ({
				label: name,
				kind: 'connection',
				insert: literal(isWholeWord ? name : `${name}/`),
				detail: source,
				opensNext: !isWholeWord,
			}))
	);
}

async function datasets(
	cursor: Cursor,
	outline: Outline,
	knowledge: DatasetKnowledge,
	name: string,
): Promise<readonly Suggestion[]> {
	const connection = outline.connections.find((one) => one.name === name);
	if (connection === undefined || cursor.path[2] === 'backup') return [];
	const known = await knowledge.datasetsOf(connection);
	const all: Suggestion = { label: '*', kind: 'dataset', insert: '*', detail: 'all datasets' };
	return [
		...known
			.filter(({ id }) => !cursor.others.has(`${name}/${id}`))
			.map(({ id, title, notes }): Suggestion => {
				return { label: id, kind: 'dataset', insert: literal(id), detail: title, notes };
			}),
		...(cursor.others.size === 0 ? [all] : []),
	];
}
