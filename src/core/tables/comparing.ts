/** Values that people write, compared with those of a column by the rules of its type, as SQL. */
import { isAscii } from '../filter/compare.ts';
import { isReproduced } from '../exactNumbers.ts';
import type { Comparison } from './columnFilter.ts';
import { comparable, comparedAs, textOf } from './columnValues.ts';
import type { ComparedAs } from './columnValues.ts';
import { folded } from './foldedText.ts';
import { momentSpan } from './momentSpan.ts';
import type { MomentSpan } from './momentSpan.ts';
import { numberKey } from './numberKey.ts';
import type { SqlCondition, SqlTable } from './table.ts';

/** Why a value cannot be compared with a column. */
export class Unreadable extends Error {}

export class Comparing {
	readonly #table: SqlTable;
	readonly #column: number;
	readonly #as: ComparedAs;

	constructor(table: SqlTable, column: number) {
		this.#table = table;
		this.#column = column;
		this.#as = comparedAs(table, column);
	}

	/** @throws Unreadable */
	compare(comparison: Comparison, value: string): SqlCondition {
		switch (this.#as) {
			case 'number':
			case 'digits':
				return this.#number(comparison, value);
			case 'boolean':
				return this.#one(comparable(this.#table, this.#column), comparison, flagOf(value));
			case 'day':
			case 'moment':
				return this.#moment(comparison, momentOf(value));
			case 'text':
				return this.#text(comparison, value);
		}
	}

	/** @throws Unreadable */
	between(from: string | undefined, to: string | undefined): SqlCondition {
		const ends = [
			...(from === undefined ? [] : [this.compare('>=', from)]),
			...(to === undefined ? [] : [this.compare('<=', to)]),
		];
		return joined(ends, 'AND');
	}

	/** @throws Unreadable */
	among(values: readonly string[], isNot: boolean): SqlCondition {
		const any = this.#among(values);
		return isNot ? { sql: `(${any.sql}) IS NOT TRUE`, params: any.params } : any;
	}

	#among(values: readonly string[]): SqlCondition {
		const isEmpty = values.includes('') ? [`coalesce(${this.#table.written(this.#column)}, '') = ''`] : [];
		const given = values.filter((value) => value !== '');
		const some = given.length === 0 ? [] : [this.#amongGiven(given)];
		return joined([...some, ...isEmpty.map((sql) => ({ sql, params: [] }))], 'OR');
	}

	#amongGiven(values: readonly string[]): SqlCondition {
		switch (this.#as) {
			case 'number':
			case 'digits': {
				const isRounded = this.#as === 'digits' || values.some((value) => !isExact(value));
				const wanted = isRounded ? values.map(keyOf) : values.map(numberOf);
				return within(comparable(this.#table, this.#column, isRounded ? 'digits' : 'number'), wanted);
			}
			case 'boolean':
				return within(comparable(this.#table, this.#column), values.map(flagOf));
			case 'day':
			case 'moment':
				return joined(
					values.map((value) => this.compare('=', value)),
					'OR',
				);
			case 'text': {
				const text = values.find((value) => !isAscii(value)) ?? '';
				const wanted = values.map((value) => value.toLowerCase());
				return within(folded(textOf(this.#table, this.#column), text), wanted);
			}
		}
	}

	#number(comparison: Comparison, value: string): SqlCondition {
		if (this.#as === 'number' && isExact(value)) {
			return this.#one(comparable(this.#table, this.#column), comparison, numberOf(value));
		}
		return this.#one(comparable(this.#table, this.#column, 'digits'), comparison, keyOf(value));
	}

	#text(comparison: Comparison, value: string): SqlCondition {
		const own = comparable(this.#table, this.#column);
		// NOCASE looks no further than the first NUL of both.
		const isPlain = isAscii(value) && !value.includes('\0');
		if (isPlain) return this.#one(`${own} COLLATE NOCASE`, comparison, value);
		return this.#one(folded(textOf(this.#table, this.#column), value), comparison, value.toLowerCase());
	}

	#moment(comparison: Comparison, { from, to }: MomentSpan): SqlCondition {
		const own = comparable(this.#table, this.#column);
		// A day beside a moment is its first instant.
		const value = this.#as === 'day' && from.includes('T') ? `${own} || 'T00:00:00.000'` : own;
		switch (comparison) {
			case '=':
				return { sql: `${value} >= ? AND ${value} < ?`, params: [from, to] };
			case '!=':
				return { sql: `(${value} >= ? AND ${value} < ?) IS NOT TRUE`, params: [from, to] };
			case '<':
				return { sql: `${value} < ?`, params: [from] };
			case '<=':
				return { sql: `${value} < ?`, params: [to] };
			case '>':
				return { sql: `${value} >= ? AND ${value} < '~'`, params: [to] };
			case '>=':
				return { sql: `${value} >= ? AND ${value} < '~'`, params: [from] };
		}
	}

	/** What has no value differs from any, and is neither before nor behind one. */
	#one(value: string, comparison: Comparison, wanted: string | number): SqlCondition {
		return { sql: `${value} ${comparison === '!=' ? 'IS NOT' : comparison} ?`, params: [wanted] };
	}
}

function within(value: string, wanted: readonly (string | number)[]): SqlCondition {
	return { sql: `${value} IN (SELECT value FROM json_each(?))`, params: [JSON.stringify(wanted)] };
}

function joined(conditions: readonly SqlCondition[], by: 'AND' | 'OR'): SqlCondition {
	return {
		sql: `(${conditions.map(({ sql }) => `(${sql})`).join(` ${by} `)})`,
		params: conditions.flatMap(({ params }) => params),
	};
}

/** Whether a double holds it digit by digit. */
function isExact(value: string): boolean {
	return isReproduced(numberOf(value), value.trim().replace(/^\+/, ''));
}

function numberOf(value: string): number {
	if (numberKey(value) === undefined) throw new Unreadable(`${value} is no number`);
	return Number(value);
}

function keyOf(value: string): string {
	const key = numberKey(value);
	if (key === undefined) throw new Unreadable(`${value} is no number`);
	return key;
}

function flagOf(value: string): number {
	if (/^(?:true|yes|1)$/i.test(value)) return 1;
	if (/^(?:false|no|0)$/i.test(value)) return 0;
	throw new Unreadable(`${value} is neither true nor false`);
}

function momentOf(value: string): MomentSpan {
	const span = momentSpan(value);
	if (span === undefined) throw new Unreadable(`${value} is no date; write it as 2026-05-01, or a part of it`);
	return span;
}
