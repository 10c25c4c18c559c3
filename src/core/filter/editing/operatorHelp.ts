/** Words on operators, from the table. */
import type { CriteriaType, Dialect, OperatorSpec } from '../dialect.ts';
import type { FieldType } from '../fieldIndex.ts';
import { filterBlock } from './markdown.ts';

const issues = 'https://github.com/reapit/foundations/issues';

/** Markdown. */
export function operatorHelp(spec: OperatorSpec): string {
	const { name, title, documentation, example, types, takes, knownBugs } = spec;
	const bugs = knownBugs.map(({ issue, says }) => `- ${says} ([#${issue}](${issues}/${issue}))`);
	return [
		`**${name}** ${title}`,
		documentation,
		filterBlock(example),
		`Takes ${takes === 'list' ? 'a list' : 'one value'}: ${types.join(', ')}.`,
		...(bugs.length === 0 ? [] : [`Known of the server:\n${bugs.join('\n')}`]),
	].join('\n\n');
}

/** Operators that a field of the type can be asked with; all of them where the type is not known. */
export function operatorsFor(type: FieldType | undefined, dialect: Dialect): readonly OperatorSpec[] {
	if (type === 'array') return dialect.operators.filter(({ name }) => name === '$con');
	const wanted = criteriaFor(type);
	if (wanted === undefined) return dialect.operators;
	return dialect.operators.filter(({ types, name }) => types.includes(wanted) && name !== '$con');
}

/** What a value of the type is written as; `undefined` where that does not say. */
export function criteriaFor(type: FieldType | undefined): CriteriaType | undefined {
	if (type === 'date' || type === 'datetime') return 'datetime';
	return type === 'string' || type === 'number' || type === 'boolean' ? type : undefined;
}
