/** Connections and jobs of a freehold.yaml with their places, of an unfinished one too. */
import { isAlias, isMap, isScalar, isSeq } from 'yaml';
import type { Document, Pair, ParsedNode } from 'yaml';
import type { Range } from '../problems.ts';
import { parseTarget } from '../targets.ts';
import { nodeAt } from './shapeAt.ts';
import { readTolerantly, textOf, writtenRange } from './places.ts';

export interface Entry {
	readonly name: string;
	readonly nameRange: Range;
	/** From the name to the end of its settings. */
	readonly range: Range;
}

export interface OutlinedConnection extends Entry {
	readonly source: string | undefined;
	readonly baseUrl: string | undefined;
	readonly identityUrl: string | undefined;
	readonly multipleInquiries: boolean;
	readonly customers: readonly string[];
}

export interface OutlinedTarget {
	readonly connection: string;
	readonly connectionRange: Range;
	/** `undefined`: all of them. */
	readonly dataset: string | undefined;
	readonly datasetRange: Range | undefined;
}

export interface OutlinedJob extends Entry {
	readonly kind: JobKind | undefined;
	readonly targets: readonly OutlinedTarget[];
}

export interface Outline {
	readonly connections: readonly OutlinedConnection[];
	readonly jobs: readonly OutlinedJob[];
}

const KINDS = ['replicate', 'export', 'backup'] as const;
type JobKind = (typeof KINDS)[number];

export function outlineOf(text: string): Outline {
	return outlineOfDocument(readTolerantly(text), text);
}

export function outlineOfDocument(document: Document.Parsed, text: string): Outline {
	const settingsOf = (pair: Pair): unknown => resolved(document, pair.value);
	return {
		connections: entriesOf(document, 'connections', text).map(([entry, pair]) => ({
			...entry,
			...connectionOf(document, settingsOf(pair)),
		})),
		jobs: entriesOf(document, 'jobs', text).map(([entry, pair]) => ({
			...entry,
			...jobOf(document, settingsOf(pair), text),
		})),
	};
}

function connectionOf(document: Document.Parsed, settings: unknown): Omit<OutlinedConnection, keyof Entry> {
	const value = (key: string): string | undefined => textOf(get(document, settings, key));
	const customer = get(document, settings, 'customer');
	return {
		source: value('source'),
		baseUrl: value('baseUrl'),
		identityUrl: value('identityUrl'),
		multipleInquiries: value('multipleInquiries') === 'true',
		customers: (isSeq(customer) ? customer.items : [customer]).flatMap((item) => textOf(item) ?? []),
	};
}

function jobOf(document: Document.Parsed, settings: unknown, text: string): Omit<OutlinedJob, keyof Entry> {
	const kind = KINDS.find((one) => isMap(settings) && settings.has(one));
	return { kind, targets: kind === undefined ? [] : targetsOf(get(document, settings, kind), text) };
}

function targetsOf(node: unknown, text: string): readonly OutlinedTarget[] {
	if (isSeq(node)) return node.items.flatMap((item) => targetsOf(item, text));
	const range = writtenRange(node, text);
	const written = textOf(node);
	// Behind an escape sequence the places would not be right.
	if (range === undefined || written === undefined || text.slice(...range) !== written) return [];
	const [from, to] = range;
	const { connection, dataset } = parseTarget(written);
	const end = from + connection.length;
	const datasetRange: Range | undefined = end < to ? [end + 1, to] : undefined;
	return [{ connection, connectionRange: [from, end], dataset, datasetRange }];
}

function entriesOf(document: Document.Parsed, key: string, text: string): readonly (readonly [Entry, Pair])[] {
	const map = nodeAt(document, [key]);
	if (!isMap(map)) return [];
	return map.items.flatMap((pair): (readonly [Entry, Pair])[] => {
		const name = isScalar(pair.key) ? textOf(pair.key) : undefined;
		const nameRange = writtenRange(pair.key, text);
		if (name === undefined || nameRange === undefined) return [];
		const end = (pair.value as ParsedNode | null)?.range?.[1] ?? nameRange[1];
		const [from, to] = (pair.key as ParsedNode).range;
		return [[{ name, nameRange, range: [from, Math.max(to, trimmed(text, end))] }, pair]];
	});
}

/** A block ends with the line break behind it, which belongs to nobody. */
function trimmed(text: string, end: number): number {
	return text.slice(0, end).trimEnd().length;
}

function get(document: Document.Parsed, settings: unknown, key: string): unknown {
	return isMap(settings) ? resolved(document, settings.get(key, true)) : undefined;
}

function resolved(document: Document.Parsed, node: unknown): unknown {
	return isAlias(node) ? node.resolve(document) : node;
}
