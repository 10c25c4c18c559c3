/** Operands of a `$filter`: fields, literals and functions, each with a type so that wrong comparisons are refused. */
import type { FieldSpec } from '../data/fields.ts';
import { odataRefusal } from '../sparkError.ts';
import type { SeenRecord } from './view.ts';

export type OperandType = 'string' | 'number' | 'boolean' | 'instant' | 'date' | 'null' | 'collection';
export type Scalar = string | number | boolean | null;

/** What an operand is read from: the record, and the member bound by `any` or `all`. */
export interface Scope {
	readonly record: SeenRecord;
	readonly member?: string;
}

export interface Operand {
	readonly type: OperandType;
	read(scope: Scope): Scalar;
	readonly members?: (scope: Scope) => readonly string[];
}

const typeOf: Readonly<Record<FieldSpec['type'], OperandType>> = {
	String: 'string',
	Boolean: 'boolean',
	Int32: 'number',
	Int64: 'number',
	Decimal: 'number',
	Date: 'date',
	DateTimeOffset: 'instant',
};

export function fieldOperand(field: FieldSpec): Operand {
	if (field.isCollection === true) {
		return {
			type: 'collection',
			read: () => null,
			members: ({ record }) => {
				const value = record.value(field);
				return Array.isArray(value) ? (value as readonly string[]) : [];
			},
		};
	}
	const type = typeOf[field.type];
	if (type === 'instant') return { type, read: ({ record }) => record.instant(field) ?? null };
	return {
		type,
		read: ({ record }) => {
			const value = record.value(field);
			if (value === null) return null;
			if (type === 'number') return Number(value);
			return typeof value === 'boolean' ? value : String(value);
		},
	};
}

export function literal(type: OperandType, value: Scalar): Operand {
	return { type, read: () => value };
}

interface FunctionSpec {
	readonly takes: readonly OperandType[];
	readonly gives: OperandType;
	readonly compute: (...args: Scalar[]) => Scalar;
}

const time = (part: (date: Date) => number): FunctionSpec => ({
	takes: ['instant'],
	gives: 'number',
	compute: (at) => part(new Date(Number(at))),
});
const words =
	(test: (text: string, part: string) => boolean): FunctionSpec['compute'] =>
	(text, part) =>
		test(String(text), String(part));

const functions: Readonly<Record<string, FunctionSpec>> = {
	contains: { takes: ['string', 'string'], gives: 'boolean', compute: words((a, b) => a.includes(b)) },
	startswith: { takes: ['string', 'string'], gives: 'boolean', compute: words((a, b) => a.startsWith(b)) },
	endswith: { takes: ['string', 'string'], gives: 'boolean', compute: words((a, b) => a.endsWith(b)) },
	tolower: { takes: ['string'], gives: 'string', compute: (a) => String(a).toLowerCase() },
	toupper: { takes: ['string'], gives: 'string', compute: (a) => String(a).toUpperCase() },
	trim: { takes: ['string'], gives: 'string', compute: (a) => String(a).trim() },
	length: { takes: ['string'], gives: 'number', compute: (a) => String(a).length },
	year: time((d) => d.getUTCFullYear()),
	month: time((d) => d.getUTCMonth() + 1),
	day: time((d) => d.getUTCDate()),
	hour: time((d) => d.getUTCHours()),
	minute: time((d) => d.getUTCMinutes()),
	second: time((d) => d.getUTCSeconds()),
};

export const isFunction = (name: string): boolean => Object.hasOwn(functions, name);

export function call(name: string, args: readonly Operand[]): Operand {
	const spec = isFunction(name) ? functions[name] : undefined;
	if (spec === undefined) throw odataRefusal(501, `The function ${name}() is not supported`);
	if (args.length !== spec.takes.length)
		throw odataRefusal(400, `${name}() takes ${spec.takes.length} arguments, not ${args.length}`);
	args.forEach((arg, i) => {
		if (arg.type !== spec.takes[i] && arg.type !== 'null')
			throw odataRefusal(400, `Argument ${i + 1} of ${name}() is of type ${arg.type}, not ${spec.takes[i] ?? ''}`);
	});
	return {
		type: spec.gives,
		read: (scope) => {
			const values = args.map((arg) => arg.read(scope));
			return values.includes(null) ? null : spec.compute(...values);
		},
	};
}

export type Comparison = 'eq' | 'ne' | 'gt' | 'ge' | 'lt' | 'le';
export const comparisons: readonly string[] = ['eq', 'ne', 'gt', 'ge', 'lt', 'le'];

/** OData 4.0 §5.1.1.1: null equals null only, and is neither greater nor smaller than anything. */
export function compare(operator: Comparison, left: Operand, right: Operand): (scope: Scope) => boolean {
	if (left.type === 'collection' || right.type === 'collection')
		throw odataRefusal(400, 'A collection is compared through any() or all()');
	if (left.type !== right.type && left.type !== 'null' && right.type !== 'null')
		throw odataRefusal(400, `A value of type ${left.type} cannot be compared with one of type ${right.type}`);
	return (scope) => holds(operator, left.read(scope), right.read(scope));
}

function holds(operator: Comparison, a: Scalar, b: Scalar): boolean {
	if (operator === 'eq') return a === b;
	if (operator === 'ne') return a !== b;
	if (a === null || b === null) return false;
	if (operator === 'gt') return a > b;
	if (operator === 'ge') return a >= b;
	return operator === 'lt' ? a < b : a <= b;
}
