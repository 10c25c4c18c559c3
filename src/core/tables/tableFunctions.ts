/** Gives a database the functions that conditions, orders and searches on tables call. */
import type { DatabaseSync } from 'node:sqlite';
import { operatorTest } from './columnOperator.ts';
import { textOfBytes } from './longCells.ts';
import { momentKey } from './momentSpan.ts';
import { numberKey } from './numberKey.ts';

export const tableFunctions = {
	fold: 'grid_fold',
	number: 'grid_number',
	moment: 'grid_moment',
	regex: 'grid_regex',
	operator: 'grid_operator',
	property: 'grid_property',
} as const;

/** Distinct patterns that are kept compiled; an arrangement has a handful. */
const MOST_KEPT = 100;
/** Sort behind numbers and moments. */
const OTHER = '~';

export function registerTableFunctions(db: DatabaseSync): void {
	const options = { deterministic: true };
	// Whole numbers beyond those of a double would be refused.
	const exact = { ...options, useBigIntArguments: true };
	const patternOf = kept((key) => {
		const [flags = '', ...source] = key.split('/');
		return new RegExp(source.join('/'), flags);
	});
	const testOf = kept(operatorTest);
	db.function(tableFunctions.fold, options, (value) => {
		const text = textOfBytes(value);
		return typeof text === 'string' ? text.toLowerCase() : null;
	});
	db.function(tableFunctions.number, exact, (value) => {
		if (value === null || value === '') return null;
		const text = String(value);
		return numberKey(text) ?? OTHER + text;
	});
	db.function(tableFunctions.moment, options, (value) => {
		if (value === null || value === '') return null;
		const text = String(value);
		return momentKey(text) ?? OTHER + text;
	});
	db.function(tableFunctions.regex, options, (value, source, flags) => {
		const text = textOfBytes(value);
		if (typeof text !== 'string') return null;
		return patternOf(`${String(flags)}/${String(source)}`).test(text) ? 1 : 0;
	});
	db.function(tableFunctions.operator, exact, (value, type, text) =>
		testOf(String(text))(textOfBytes(value), String(type)) ? 1 : 0,
	);
	// For names that no path of SQLite's can hold.
	db.function(tableFunctions.property, options, (json, name) => {
		if (typeof json !== 'string') return null;
		const value: unknown = new Map(Object.entries(JSON.parse(json) as object)).get(String(name));
		if (typeof value === 'string' || typeof value === 'number') return value;
		if (typeof value === 'boolean') return Number(value);
		return value === null || value === undefined ? null : JSON.stringify(value);
	});
}

/** Makes each thing once. */
function kept<Made>(make: (key: string) => Made): (key: string) => Made {
	const known = new Map<string, Made>();
	return (key) => {
		let made = known.get(key);
		if (made === undefined) {
			if (known.size >= MOST_KEPT) known.clear();
			made = make(key);
			known.set(key, made);
		}
		return made;
	};
}
