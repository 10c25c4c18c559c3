/** Reads an OData `$filter` into a predicate over records, checking names and types on the way (OData 4.0 §5.1.1). */
import type { FieldSpec } from '../data/fields.ts';
import { odataRefusal } from '../sparkError.ts';
import { tokens } from './filterLexer.ts';
import type { Token } from './filterLexer.ts';
import { call, compare, comparisons, fieldOperand, isFunction, literal } from './filterOperands.ts';
import type { Comparison, Operand, Scope } from './filterOperands.ts';
import type { SeenRecord } from './view.ts';

type Predicate = (scope: Scope) => boolean;

const largestDepth = 64;

/** @throws SparkError 400 for wrong syntax, names or types; 501 for what Spark does not offer */
export function parseFilter(text: string, fields: readonly FieldSpec[]): (record: SeenRecord) => boolean {
	const predicate = new FilterParser(tokens(text), fields).whole();
	return (record) => predicate({ record });
}

class FilterParser {
	readonly #tokens: readonly Token[];
	readonly #fields: ReadonlyMap<string, FieldSpec>;
	#at = 0;
	#depth = 0;
	#variable: string | undefined;

	constructor(list: readonly Token[], fields: readonly FieldSpec[]) {
		this.#tokens = list;
		this.#fields = new Map(fields.map((field) => [field.name, field]));
	}

	whole(): Predicate {
		const predicate = this.#or();
		if (this.#token.kind !== 'end') throw this.#unexpected('the end');
		return predicate;
	}

	#or(): Predicate {
		let left = this.#and();
		while (this.#takeWord('or')) {
			const [a, b] = [left, this.#and()];
			left = (scope) => a(scope) || b(scope);
		}
		return left;
	}

	#and(): Predicate {
		let left = this.#not();
		while (this.#takeWord('and')) {
			const [a, b] = [left, this.#not()];
			left = (scope) => a(scope) && b(scope);
		}
		return left;
	}

	#not(): Predicate {
		if (!this.#takeWord('not')) return this.#condition();
		const inner = this.#nested(() => this.#not());
		return (scope) => !inner(scope);
	}

	#condition(): Predicate {
		if (this.#takeSign('(')) {
			const inner = this.#nested(() => this.#or());
			this.#expectSign(')');
			return inner;
		}
		const lambda = this.#lambda();
		if (lambda !== undefined) return lambda;
		const left = this.#operand();
		const operator = this.#token;
		if (operator.kind === 'word' && comparisons.includes(operator.text)) {
			this.#at += 1;
			return compare(operator.text as Comparison, left, this.#operand());
		}
		if (this.#takeWord('in')) return this.#in(left);
		if (operator.kind === 'word' && ['has', 'add', 'sub', 'mul', 'div', 'mod'].includes(operator.text))
			throw odataRefusal(501, `The operator ${operator.text} is not supported`);
		if (left.type !== 'boolean') throw this.#unexpected('a comparison');
		return (scope) => left.read(scope) === true;
	}

	#in(left: Operand): Predicate {
		this.#expectSign('(');
		const choices = [compare('eq', left, this.#operand())];
		while (this.#takeSign(',')) choices.push(compare('eq', left, this.#operand()));
		this.#expectSign(')');
		return (scope) => choices.some((choice) => choice(scope));
	}

	/** `Appliances/any(a: a eq 'Dishwasher')`, and `any()` alone for "not empty". */
	#lambda(): Predicate | undefined {
		const match = /^(.+)\/(any|all)$/.exec(this.#token.kind === 'word' ? this.#token.text : '');
		if (match === null) return undefined;
		const [, name = '', kind] = match;
		const collection = this.#field(name);
		const { members } = collection;
		if (members === undefined) throw odataRefusal(400, `${name} is not a collection`);
		this.#at += 1;
		this.#expectSign('(');
		if (kind === 'any' && this.#takeSign(')')) return (scope) => members(scope).length > 0;
		if (this.#variable !== undefined) throw odataRefusal(501, 'any() and all() are not supported within each other');
		this.#variable = this.#take('word').text;
		this.#expectSign(':');
		const inner = this.#nested(() => this.#or());
		this.#expectSign(')');
		this.#variable = undefined;
		const holds = (scope: Scope, member: string): boolean => inner({ record: scope.record, member });
		if (kind === 'any') return (scope) => members(scope).some((member) => holds(scope, member));
		return (scope) => members(scope).every((member) => holds(scope, member));
	}

	#operand(): Operand {
		const token = this.#token;
		this.#at += 1;
		switch (token.kind) {
			case 'string':
				return literal('string', token.text.slice(1, -1).replaceAll("''", "'"));
			case 'number':
				return literal('number', Number(token.text));
			case 'instant':
				return literal('instant', this.#time(token));
			case 'date':
				return literal('date', token.text);
			case 'word':
				return this.#word(token);
			default:
				this.#at -= 1;
				throw this.#unexpected('a field or a value');
		}
	}

	#word(token: Token): Operand {
		if (token.text === 'true' || token.text === 'false') return literal('boolean', token.text === 'true');
		if (token.text === 'null') return literal('null', null);
		if (token.text === this.#variable) return { type: 'string', read: ({ member }) => member ?? null };
		// `Namespace.Type'Member'`: a member of an enumeration, compared as text.
		if (token.text.includes('.') && this.#token.kind === 'string') return this.#operand();
		if (this.#takeSign('(')) {
			if (!isFunction(token.text)) throw odataRefusal(501, `The function ${token.text}() is not supported`);
			const args = [this.#operand()];
			while (this.#takeSign(',')) args.push(this.#operand());
			this.#expectSign(')');
			return call(token.text, args);
		}
		return this.#field(token.text);
	}

	#field(name: string): Operand {
		const field = this.#fields.get(name);
		if (field === undefined) throw odataRefusal(400, `The field ${name} does not exist`);
		return fieldOperand(field);
	}

	#time(token: Token): number {
		const at = Date.parse(token.text);
		if (Number.isNaN(at)) throw odataRefusal(400, `${token.text} is not a point in time`);
		return at;
	}

	#nested(read: () => Predicate): Predicate {
		this.#depth += 1;
		if (this.#depth > largestDepth) throw odataRefusal(400, 'The $filter is nested too deeply');
		const inner = read();
		this.#depth -= 1;
		return inner;
	}

	get #token(): Token {
		return this.#tokens[this.#at] ?? { kind: 'end', text: '', at: 0 };
	}

	#take(kind: Token['kind']): Token {
		const token = this.#token;
		if (token.kind !== kind) throw this.#unexpected(`a ${kind}`);
		this.#at += 1;
		return token;
	}

	#takeWord(word: string): boolean {
		const isThere = this.#token.kind === 'word' && this.#token.text === word;
		if (isThere) this.#at += 1;
		return isThere;
	}

	#takeSign(sign: string): boolean {
		const isThere = this.#token.kind === 'sign' && this.#token.text === sign;
		if (isThere) this.#at += 1;
		return isThere;
	}

	#expectSign(sign: string): void {
		if (!this.#takeSign(sign)) throw this.#unexpected(`"${sign}"`);
	}

	#unexpected(wanted: string): Error {
		const { text, at } = this.#token;
		return odataRefusal(
			400,
			`The $filter has ${text === '' ? 'its end' : `"${text}"`} at position ${at} where ${wanted} was expected`,
		);
	}
}
