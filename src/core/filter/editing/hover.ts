/** What is told of the part of a filter that the pointer rests on. */
import { check } from '../check.ts';
import { operatorMeant, operatorNamed } from '../dialect.ts';
import type { Dialect } from '../dialect.ts';
import { fieldOf, spellingsOf } from '../fieldIndex.ts';
import type { FieldIndex } from '../fieldIndex.ts';
import type { Literal, Operator, Parsed, Path, Span } from '../syntax.ts';
import { findingPagePath } from './documentFinding.ts';
import { evaluationNotes } from './evaluationNotes.ts';
import { fieldHelp } from './fieldHelp.ts';
import type { FilterDocument } from './filterDocument.ts';
import type { FilterKnowledge } from './knowledge.ts';
import { literalHelp } from './literalHelp.ts';
import { code } from './markdown.ts';
import { operatorHelp } from './operatorHelp.ts';
import { placeAt } from './place.ts';

export interface FilterHover extends Span {
	/** Markdown, one part below the other. */
	readonly parts: readonly string[];
	/** Pages on what is found wrong there, within `docs/`. */
	readonly pages: readonly string[];
}

export function hoverAt(document: FilterDocument, offset: number, knowledge: FilterKnowledge): FilterHover | undefined {
	const place = placeAt(document, offset);
	if (place?.kind !== 'expression') return undefined;
	const { expression, set, at } = place;
	const node = nodeAt(expression.parsed, at);
	if (node === undefined) return undefined;
	const index = knowledge.fieldsOf(set.dataset?.text);
	const found = check(expression.parsed, { dialect: document.dialect, index });
	const codes = found.filter(({ start, end }) => start <= node.end && end >= node.start).map(({ code }) => code);
	return {
		...expression.map.toFile(node),
		pages: [...new Set(codes)].map(findingPagePath),
		parts: partsOf(node, expression.parsed, index, document.dialect, knowledge),
	};
}

function nodeAt({ filter }: Parsed, at: number): Path | Operator | Literal | undefined {
	for (const node of [filter.field, filter.operator, ...filter.values]) {
		if (node.kind !== 'missing' && at >= node.start && at <= node.end) return node;
	}
	return undefined;
}

function partsOf(
	node: Path | Operator | Literal,
	parsed: Parsed,
	index: FieldIndex | undefined,
	dialect: Dialect,
	knowledge: FilterKnowledge,
): readonly string[] {
	switch (node.kind) {
		case 'path':
			return [pathHelp(node, index), ...evaluationNotes(parsed, node, index, dialect)];
		case 'operator': {
			const spec = operatorNamed(dialect, node.text) ?? operatorMeant(dialect, node.text);
			if (spec === undefined) return [`There is no operator ${code(node.text)}.`];
			return [operatorHelp(spec), ...evaluationNotes(parsed, node, index, dialect)];
		}
		case 'literal':
			return [literalHelp(node, knowledge), ...evaluationNotes(parsed, node, index, dialect)];
	}
}

function pathHelp({ names }: Path, index: FieldIndex | undefined): string {
	const path = names.join('.');
	if (index === undefined || index.documents === 0) return `${code(path)}: nothing is known of the data yet.`;
	const facts = fieldOf(index, names);
	if (facts === undefined) return `${code(path)}: none of ${index.documents} documents here has it.`;
	const spellings = spellingsOf(index, names);
	const other = facts.path === path ? [] : [`The data calls it ${code(facts.path)}.`];
	const several =
		spellings.length < 2 ? [] : [`Documents spell it in several ways: ${spellings.map(code).join(', ')}.`];
	return [fieldHelp(facts, index), ...other, ...several].join('\n\n');
}
