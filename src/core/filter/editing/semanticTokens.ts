/** Colours that need more than the grammar: what the data knows of a field, and what each value is taken for. */
import { operatorNamed } from '../dialect.ts';
import { fieldOf, mainType } from '../fieldIndex.ts';
import type { FieldIndex } from '../fieldIndex.ts';
import type { Literal, Parsed, Path, Span } from '../syntax.ts';
import type { FilterDocument } from './filterDocument.ts';
import type { FilterKnowledge } from './knowledge.ts';

export const tokenTypes = ['property', 'operator', 'string', 'number', 'keyword', 'invalid'] as const;
export type TokenType = (typeof tokenTypes)[number];

/** `unknown`: no record has it; `array`, `date` …: what the field holds. */
export const tokenModifiers = ['unknown', 'deprecated', 'text', 'numeric', 'flag', 'date', 'array', 'object'] as const;
export type TokenModifier = (typeof tokenModifiers)[number];

export interface SemanticToken extends Span {
	readonly type: TokenType;
	readonly modifiers: readonly TokenModifier[];
}

/** In order, none over another, each within one line. */
export function semanticTokensOf(document: FilterDocument, knowledge: FilterKnowledge): readonly SemanticToken[] {
	return document.sets.flatMap(({ expressions, dataset }) => {
		const index = knowledge.fieldsOf(dataset?.text);
		return expressions.flatMap(({ parsed, map }) =>
			tokensOf(parsed, index, document).map((token) => ({ ...token, ...map.toFile(token) })),
		);
	});
}

function tokensOf(
	{ filter }: Parsed,
	index: FieldIndex | undefined,
	{ dialect }: FilterDocument,
): readonly SemanticToken[] {
	const { field, operator, values } = filter;
	const tokens: SemanticToken[] = [];
	if (field.kind === 'path')
		tokens.push({ ...spanOf(field), type: 'property', modifiers: fieldModifiers(field, index) });
	if (operator.kind === 'operator') {
		const isKnown = operatorNamed(dialect, operator.text) !== undefined;
		tokens.push({ ...spanOf(operator), type: 'operator', modifiers: isKnown ? [] : ['deprecated'] });
	}
	for (const value of values) {
		if (value.kind === 'literal')
			tokens.push({ ...spanOf(value), type: literalType(value), modifiers: literalModifiers(value) });
	}
	return tokens;
}

function fieldModifiers({ names }: Path, index: FieldIndex | undefined): readonly TokenModifier[] {
	if (index === undefined || index.documents === 0) return [];
	const facts = fieldOf(index, names);
	if (facts === undefined) return ['unknown'];
	switch (mainType(facts)) {
		case 'string':
			return ['text'];
		case 'number':
			return ['numeric'];
		case 'boolean':
			return ['flag'];
		case 'date':
		case 'datetime':
			return ['date'];
		case 'array':
			return ['array'];
		case 'object':
			return ['object'];
		case 'null':
		case undefined:
			return [];
	}
}

function literalType({ type }: Literal): TokenType {
	switch (type) {
		case 'string':
			return 'string';
		case 'number':
		case 'date':
		case 'datetime':
			return 'number';
		case 'boolean':
			return 'keyword';
		case 'null':
		case 'unknown':
			return 'invalid';
	}
}

function literalModifiers({ type }: Literal): readonly TokenModifier[] {
	return type === 'date' || type === 'datetime' ? ['date'] : [];
}

function spanOf({ start, end }: Span): Span {
	return { start, end };
}
