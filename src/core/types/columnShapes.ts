/** What the columns of a replicated dataset hold: types as declared, absence and odd values as counted over all rows. */
import type { Json } from '../json.ts';
import type { DatasetState } from '../replica/contract.ts';
import type { ReplicaReader } from '../replica/reader.ts';
import { quoteName } from '../replica/sql.ts';
import { ShapeLearner } from './shapeLearner.ts';
import { unionOf } from './shape.ts';
import type { FieldShape, ObjectShape, Shape, TextShape } from './shape.ts';

type StoredColumn = DatasetState['columns'][number];

/** SQLite takes some 2,000 terms in a SELECT; each column has two. */
const COLUMNS_AT_ONCE = 500;
/** Different values of an enumerated column that are looked at; with more, it is none. */
const MOST_VALUES = 500;

export function columnShapes(reader: ReplicaReader, { dataset, columns }: DatasetState): ObjectShape {
	const table = tableOf(reader, dataset);
	const counts = countCells(reader, table, columns);
	const fields = columns.map((column, nth): readonly [string, FieldShape] => {
		const shape = shapeOf(reader, table, column, counts.texts[nth] ?? 0);
		const isAbsent = (counts.filled[nth] ?? 0) < counts.rows;
		// A replica keeps what is absent and what is null as one.
		return [column.name, { shape, isOptional: isAbsent, isNullable: isAbsent, description: column.label }];
	});
	return { kind: 'object', fields: new Map(fields) };
}

/** Its name is the dataset's, but for those that SQLite or the replica keep for themselves. */
function tableOf(reader: ReplicaReader, dataset: string): string {
	const sql = 'SELECT table_name FROM _datasets WHERE dataset = ?';
	return quoteName(String(reader.query(sql, { limit: 1, params: [dataset] }).rows[0]?.[0] ?? dataset));
}

interface CellCounts {
	readonly rows: number;
	/** Cells that are not null, by column. */
	readonly filled: readonly number[];
	/** Cells whose value is text, by column. */
	readonly texts: readonly number[];
}

function countCells(reader: ReplicaReader, table: string, columns: readonly StoredColumn[]): CellCounts {
	let rows = 0;
	const filled: number[] = [];
	const texts: number[] = [];
	for (let from = 0; from < Math.max(1, columns.length); from += COLUMNS_AT_ONCE) {
		const terms = columns.slice(from, from + COLUMNS_AT_ONCE).flatMap(({ name }, nth) => {
			const column = quoteName(name);
			return [`count(${column}) AS f${nth}`, `total(typeof(${column}) = 'text') AS t${nth}`];
		});
		const [found = []] = reader.query(`SELECT ${['count(*) AS n', ...terms].join(', ')} FROM ${table}`, {
			limit: 1,
		}).rows;
		const [all, ...counts] = found.map(Number);
		rows = all ?? 0;
		for (const [nth, count] of counts.entries()) (nth % 2 === 0 ? filled : texts).push(count);
	}
	return { rows, filled, texts };
}

function shapeOf(reader: ReplicaReader, table: string, column: StoredColumn, texts: number): Shape {
	switch (column.type) {
		case 'json':
			return learned(reader, `SELECT ${quoteName(column.name)} AS v FROM ${table} WHERE v IS NOT NULL`);
		case 'integer':
		case 'decimal':
			// A number that a double cannot hold is kept, and given, as text.
			return orText({ kind: column.type === 'integer' ? 'integer' : 'number' }, texts);
		case 'boolean':
			return { kind: 'boolean' };
		case 'date':
		case 'time':
			return { kind: 'text', format: column.type };
		case 'instant':
			return { kind: 'text', format: 'date-time' };
		case 'text':
			return column.values === undefined ? { kind: 'text' } : enumerated(reader, table, column.name, column.values);
	}
}

function orText(shape: Shape, texts: number): Shape {
	return texts === 0 ? shape : unionOf([shape, { kind: 'text' }]);
}

function learned(reader: ReplicaReader, sql: string): Shape {
	const learner = new ShapeLearner();
	const query = reader.openQuery(sql, {});
	try {
		for (const [value] of query.rows) learner.add(parsed(value));
	} finally {
		query.close();
	}
	return learner.shape().shape;
}

/** A column that once held plain text is not JSON throughout. */
function parsed(value: unknown): Json {
	if (typeof value !== 'string') return null;
	try {
		return JSON.parse(value) as Json;
	} catch {
		return value;
	}
}

function enumerated(reader: ReplicaReader, table: string, name: string, values: readonly string[]): Shape {
	const column = quoteName(name);
	const sql = `SELECT DISTINCT ${column} AS v FROM ${table} WHERE v IS NOT NULL`;
	const { rows, isTruncated } = reader.query(sql, { limit: MOST_VALUES });
	const shape: TextShape = { kind: 'text' };
	return isTruncated ? shape : { ...shape, values: [...new Set([...values, ...rows.map(([value]) => String(value))])] };
}
