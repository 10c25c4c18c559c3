/** What may be written at the cursor: from the grammar, from the rest of the file, and from what is known of the vendors' datasets. */
import type { DatasetParameter } from '../../sources/source.ts';
import type { MapShape, ObjectShape } from '../shape.ts';
import { cursorAt } from './cursor.ts';
import type { Cursor } from './cursor.ts';
import type { DatasetKnowledge, KnownDataset } from './knownDataset.ts';
import { outlineOfDocument } from './outline.ts';
import type { OutlinedConnection, OutlinedJob, Outline } from './outline.ts';
import { suggestEntries, suggestKeys, suggestNames } from './suggestKeys.ts';
import { suggestTargets } from './suggestTargets.ts';
import { suggestValues } from './suggestValues.ts';
import { written } from './suggestion.ts';
import type { Suggestion, SuggestionKind, Suggestions } from './suggestion.ts';

/** @returns `undefined` where nothing is known that could stand there */
export async function complete(
	text: string,
	offset: number,
	knowledge: DatasetKnowledge,
): Promise<Suggestions | undefined> {
	const cursor = cursorAt(text, offset);
	if (cursor === undefined) return undefined;
	const outline = outlineOfDocument(cursor.document, cursor.marked);
	if (cursor.role === 'value' && isTarget(cursor)) return suggestTargets(cursor, outline, knowledge);
	const items =
		cursor.role === 'key' ? await keysAt(cursor, outline, knowledge) : await valuesAt(cursor, outline, knowledge);
	return items.length === 0 ? undefined : { range: cursor.range, items };
}

function isTarget({ path }: Cursor): boolean {
	return path[0] === 'jobs' && path.length === 3 && ['replicate', 'export', 'backup'].includes(path[2] ?? '');
}

async function keysAt(cursor: Cursor, outline: Outline, knowledge: DatasetKnowledge): Promise<readonly Suggestion[]> {
	const { shape } = cursor;
	if (shape.kind === 'object') return suggestKeys(cursor, withoutUnfit(shape, cursor, outline));
	if (shape.kind !== 'map') return [];
	const connection = connectionAt(cursor, outline);
	if (connection === undefined) return suggestEntries(cursor, shape);
	const datasets = await knowledge.datasetsOf(connection);
	return suggestNames(cursor, shape, namesFor(cursor, shape, datasets));
}

/** Keys that are of no use to this job, though the grammar has them. */
function withoutUnfit(shape: ObjectShape, cursor: Cursor, outline: Outline): ObjectShape {
	const job = jobAt(cursor, outline);
	if (job?.kind !== 'export' || hasVendorFiles(job, outline)) return shape;
	return { kind: 'object', keys: Object.fromEntries(Object.entries(shape.keys).filter(([key]) => key !== 'headers')) };
}

function namesFor(
	cursor: Cursor,
	{ entry }: MapShape,
	datasets: readonly KnownDataset[],
): readonly Omit<Suggestion, 'insert' | 'opensNext'>[] {
	if (entry === 'parameter') {
		const dataset = datasets.find(({ id }) => id === cursor.path[3]);
		return (dataset?.parameters ?? []).map((parameter) => ({
			...{ label: parameter.name, kind: 'parameter' },
			detail: parameterText(parameter),
		}));
	}
	const isForFilters = cursor.path[2] === 'filters';
	return datasets
		.filter(({ takesFilter, parameters }) => (isForFilters ? takesFilter : entryFits(cursor, parameters)))
		.map(({ id, title, notes }) => ({ label: id, kind: 'dataset', detail: title, notes }));
}

function entryFits({ path }: Cursor, parameters: readonly DatasetParameter[]): boolean {
	return path[2] !== 'parameters' || parameters.length > 0;
}

async function valuesAt(cursor: Cursor, outline: Outline, knowledge: DatasetKnowledge): Promise<readonly Suggestion[]> {
	const { path, shape } = cursor;
	const connection = connectionAt(cursor, outline);
	const [, , key, dataset, parameter] = path;
	if (connection !== undefined && dataset !== undefined) {
		const known = (await knowledge.datasetsOf(connection)).find(({ id }) => id === dataset);
		if (key === 'select' || key === 'keys') return words(cursor, 'column', known?.columns ?? []);
		const asked = known?.parameters.find(({ name }) => name === parameter);
		return asked === undefined ? [] : words(cursor, 'value', parameterValues(asked));
	}
	const job = jobAt(cursor, outline);
	if (job !== undefined && key === 'expand') {
		return words(cursor, 'relation', await relationsOf(job, outline, knowledge));
	}
	if (job !== undefined && key === 'format' && !hasVendorFiles(job, outline)) {
		return suggestValues(cursor, shape, ['csv', 'ndjson', 'json', 'parquet']);
	}
	// The sandbox of the vendor, which every developer may read (domain/reapit.md §2.1).
	if (connection?.source === 'reapit' && key === 'customer') return words(cursor, 'value', ['SBOX']);
	return suggestValues(cursor, shape);
}

function connectionAt({ path }: Cursor, { connections }: Outline): OutlinedConnection | undefined {
	return path[0] === 'connections' ? connections.find(({ name }) => name === path[1]) : undefined;
}

function jobAt({ path }: Cursor, { jobs }: Outline): OutlinedJob | undefined {
	return path[0] === 'jobs' ? jobs.find(({ name }) => name === path[1]) : undefined;
}

/** Only Realpad has files of its own; where nothing is named yet, everything is still possible. */
function hasVendorFiles({ targets }: OutlinedJob, { connections }: Outline): boolean {
	const sources = targets.map((target) => connections.find(({ name }) => name === target.connection)?.source);
	return sources.every((source) => source === 'realpad');
}

async function relationsOf(
	{ targets }: OutlinedJob,
	{ connections }: Outline,
	knowledge: DatasetKnowledge,
): Promise<readonly string[]> {
	const relations = new Set<string>();
	for (const connection of connections) {
		const wanted = targets.filter((target) => target.connection === connection.name);
		if (wanted.length === 0) continue;
		const isWhole = wanted.some(({ dataset }) => dataset === undefined);
		for (const known of await knowledge.datasetsOf(connection)) {
			if (!isWhole && !wanted.some(({ dataset }) => dataset === known.id)) continue;
			for (const relation of known.relations) relations.add(relation);
		}
	}
	return [...relations];
}

function words(cursor: Cursor, kind: SuggestionKind, values: readonly string[]): readonly Suggestion[] {
	const isScalar = cursor.shape.kind === 'scalar';
	return values
		.filter((value) => !cursor.others.has(value))
		.map((value) => ({
			label: value,
			kind,
			// A scalar is sent as it is written: it needs no quotes to be a text.
			insert: isScalar && /^[\w.:-]+$/.test(value) ? value : written(value, cursor.quote),
		}));
}

function parameterValues({ type, values }: DatasetParameter): readonly string[] {
	return values ?? (type === 'boolean' ? ['true', 'false'] : []);
}

function parameterText({ type, isRepeatable }: DatasetParameter): string {
	return isRepeatable ? `${type}, one or several` : type;
}
