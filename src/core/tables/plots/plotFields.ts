/** Finds what of a table can be drawn: its columns, and the values within their JSON as the first rows have them. */
import type { SQLOutputValue } from 'node:sqlite';
import { FreeholdError } from '../../errors.ts';
import { returningArrays, valuesOf } from '../../replica/sql.ts';
import { ColumnGuess } from '../columnGuess.ts';
import type { SqlTable } from '../table.ts';
import type { PlotField, PlotFields } from './plotTypes.ts';
import { MOST_CATEGORY_CHARACTERS, readCategory } from './readValue.ts';

const SAMPLE_ROWS = 500;
const MOST_SAMPLED_VALUES = 20;
/** SQLite gives no more columns at once. */
const COLUMNS_AT_ONCE = 1000;
const MOST_NESTED = 500;
const MOST_DEPTH = 5;
const MOST_JSON_CHARACTERS = 100_000;
/** With fewer rows, values that are all different say nothing. */
const MANY_ROWS = 20;

/** A field, and where its value comes from. */
export interface FoundField extends PlotField {
	/** SQL of it. */
	readonly expression: string;
}

/** Those that are offered. */
export function plotFields(table: SqlTable): PlotFields {
	const { found, unlisted } = findFields(table);
	return { fields: found.map(({ expression: _, ...field }) => field), unlisted };
}

/** @throws FreeholdError `query` where the table has no such field */
export function fieldNamed(fields: readonly FoundField[], name: string): FoundField {
	const found = fields.find((field) => field.name === name);
	if (found !== undefined) return found;
	throw new FreeholdError('query', {
		what: 'The plot could not be drawn',
		why: `the table has no ${name}`,
		next: 'Choose another column',
	});
}

export function findFields(table: SqlTable): { readonly found: readonly FoundField[]; readonly unlisted: number } {
	const samples = table.columns.map(() => new FieldSample());
	const nested = new Map<string, FoundPath>();
	for (let from = 0; from < table.columns.length; from += COLUMNS_AT_ONCE) {
		const columns = [...table.columns.keys()].slice(from, from + COLUMNS_AT_ONCE);
		const list = columns.map((column) => `${sampled(table, column)} AS v${column}`).join(', ');
		const rows = returningArrays(
			table.db.prepare(`SELECT ${list} FROM ${table.from} ORDER BY rowid LIMIT ${SAMPLE_ROWS}`),
		).all();
		for (const row of rows) {
			for (const [nth, value] of valuesOf(row).entries()) {
				const column = from + nth;
				samples[column]?.take(value, table.columns[column]?.type === 'boolean');
				if (table.columns[column]?.type === 'json' && typeof value === 'string') addPaths(nested, column, value);
			}
		}
	}
	const sampleOf = (nth: number): ReturnType<FieldSample['answer']> => (samples[nth] ?? new FieldSample()).answer();
	const ofColumns = table.columns.map((column, nth): FoundField => {
		const expression = table.expression(nth);
		return { ...column, isNested: false, ...sampleOf(nth), expression: clipped(expression, column.type) };
	});
	const names = new Set(ofColumns.map(({ name }) => name));
	const ofPaths = [...nested.values()]
		.map((path) => path.field(table))
		.filter(({ name }) => !names.has(name))
		.filter(({ type }) => type !== 'json');
	return {
		found: [...ofColumns.filter(({ type }) => type !== 'json'), ...ofPaths.slice(0, MOST_NESTED)],
		unlisted: Math.max(0, ofPaths.length - MOST_NESTED),
	};
}

function sampled(table: SqlTable, column: number): string {
	const value = table.expression(column);
	const type = table.columns[column]?.type ?? 'text';
	// Of a document that is cut, nothing can be read.
	return type === 'json'
		? `CASE WHEN octet_length(${value}) <= ${MOST_JSON_CHARACTERS} THEN ${value} END`
		: clipped(value, type);
}

/**
 * A text of megabytes is no category: one character more than is shown tells that it was cut. Whole numbers that a double
 * cannot hold come as text.
 */
function clipped(value: string, type: PlotField['type']): string {
	const most = MOST_CATEGORY_CHARACTERS + 1;
	const isLong = `octet_length(${value}) > ${most}`;
	const cut = type === 'text' ? ` WHEN ${isLong} THEN substr(${value}, 1, ${most})` : '';
	const isLarge = `typeof(${value}) = 'integer' AND ${value} NOT BETWEEN ${Number.MIN_SAFE_INTEGER} AND ${Number.MAX_SAFE_INTEGER}`;
	return `CASE WHEN ${isLarge} THEN CAST(${value} AS TEXT)${cut} ELSE ${value} END`;
}

class FieldSample {
	readonly #values = new Set<string>();
	#filled = 0;

	take(value: SQLOutputValue, isBoolean: boolean): void {
		const text = readCategory(value, isBoolean);
		if (text === undefined) return;
		this.#filled += 1;
		this.#values.add(text.slice(0, MOST_CATEGORY_CHARACTERS));
	}

	answer(): Pick<PlotField, 'sample' | 'isUnique'> {
		return {
			sample: this.#values.size > MOST_SAMPLED_VALUES ? undefined : [...this.#values],
			isUnique: this.#filled >= MANY_ROWS && this.#values.size === this.#filled,
		};
	}
}

class FoundPath {
	readonly #column: number;
	readonly #path: readonly string[];
	readonly #guess = new ColumnGuess();
	readonly #sample = new FieldSample();

	constructor(column: number, path: readonly string[]) {
		this.#column = column;
		this.#path = path;
	}

	take(value: string | number | boolean | null): void {
		this.#guess.take(value);
		this.#sample.take(typeof value === 'boolean' ? String(value) : value, false);
	}

	field(table: SqlTable): FoundField {
		const name = [table.columns[this.#column]?.name ?? '', ...this.#path].join('.');
		const whole = table.expression(this.#column);
		const path = `$${this.#path.map((key) => `."${key}"`).join('')}`.replaceAll("'", "''");
		const value = `CASE WHEN json_valid(${whole}) THEN ${whole} ->> '${path}' END`;
		const type = this.#guess.type;
		return { name, type, isNested: true, ...this.#sample.answer(), expression: clipped(value, type) };
	}
}

function addPaths(found: Map<string, FoundPath>, column: number, json: string): void {
	let document: unknown;
	try {
		document = JSON.parse(json);
	} catch {
		// A column that once held plain text is not JSON throughout.
		return;
	}
	const visit = (value: unknown, path: readonly string[]): void => {
		if (typeof value === 'object' && value !== null) {
			if (Array.isArray(value) || path.length === MOST_DEPTH) return;
			// SQLite's paths have no way to write a quote within a name.
			for (const [key, inner] of Object.entries(value)) {
				if (!key.includes('"') && !key.includes('\0')) visit(inner, [...path, key]);
			}
		} else if (
			path.length > 0 &&
			(typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean')
		) {
			const key = JSON.stringify([column, ...path]);
			const known = found.get(key) ?? new FoundPath(column, path);
			found.set(key, known);
			known.take(value);
		}
	};
	visit(document, []);
}
