/** Reads a SparkQL `_filter` into a predicate (domain: Spark §4). Conditions on unknown fields are dropped and told. */
import { filterRefusal } from './sparkqlProblems.ts';
import type { SparkqlProblem } from './sparkqlProblems.ts';
import { callFunction } from './sparkqlFunctions.ts';
import { sparkqlTokens, unquoted } from './sparkqlLexer.ts';
import type { SparkqlToken } from './sparkqlLexer.ts';
import { compareValues } from './sparkqlValues.ts';
import type { Operator, ReadField, Value, ValueType } from './sparkqlValues.ts';

export interface SparkqlRules {
	readonly fields: ReadonlyMap<string, ValueType>;
	/** Server time, for `now()` and `days(-7)`. */
	readonly now: number;
	/** Offset in minutes of date-times that name no zone. */
	readonly bareOffsetMinutes: number;
	readonly nestingLimit: number;
	readonly unknownField: 'drop' | 'refuse';
}

export interface ParsedFilter {
	readonly matches: (record: ReadField) => boolean;
	/** Dropped and recovered parts; the answer reports them. */
	readonly problems: readonly SparkqlProblem[];
}

type Predicate = (record: ReadField) => boolean;
interface Item {
	readonly connector: 'and' | 'or';
	readonly predicate: Predicate;
}

const limits = { expressions: 75, listValues: 200, functionDepth: 5 } as const;

/** @throws SparkError 400/1040 for wrong syntax or when nothing is left, 400/1041 beyond the language's limits */
export function parseSparkql(text: string, rules: SparkqlRules): ParsedFilter {
	return new SparkqlParser(sparkqlTokens(text), rules).whole();
}

class SparkqlParser {
	readonly #tokens: readonly SparkqlToken[];
	readonly #rules: SparkqlRules;
	readonly #problems: SparkqlProblem[] = [];
	#at = 0;
	#nesting = 0;
	#expressions = 0;
	#functionDepth = 0;

	constructor(tokens: readonly SparkqlToken[], rules: SparkqlRules) {
		this.#tokens = tokens;
		this.#rules = rules;
	}

