/** Finds secrets below the connections of a freehold.yaml, and what has to go from the file with each of them. */
import { isMap } from 'yaml';
import type { Pair, ParsedNode, YAMLMap } from 'yaml';
import type { Range } from '../problems.ts';
import { secretFieldOf } from '../secretNames.ts';
import { isSecretKey, looksLikeSecret } from '../secretsInFile.ts';
import { readTolerantly, textOf } from './places.ts';
import { nodeAt } from './shapeAt.ts';
import type { TextChange } from './connectionNames.ts';

export interface FoundSecret {
	readonly connection: string;
	/** As the file calls it. */
	readonly key: string;
	/** As its source asks for it (`clientSecret`), as far as the key tells. */
	readonly field: string | undefined;
	readonly value: string;
	/** Of key and value. */
	readonly range: Range;
	/** Takes it out of the file. */
	readonly removal: TextChange;
}

/** Secrets that stand as a value of their own; one within an address is not among them. */
export function secretsToMove(text: string): readonly FoundSecret[] {
	const connections = nodeAt(readTolerantly(text), ['connections']);
	if (!isMap(connections)) return [];
	return connections.items.flatMap((pair) => {
		const connection = textOf(pair.key);
		const settings = pair.value;
		return connection === undefined || !isMap(settings) ? [] : secretsOf(connection, settings, text);
	});
}

function secretsOf(connection: string, settings: YAMLMap, text: string): readonly FoundSecret[] {
	const { items } = settings;
	const found = items.map(secretIn);
	// Behind the last of the others: these take the comma before them along, all others the one behind.
	const tail = found.findLastIndex((one) => one === undefined) + 1;
	return found.flatMap((secret, nth): readonly FoundSecret[] => {
		if (secret === undefined) return [];
		const removal = { range: removalOf(settings, nth, nth >= tail && tail > 0, secret.range, text), text: '' };
		return [{ ...secret, connection, removal }];
	});
}

function secretIn(pair: Pair): Omit<FoundSecret, 'connection' | 'removal'> | undefined {
	const key = textOf(pair.key);
	const value = textOf(pair.value)?.trim();
	const range = rangeOf(pair);
	if (key === undefined || value === undefined || value === '' || range === undefined) return undefined;
	const isNamed = isSecretKey(key);
	if (!isNamed && (!looksLikeSecret(value) || value.includes('://'))) return undefined;
	return { key, field: isNamed ? secretFieldOf(key) : undefined, value, range };
}

/** The whole line of a block, or the pair with one comma within braces; no two of them overlap. */
function removalOf({ items, flow }: YAMLMap, nth: number, isTail: boolean, range: Range, text: string): Range {
	const [from, to] = range;
	if (flow === true) {
		const [before, next] = [items[nth - 1], items[nth + 1]];
		if (isTail) return [(before === undefined ? undefined : rangeOf(before)?.[1]) ?? from, to];
		return [from, (next === undefined ? undefined : rangeOf(next)?.[0]) ?? to];
	}
	const lineStart = text.lastIndexOf('\n', from - 1) + 1;
	if (text.slice(lineStart, from).trim() !== '') return range;
	const lineEnd = text.indexOf('\n', Math.max(from, to - 1));
	return [lineStart, lineEnd === -1 ? text.length : lineEnd + 1];
}

function rangeOf({ key, value }: Pair): Range | undefined {
	const from = (key as ParsedNode | null)?.range?.[0];
	const to = (value as ParsedNode | null)?.range?.[1];
	return from === undefined || to === undefined ? undefined : [from, to];
}
