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
	return settings.items.flatMap((pair, nth): readonly FoundSecret[] => {
		const key = textOf(pair.key);
		const value = textOf(pair.value)?.trim();
		if (key === undefined || value === undefined || value === '') return [];
		const isNamed = isSecretKey(key);
		if (!isNamed && (!looksLikeSecret(value) || value.includes('://'))) return [];
		const range = rangeOf(pair);
		if (range === undefined) return [];
		const removal = { range: removalOf(settings, nth, range, text), text: '' };
		return [{ connection, key, field: isNamed ? secretFieldOf(key) : undefined, value, range, removal }];
	});
}

/** The whole line of a block, or the pair with its comma within braces. */
function removalOf({ items, flow }: YAMLMap, nth: number, range: Range, text: string): Range {
	const [from, to] = range;
	if (flow === true) {
		const next = items[nth + 1];
		const before = items[nth - 1];
		const nextStart = next === undefined ? undefined : rangeOf(next)?.[0];
		if (nextStart !== undefined) return [from, nextStart];
		const beforeEnd = before === undefined ? undefined : rangeOf(before)?.[1];
		return [beforeEnd ?? from, to];
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