	whole(): ParsedFilter {
		const matches = this.#group();
		if (this.#token.kind !== 'end') throw this.#refusal(this.#token.text, 'Unexpected');
		// The page on code 1040 counts unknown fields as errors; nothing left to filter by is one for certain.
		if (matches === undefined) throw this.#refusal(this.#problems[0]?.token ?? '', 'No condition is left');
		return { matches, problems: this.#problems };
	}

	/** Conditions joined by And, Or, Not; a dropped one takes its connector with it. Undefined: nothing is left. */
	#group(): Predicate | undefined {
		const items: Item[] = [];
		let connector: Item['connector'] = 'and';
		for (;;) {
			const predicate = this.#unary();
			if (predicate !== undefined) items.push({ connector, predicate });
			const token = this.#token;
			if (token.kind !== 'keyword') break;
			if (token.text === 'and' || token.text === 'or') {
				connector = token.text;
				this.#at += 1;
			} else if (token.text === 'not') connector = 'and';
			else break;
		}
		return items.length === 0 ? undefined : joined(items);
	}

	#unary(): Predicate | undefined {
		if (this.#takeKeyword('not')) {
			const inner = this.#unary();
			return inner === undefined ? undefined : (record) => !inner(record);
		}
		if (this.#takeSign('(')) {
			this.#nesting += 1;
			const { nestingLimit } = this.#rules;
			if (this.#nesting > nestingLimit)
				throw this.#refusal('(', `The maximum nesting level of ${nestingLimit} is exceeded`, 1041);
			const inner = this.#group();
			this.#expectSign(')');
			this.#nesting -= 1;
			return inner;
		}
		return this.#condition();
	}

	#condition(): Predicate | undefined {
		this.#expressions += 1;
		if (this.#expressions > limits.expressions)
			throw this.#refusal(this.#token.text, `More than ${limits.expressions} expressions`, 1041);
		const dropped: string[] = [];
		const left = this.#value(dropped);
		const operator = this.#operator();
		const right = this.#right(operator, dropped);
		const [unknown] = dropped;
		if (unknown === undefined) return compareValues(operator, left, right);
		const message = `The field ${unknown} does not exist`;
		if (this.#rules.unknownField === 'refuse') throw this.#refusal(unknown, message);
		this.#problems.push({ token: unknown, status: 'Dropped', message });
		return undefined;
	}

	#operator(): Operator {
		const { kind, text } = this.#token;
		const isOperator = kind === 'keyword' && ['eq', 'ne', 'gt', 'ge', 'lt', 'le', 'bt'].includes(text);
		if (!isOperator) throw this.#refusal(text, 'An operator was expected');
		this.#at += 1;
		return text as Operator;
	}

	#right(operator: Operator, dropped: string[]): readonly Value[] {
		const isWrapped = this.#token.kind === 'sign' && this.#token.text === '(' && this.#isListInParentheses();
		if (isWrapped) {
			// The vendor's own examples write `eq ('a','b')`, which the grammar does not have.
			this.#problems.push({ token: '(', status: 'Recovered', message: 'A list needs no parentheses' });
			this.#at += 1;
		}
		const values = [this.#value(dropped)];
		while (this.#takeSign(',')) values.push(this.#value(dropped));
		if (isWrapped) this.#expectSign(')');
		if (values.length > limits.listValues)
			throw this.#refusal(',', `More than ${limits.listValues} values in a list`, 1041);
		if (operator === 'bt' && values.length !== 2) throw this.#refusal('bt', 'Bt takes two values');
		return values;
	}

	#isListInParentheses(): boolean {
		let depth = 0;
		for (const token of this.#tokens.slice(this.#at)) {
			if (token.kind !== 'sign') continue;
			if (token.text === '(') depth += 1;
			if (token.text === ')') depth -= 1;
			if (token.text === ',' && depth === 1) return true;
			if (depth === 0) return false;
		}
		return false;
	}

	#value(dropped: string[]): Value {
		let left = this.#product(dropped);
		for (;;) {
			const { kind, text } = this.#token;
			if (kind !== 'keyword' || (text !== 'add' && text !== 'sub')) return left;
			this.#at += 1;
			left = this.#arithmetic(text, left, this.#product(dropped));
		}
	}

