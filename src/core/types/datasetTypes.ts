/** The types of a dataset: of its own records, and of the nested ones that live in tables of their own. */
import { FreeholdError } from '../errors.ts';
import type { DatasetState } from '../replica/contract.ts';
import type { ReplicaReader } from '../replica/reader.ts';
import { reapitLists } from '../sources/reapit/catalogue/lists.ts';
import { reapitModels } from '../../vendor/reapit/models.ts';
import { columnShapes } from './columnShapes.ts';
import { joinObjects } from './joinShapes.ts';
import { modelShape } from './modelShape.ts';
import { pascalName } from './typeNames.ts';
import type { FieldShape, ObjectShape } from './shape.ts';

export interface NamedShape {
	/** Of the type: `Contact`. */
	readonly name: string;
	readonly shape: ObjectShape;
	/** What it is and what it was made from. */
	readonly description: string;
}

export interface TypedDataset {
	readonly connection: string;
	readonly source: 'realpad' | 'reapit' | 'spark';
	readonly dataset: string;
}

/**
 * @param reader  of the connection's replica; `undefined` where there is none
 * @param name  of the type; otherwise the vendor's or the dataset's
 * @throws FreeholdError `notFound` where neither the replica nor the vendor's published models know the dataset
 */
export async function datasetTypes(
	reader: ReplicaReader | undefined,
	{ connection, source, dataset }: TypedDataset,
	name?: string,
): Promise<NamedShape> {
	const states = new Map(reader?.states().map((state) => [state.dataset, state]));
	const state = states.get(dataset);
	const declared = source === 'reapit' ? await declaredShape(dataset) : undefined;
	if (reader === undefined || state === undefined || state.rows === 0) {
		if (declared === undefined) throw unknownTypes(connection, dataset, [...states.keys()]);
		const description = `${connection}/${dataset}: a record, as the vendor declares it; nothing is replicated yet.`;
		return { name: name ?? declared.name, shape: declared.shape, description };
	}
	const met = withRelations(reader, states, state);
	return {
		name: name ?? declared?.name ?? pascalName(dataset),
		shape: declared === undefined ? met : joinObjects(declared.shape, met),
		description: `${connection}/${dataset}: a record, as ${state.rows.toLocaleString('en')} replicated ones show it.`,
	};
}

async function declaredShape(
	dataset: string,
): Promise<{ readonly name: string; readonly shape: ObjectShape } | undefined> {
	const [lists, { models }] = await Promise.all([reapitLists(), reapitModels()]);
	const model = lists.get(dataset)?.model;
	const found = model === undefined ? undefined : models[model];
	if (model === undefined || found === undefined) return undefined;
	return { name: model.replace(/Model$/, ''), shape: modelShape(found) };
}

/** Nested rows (Spark's Media, say) are in the vendor's answers where they are asked for, and in a table of their own here. */
function withRelations(
	reader: ReplicaReader,
	states: ReadonlyMap<string, DatasetState>,
	state: DatasetState,
): ObjectShape {
	const shape = columnShapes(reader, state);
	const sql = 'SELECT property, child FROM _relations WHERE dataset = ? ORDER BY property';
	const relations = reader.query(sql, { limit: 1_000, params: [state.dataset] });
	const nested = relations.rows.flatMap(([property, child]): (readonly [string, FieldShape])[] => {
		const rows = states.get(String(child));
		if (rows === undefined || rows.rows === 0 || shape.fields.has(String(property))) return [];
		const items = { shape: columnShapes(reader, rows), isNullable: false };
		const description = `Only where it was asked for; replicated into ${String(child)}.`;
		return [[String(property), { shape: { kind: 'list', items }, isOptional: true, isNullable: false, description }]];
	});
	return { ...shape, fields: new Map([...shape.fields, ...nested]) };
}

function unknownTypes(connection: string, dataset: string, known: readonly string[]): FreeholdError {
	return new FreeholdError('notFound', {
		what: `There are no types of ${connection}/${dataset} yet`,
		why: `its records were not replicated (the replica holds ${known.join(', ') || 'nothing yet'})`,
		next: `Replicate it first: freehold replicate ${connection}/${dataset}`,
	});
}
