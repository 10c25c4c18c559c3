/** Which unwritten rule of the server a part of a filter depends on, what Freehold assumes, and on what evidence. */
import { operatorNamed } from '../dialect.ts';
import type { Dialect } from '../dialect.ts';
import { fieldOf, mainType } from '../fieldIndex.ts';
import type { FieldIndex } from '../fieldIndex.ts';
import type { Literal, Operator, Parsed, Path } from '../syntax.ts';
import { assumptions } from '../verdict.ts';
import type { UndecidedReason } from '../verdict.ts';

/** Markdown, one text for each rule. */
export function evaluationNotes(
	parsed: Parsed,
	node: Path | Operator | Literal,
	index: FieldIndex | undefined,
	dialect: Dialect,
): readonly string[] {
	return reasons(parsed, node, index, dialect).map((reason) => {
		const { assumed, evidence } = assumptions[reason];
		return `Not documented: ${assumed} ${evidence}`;
	});
}

function reasons(
	{ filter }: Parsed,
	node: Path | Operator | Literal,
	index: FieldIndex | undefined,
	dialect: Dialect,
): readonly UndecidedReason[] {
	const { field, operator } = filter;
	const facts = index === undefined || field.kind !== 'path' ? undefined : fieldOf(index, field.names);
	const type = facts === undefined ? undefined : mainType(facts);
	const name = operator.kind === 'operator' ? operatorNamed(dialect, operator.text)?.name : undefined;
	switch (node.kind) {
		case 'path':
			return facts !== undefined && facts.path !== node.names.join('.') ? ['nameCase'] : [];
		case 'operator': {
			const found: UndecidedReason[] = [];
			if (name === '$ne' || name === '$nin') found.push('missingField');
			if (type === 'array' && name !== '$con') found.push('array');
			if (name === '$con' && type !== 'array') found.push('substring');
			return found;
		}
		case 'literal':
			if (node.type === 'date' && type !== 'date') return ['dateOnly'];
			return node.type === 'string' && /[^\x20-\x7e]/.test(node.text) ? ['letterCase'] : [];
	}
}
