/** The filter of one column as a condition in SQL. */
import { FreeholdError } from '../errors.ts';
import { readColumnFilter } from './columnFilter.ts';
import type { ColumnTest } from './columnFilter.ts';
import { problemOfOperator } from './columnOperator.ts';
import { Comparing, Unreadable } from './comparing.ts';
import { columnAt, textOf } from './columnValues.ts';
import { containsText } from './foldedText.ts';
import { wholeText } from './longCells.ts';
import type { SqlCondition, SqlTable } from './table.ts';
import { tableFunctions } from './tableFunctions.ts';

/**
 * @returns `undefined` for a text that asks for nothing
 * @throws FreeholdError `query` that names the column, where its text cannot be read
 */
export function columnCondition(table: SqlTable, column: number, text: string): SqlCondition | undefined {
	const { name } = columnAt(table, column);
	const test = readColumnFilter(text);
	if (test === undefined) return undefined;
	try {
		return conditionOf(table, column, test);
	} catch (error) {
		if (!(error instanceof Unreadable)) throw error;
		throw new FreeholdError('query', {
			what: `The filter of ${name} could not be read`,
			why: error.message,
			next: 'Change it, or put it in double quotes to look for it as it stands',
			cause: error,
		});
	}
}

/** @throws SyntaxError for a pattern that is none */
export function matchesRegex(value: string, source: string, flags: string): SqlCondition {
	const pattern = new RegExp(source, flags);
	// Older Nodes end a text at a NUL.
	const written = pattern.source.replaceAll('\0', '\\x00');
	return { sql: `${tableFunctions.regex}(${wholeText(value)}, ?, ?)`, params: [written, pattern.flags] };
}

function conditionOf(table: SqlTable, column: number, test: ColumnTest): SqlCondition {
	switch (test.kind) {
		case 'contains':
			return containsText(textOf(table, column), test.text);
		case 'empty':
			return { sql: `coalesce(${table.written(column)}, '') ${test.isNot ? '<>' : '='} ''`, params: [] };
		case 'compare':
			return new Comparing(table, column).compare(test.comparison, test.value);
		case 'range':
			return new Comparing(table, column).between(test.from, test.to);
		case 'list':
			return new Comparing(table, column).among(test.values, test.isNot);
		case 'regex':
			return regexOf(table, column, test.source, test.flags);
		case 'operator':
			return operatorOf(table, column, test.text);
	}
}

function regexOf(table: SqlTable, column: number, source: string, flags: string): SqlCondition {
	try {
		return matchesRegex(textOf(table, column), source, flags);
	} catch (cause) {
		throw new Unreadable(cause instanceof Error ? cause.message : String(cause), { cause });
	}
}

function operatorOf(table: SqlTable, column: number, text: string): SqlCondition {
	const problem = problemOfOperator(text);
	if (problem !== undefined) throw new Unreadable(problem);
	const { type } = columnAt(table, column);
	return { sql: `${tableFunctions.operator}(${wholeText(table.written(column))}, ?, ?)`, params: [type, text] };
}
