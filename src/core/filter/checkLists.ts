/** Checks how many values there are, and how they stand beside each other. */
import { criteriaType } from './criteriaType.ts';
import { operatorNamed } from './dialect.ts';
import type { Dialect, OperatorSpec } from './dialect.ts';
import type { FieldType } from './fieldIndex.ts';
import { finding, replacement } from './findings.ts';
import type { Finding } from './findings.ts';
import { isLiteral } from './print.ts';
import type { Filter, Literal, Operator } from './syntax.ts';

/** @param held  what the field holds, where the data tells */
export function checkCount(
	spec: OperatorSpec,
	operator: Operator,
	values: readonly Literal[],
	dialect: Dialect,
	held: FieldType | undefined,
): readonly Finding[] {
	const [first] = values;
	const last = values.at(-1);
	if (first === undefined || last === undefined) return [];
	const all = { start: first.start, end: last.end };
	if (spec.takes === 'one' && values.length > 1) {
		if (isThousands(values)) return [];
		const fixes =
			spec.listForm === undefined ? [] : [replacement(`Change to ${spec.listForm}`, operator, spec.listForm, true)];
		return [finding('FH140', all, `${spec.name} takes one value`, fixes)];
	}
	if (spec.takes === 'one') return [];
	const found: Finding[] = [];
	if (values.length === 1 && spec.name === '$con' && (held === undefined || held === 'array')) {
		const fix = replacement('Name it twice', { start: first.end, end: first.end }, `,${first.text}`, true);
		found.push(finding('FH142', first, 'The server refuses $con with a single item; named twice it works', [fix]));
	} else if (values.length === 1 && spec.scalarForm !== undefined) {
		found.push(
			finding('FH141', first, `One item is no list: use ${spec.scalarForm}`, [
				replacement(`Change to ${spec.scalarForm}`, operator, spec.scalarForm, true),
			]),
		);
	}
	if (values.length > dialect.mostListItems) {
		found.push(
			finding('FH144', all, `The list has ${values.length} items; more than ${dialect.mostListItems} may be refused`),
		);
	}
	if (spec.name !== '$con' || values.length > 2) found.push(...repeated(values));
	return found;
}

function repeated(values: readonly Literal[]): readonly Finding[] {
	const seen = new Set<string>();
	return values.flatMap((value, nth) => {
		const key = `${value.type} ${String(value.value).toLowerCase()}`;
		if (!seen.has(key)) {
			seen.add(key);
			return [];
		}
		const before = values[nth - 1]?.end ?? value.start;
		const fix = replacement('Remove it', { start: before, end: value.end }, '');
		return [finding('FH145', value, `${value.text} stands in the list already`, [fix])];
	});
}

export function checkMixed(values: readonly Literal[]): readonly Finding[] {
	const types = new Set(values.map(criteriaType).filter((type) => type !== undefined));
	const odd = values.find(
		(value) => criteriaType(value) !== undefined && criteriaType(value) !== criteriaType(values[0] ?? value),
	);
	if (types.size < 2 || odd === undefined) return [];
	return [finding('FH143', odd, `The list mixes ${[...types].join(' and ')}; one type is detected for all of it`)];
}

/** `1,000` is two items to the server. */
export function thousands({ operator, values }: Filter, dialect: Dialect): Finding | undefined {
	if (operator.kind !== 'operator' || operatorNamed(dialect, operator.text)?.takes !== 'one') return undefined;
	const [first, ...others] = values.filter(isLiteral);
	const last = others.at(-1);
	if (first === undefined || last === undefined || !isThousands([first, ...others])) return undefined;
	const digits = [first, ...others].map(({ text }) => text.replace(/^[£$€]/, '')).join('');
	return finding('FH126', { start: first.start, end: last.end }, 'A comma begins the next item of a list', [
		replacement(`Write ${digits}`, { start: first.start, end: last.end }, digits, true),
	]);
}

export function blanks(text: string, { values }: Filter): readonly Finding[] {
	return values.slice(1).flatMap((value, index) => {
		const before = values[index];
		if (before === undefined) return [];
		const between = { start: before.end, end: value.start };
		const found = text.slice(between.start, between.end);
		return found === ',' || !/^\s*,\s*$/.test(found)
			? []
			: [
					finding('FH134', between, 'Commas stand without blanks in the documentation', [
						replacement('Remove the blanks', between, ',', true),
					]),
				];
	});
}

function isThousands(values: readonly Literal[]): boolean {
	const [first, ...others] = values;
	return /^[£$€]?-?\d{1,3}$/.test(first?.text ?? '') && others.every(({ text }) => /^\d{3}(\.\d+)?$/.test(text));
}
