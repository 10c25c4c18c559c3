/**
 * Finds the key of an export by its headers, checked over the data. The vendor publishes no column ids, and its columns
 * can be switched off and moved: the seed's positions are hints, never rules.
 */
import { FreeholdError } from '../../errors.ts';
import { isIdLike, nounsIn, words } from './headerWords.ts';
import type { KeyPart } from './realpadEndpoints.ts';

/** The key where no column can be one: a hash of the whole row. */
export const rowHash = 'row_hash';

export interface KeyColumn {
	readonly id: string;
	readonly label: string | undefined;
	readonly isInteger: boolean;
	/** Whether every row has a value. */
	readonly isComplete: boolean;
	/** Whether no two rows have the same. */
	readonly isUnique: boolean;
}

export interface KeySearch {
	readonly dataset: string;
	readonly connection: string;
	readonly columns: readonly KeyColumn[];
	readonly parts: readonly KeyPart[];
	/** `keys:` of freehold.yaml, by id or label. */
	readonly wanted: readonly string[] | undefined;
	/** The key of the rows that are already stored; it stays. */
	readonly known: readonly string[] | undefined;
	/** Whether these columns together tell every row apart. */
	readonly areUnique: (ids: readonly string[]) => Promise<boolean>;
}

export interface FoundKey {
	readonly key: readonly string[];
	readonly warnings: readonly string[];
}

/** @throws FreeholdError `configuration` for a wrong `keys:`, `conflict` where the stored rows' key no longer works */
export async function findKey(search: KeySearch): Promise<FoundKey> {
	const wanted = search.wanted?.map((name) => chosenColumn(name, search));
	if (search.known !== undefined) return { key: await keepKey(search.known, wanted, search), warnings: [] };
	if (wanted !== undefined) {
		await assertKey(wanted, search, 'configuration');
		return { key: wanted.map(({ id }) => id), warnings: [] };
	}
	const found = singleKey(search) ?? (await compositeKey(search));
	if (found !== undefined) return { key: found.map(({ id }) => id), warnings: [] };
	return {
		key: [rowHash],
		warnings: [
			`No column of ${search.dataset} tells every row apart, so a changed row counts as one deleted and one inserted. ` +
				`Name the key in freehold.yaml where there is one: keys: { ${search.dataset}: [column] }`,
		],
	};
}

async function keepKey(
	known: readonly string[],
	wanted: readonly KeyColumn[] | undefined,
	search: KeySearch,
): Promise<readonly string[]> {
	if (wanted !== undefined && wanted.map(({ id }) => id).join('\0') !== known.join('\0')) {
		throw new FreeholdError('conflict', {
			what: `${search.dataset} could not be brought up to date`,
			why: `its stored rows are matched by ${known.join(' + ')}, and freehold.yaml now names ${wanted.map(({ id }) => id).join(' + ')}`,
			next: `Take that entry out of 'keys', or move the replica of ${search.connection} away and replicate again`,
		});
	}
	if (known.length === 1 && known[0] === rowHash) return known;
	const columns = known.map((id) => {
		const column = search.columns.find((one) => one.id === id);
		if (column !== undefined) return column;
		throw new FreeholdError('conflict', {
			what: `${search.dataset} could not be brought up to date`,
			why: `its stored rows are matched by the column '${id}', which this export does not have`,
			next: "Switch that column on again in Realpad's column selection of this API user, or move the replica away and replicate again",
		});
	});
	await assertKey(columns, search, 'conflict');
	return known;
}

async function assertKey(
	columns: readonly KeyColumn[],
	search: KeySearch,
	reason: 'configuration' | 'conflict',
): Promise<void> {
	const names = columns.map(({ id }) => id);
	const gap = columns.find(({ isComplete }) => !isComplete);
	const [only] = columns;
	const isUnique = columns.length === 1 ? only?.isUnique === true : await search.areUnique(names);
	if (gap === undefined && isUnique) return;
	throw new FreeholdError(reason, {
		what: `${search.dataset} has no working key`,
		why:
			gap === undefined
				? `several rows have the same ${names.join(' + ')}`
				: `some rows have no value in the key column '${gap.id}'`,
		next:
			reason === 'configuration'
				? `Name other columns in freehold.yaml: keys: { ${search.dataset}: [${suggestions(search).join(', ') || 'column'}] }`
				: `Name a key in freehold.yaml (keys: { ${search.dataset}: [${suggestions(search).join(', ') || 'column'}] }), move the replica away and replicate again`,
	});
}