	#product(dropped: string[]): Value {
		let left = this.#signed(dropped);
		for (;;) {
			const { kind, text } = this.#token;
			if (kind !== 'keyword' || (text !== 'mul' && text !== 'div' && text !== 'mod')) return left;
			this.#at += 1;
			left = this.#arithmetic(text, left, this.#signed(dropped));
		}
	}

	#signed(dropped: string[]): Value {
		if (!this.#takeSign('-')) return this.#primary(dropped);
		const inner = this.#signed(dropped);
		this.#wantNumber(inner);
		return { type: inner.type, token: `-${inner.token}`, read: (record) => -Number(inner.read(record)) };
	}

	#primary(dropped: string[]): Value {
		const { kind, text } = this.#token;
		this.#at += 1;
		const fixed = (type: ValueType, value: string | number | boolean | null): Value => ({
			type,
			token: text,
			read: () => value,
			isConstant: true,
		});
		switch (kind) {
			case 'string':
				return { ...fixed('string', unquoted(text)), literal: unquoted(text) };
			case 'integer':
			case 'decimal':
				return fixed(kind, Number(text));
			case 'date':
			case 'datetime':
				return fixed(kind, this.#instant(text));
			case 'time':
				return fixed('time', text.length === 5 ? `${text}:00` : text);
			case 'boolean':
				return fixed('boolean', text === 'true');
			case 'null':
				return fixed('null', null);
			case 'function':
				return this.#call(text, dropped);
			case 'customField':
			case 'field':
				return this.#field(text, dropped);
			case 'sign':
				if (text === '(') {
					const inner = this.#value(dropped);
					this.#expectSign(')');
					return inner;
				}
				throw this.#refusal(text, 'A value was expected');
			default:
				throw this.#refusal(text, 'A value was expected');
		}
	}

	#field(name: string, dropped: string[]): Value {
		const type = this.#rules.fields.get(name);
		if (type === undefined) {
			dropped.push(name);
			return { type: 'null', token: name, read: () => null };
		}
		const isInstant = type === 'datetime' || type === 'date';
		return {
			type,
			token: name,
			read: (record) => {
				const value = record(name) ?? null;
				return isInstant && typeof value === 'string' ? Date.parse(value) : value;
			},
		};
	}

	#call(name: string, dropped: string[]): Value {
		this.#functionDepth += 1;
		if (this.#functionDepth > limits.functionDepth)
			throw this.#refusal(name, `Functions are nested more than ${limits.functionDepth} deep`, 1041);
		this.#expectSign('(');
		const args: Value[] = [];
		if (!this.#takeSign(')')) {
			args.push(this.#value(dropped));
			while (this.#takeSign(',')) args.push(this.#value(dropped));
			this.#expectSign(')');
		}
		this.#functionDepth -= 1;
		if (dropped.length > 0) return { type: 'null', token: name, read: () => null };
		return callFunction(name, args, this.#rules.now);
	}

	#arithmetic(operator: 'add' | 'sub' | 'mul' | 'div' | 'mod', left: Value, right: Value): Value {
		this.#wantNumber(left);
		this.#wantNumber(right);
		const type: ValueType = left.type === 'integer' && right.type === 'integer' ? 'integer' : 'decimal';
		const compute = (a: number, b: number): number => {
			if (operator === 'add') return a + b;
			if (operator === 'sub') return a - b;
			if (operator === 'mul') return a * b;
			if (b === 0) throw this.#refusal('0', 'Division by zero');
			if (operator === 'mod') return a % b;
			return type === 'integer' ? Math.trunc(a / b) : a / b;
		};
		return { type, token: operator, read: (record) => compute(Number(left.read(record)), Number(right.read(record))) };
	}

	#wantNumber(value: Value): void {
		if (!['integer', 'decimal', 'null'].includes(value.type))
			throw this.#refusal(value.token, `A ${value.type} cannot be calculated with`);
	}

	#instant(text: string): number {
		const hasZone = /T.*(?:Z|[+-]\d{2}:?\d{2})$/.test(text);
		const utc = text.includes('T') ? text : `${text}T00:00`;
		const at = Date.parse(hasZone ? text.replace(/([+-]\d{2})(\d{2})$/, '$1:$2') : `${utc}Z`);
		if (Number.isNaN(at)) throw this.#refusal(text, 'Not a date');
		return hasZone ? at : at - this.#rules.bareOffsetMinutes * 60_000;
	}

	get #token(): SparkqlToken {
		return this.#tokens[this.#at] ?? { kind: 'end', text: '' };
	}

	#takeKeyword(word: string): boolean {
		const isThere = this.#token.kind === 'keyword' && this.#token.text === word;
		if (isThere) this.#at += 1;
		return isThere;
	}

	#takeSign(sign: string): boolean {
		const isThere = this.#token.kind === 'sign' && this.#token.text === sign;
		if (isThere) this.#at += 1;
		return isThere;
	}

	#expectSign(sign: string): void {
		if (!this.#takeSign(sign)) throw this.#refusal(this.#token.text, `"${sign}" was expected`);
	}

	#refusal(token: string, message: string, code: 1040 | 1041 = 1040): Error {
		return filterRefusal(token, message, code, this.#problems);
	}
}

/** And binds tighter than Or: true when all conditions of one Or-part hold. */
function joined(items: readonly Item[]): Predicate {
	const parts: Predicate[][] = [];
	for (const { connector, predicate } of items) {
		const last = parts.at(-1);
		if (last === undefined || connector === 'or') parts.push([predicate]);
		else last.push(predicate);
	}
	return (record) => parts.some((part) => part.every((predicate) => predicate(record)));
}
