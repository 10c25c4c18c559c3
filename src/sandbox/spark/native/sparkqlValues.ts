/** Values of SparkQL: typed, read from a record or computed once. Points in time are ms since 1970. */
import { filterRefusal } from './sparkqlProblems.ts';

export type ValueType =
	'string' | 'integer' | 'decimal' | 'boolean' | 'date' | 'time' | 'datetime' | 'null' | 'pattern';
export type Plain = string | number | boolean | null | readonly string[] | RegExp;

/** A native record, field by field; `undefined` where the field is absent. */
export type ReadField = (name: string) => string | number | boolean | readonly string[] | undefined;

export interface Value {
	readonly type: ValueType;
	/** How it was written, for messages. */
	readonly token: string;
	read(record: ReadField): Plain;
	/** Whether it is the same for every record. */
	readonly isConstant?: boolean;
	/** A text literal, in which `*` and `?` are wildcards. */
	readonly literal?: string;
}

const family = (type: ValueType): string => {
	if (type === 'integer' || type === 'decimal') return 'number';
	return type === 'date' || type === 'datetime' ? 'instant' : type;
};

const orderedTypes: readonly string[] = ['number', 'instant', 'time'];
const mostWildcards = 3;

export type Operator = 'eq' | 'ne' | 'gt' | 'ge' | 'lt' | 'le' | 'bt';

/** @throws SparkError where the operator does not fit the types */
export function compareValues(
	operator: Operator,
	left: Value,
	right: readonly Value[],
): (record: ReadField) => boolean {
	for (const value of right) {
		const fits = family(value.type) === family(left.type) || value.type === 'null' || left.type === 'null';
		if (!fits && !(value.type === 'pattern' && left.type === 'string'))
			throw filterRefusal(value.token, `A ${left.type} cannot be compared with a ${value.type}`);
		if (operator !== 'eq' && operator !== 'ne' && !orderedTypes.includes(family(value.type)))
			throw filterRefusal(value.token, `${operator} does not apply to a ${value.type}`);
	}
	if (right.length > 1 && operator !== 'bt') {
		const listable = ['string', 'integer', 'decimal'];
		const wrong = right.find((value) => !listable.includes(value.type));
		if (wrong !== undefined || (operator !== 'eq' && operator !== 'ne'))
			throw filterRefusal(wrong?.token ?? ',', 'Lists are for Eq and Ne with numbers and text');
	}
	if (operator === 'eq') return equalsAny(left, right);
	if (operator === 'ne') {
		const equal = equalsAny(left, right);
		return (record) => !equal(record);
	}
	return (record) =>
		isOrdered(
			operator,
			left.read(record),
			right.map((value) => value.read(record)),
		);
}

function equalsAny(left: Value, right: readonly Value[]): (record: ReadField) => boolean {
	const tests = right.map((value) => {
		const wild = value.literal === undefined ? undefined : wildcard(value.literal, value.token);
		return (a: Plain, record: ReadField): boolean => {
			const b = wild ?? value.read(record);
			const members = Array.isArray(a) ? (a as readonly string[]) : [a as Exclude<Plain, readonly string[]>];
			if (b === null) return a === null;
			if (b instanceof RegExp) return members.some((member) => typeof member === 'string' && b.test(member));
			return members.some((member) => member === b);
		};
	});
	return (record) => {
		const value = left.read(record);
		return tests.some((test) => test(value, record));
	};
}

function isOrdered(operator: Operator, a: Plain, right: readonly Plain[]): boolean {
	const [b, c] = right;
	if (a === null || b === undefined || b === null) return false;
	if (operator === 'gt') return a > b;
	if (operator === 'ge') return a >= b;
	if (operator === 'lt') return a < b;
	if (operator === 'le') return a <= b;
	return c !== undefined && c !== null && a >= b && a <= c;
}

function wildcard(text: string, token: string): RegExp | undefined {
	const count = text.match(/[*?]/g)?.length ?? 0;
	if (count === 0) return undefined;
	if (count > mostWildcards) throw filterRefusal(token, `At most ${mostWildcards} wildcards are allowed`, 1041);
	const source = text.replace(/[.*+?^${}()|[\]\\]/g, (sign) =>
		sign === '*' ? '.*' : sign === '?' ? '.' : `\\${sign}`,
	);
	return new RegExp(`^${source}$`, 's');
}