function suggestions({ columns }: KeySearch): readonly string[] {
	return columns.filter((one) => one.isUnique && one.isComplete).map(({ id }) => id);
}

function chosenColumn(name: string, search: KeySearch): KeyColumn {
	const same = (text: string | undefined): boolean => text !== undefined && words(text) === words(name);
	const found =
		search.columns.find(({ id }) => id === name) ?? search.columns.find(({ id, label }) => same(id) || same(label));
	if (found !== undefined) return found;
	throw new FreeholdError('configuration', {
		what: `The key of ${search.dataset} could not be taken`,
		why: `freehold.yaml names the column '${name}', which this export does not have`,
		next: `Choose from: ${search.columns.map(({ id }) => id).join(', ')}`,
	});
}

/** One column that tells every row apart and is meant to: by its name, or by a number where the seed says. */
function singleKey(search: KeySearch): readonly KeyColumn[] | undefined {
	const [part] = search.parts;
	if (part === undefined || part.isPlain === true) return undefined;
	const fit = search.columns
		.map((column) => ({ column, score: scoreOf(column, part, search.columns) }))
		.filter(({ column, score }) => column.isUnique && column.isComplete && score > 0)
		.sort((a, b) => b.score - a.score)[0];
	return fit === undefined ? undefined : [fit.column];
}

/** Several columns together: those that the seed names, or the expected id with one other id. */
async function compositeKey(search: KeySearch): Promise<readonly KeyColumn[] | undefined> {
	const parts = search.parts.map((part) => bestFor(part, search.columns));
	const named = parts.filter((column) => column !== undefined);
	for (let count = 2; count <= named.length; count++) {
		const some = [...new Set(named.slice(0, count))];
		if (some.length > 1 && (await search.areUnique(some.map(({ id }) => id)))) return some;
	}
	const [main] = parts;
	const [part] = search.parts;
	// Any two columns tell few rows apart by chance: only beside the expected id does a second one mean something.
	if (main === undefined || part === undefined || !nounsIn(main).has(part.noun)) return undefined;
	for (const other of search.columns) {
		const found = nounsIn(other);
		if (other === main || !other.isComplete || !isIdLike(other) || found.has('status') || found.has('type')) continue;
		if (await search.areUnique([main.id, other.id])) return [main, other];
	}
	return undefined;
}

function bestFor(part: KeyPart, columns: readonly KeyColumn[]): KeyColumn | undefined {
	return columns
		.map((column) => ({ column, score: scoreOf(column, part, columns) }))
		.filter(({ column, score }) => column.isComplete && score > 0)
		.sort((a, b) => b.score - a.score)[0]?.column;
}

/** How well a column fits a part of the key; 0 where it does not. */
function scoreOf(column: KeyColumn, part: KeyPart, columns: readonly KeyColumn[]): number {
	const isAtHint = part.at !== undefined && columns.at(part.at) === column;
	const found = nounsIn(column);
	const isNamed = found.has(part.noun);
	if (part.isPlain === true) return (isAtHint ? 4 : 0) + (isNamed && !isIdLike(column) ? 1 : 0);
	const isId = isIdLike(column);
	if (!isId && !(isAtHint && column.isInteger)) return 0;
	// A customer's id may be unique in inquiries by chance, and stand where the seed expects another: it is still not
	// the inquiry's.
	if (found.size > 0 && !isNamed) return 0;
	const others = [...found].filter((noun) => noun !== part.noun).length;
	return (isId ? 4 : 0) + (isNamed ? 4 : 0) + (isAtHint ? 2 : 0) - others + 1;
}
