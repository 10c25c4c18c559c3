/** Checks how many values there are, and how they stand beside each other. */
import { criteriaType } from './criteriaType.ts';
import type { CriteriaType, Dialect, OperatorSpec } from './dialect.ts';
import type { FieldType } from './fieldIndex.ts';
import { finding, replacement } from './findings.ts';
import type { Finding } from './findings.ts';
import type { Literal, Missing, Operator, Span } from './syntax.ts';

/** @param held  what the field holds, where the data tells */
export function checkCount(
	spec: OperatorSpec,
	operator: Operator,
	values: readonly Literal[],
	dialect: Dialect,
	held: FieldType | undefined,
	found: Finding[],
): void {
	if (spec.takes === 'one') {
		if (values.length > 1 && !isThousands(values)) found.push(tooMany(spec, operator, values));
		return;
	}
	const [first] = values;
	if (values.length === 1 && first !== undefined) checkLoneItem(spec, operator, first, held, found);
	if (values.length > dialect.mostListItems) {
		const message = `The list has ${values.length} items; more than ${dialect.mostListItems} may be refused`;
		found.push(finding('FH144', covered(values), message));
	}
	if (values.length > (spec.name === '$con' ? 2 : 1)) checkRepeated(values, found);
}

function tooMany(spec: OperatorSpec, operator: Operator, values: readonly Literal[]): Finding {
	const { name, listForm } = spec;
	const fixes = listForm === undefined ? [] : [replacement(`Change to ${listForm}`, operator, listForm, true)];
	return finding('FH140', covered(values), `${name} takes one value`, fixes);
}

function checkLoneItem(
	{ name, scalarForm }: OperatorSpec,
	operator: Operator,
	item: Literal,
	held: FieldType | undefined,
	found: Finding[],
): void {
	if (name === '$con' && (held === undefined || held === 'array')) {
		const fix = replacement('Name it twice', { start: item.end, end: item.end }, `,${item.text}`, true);
		found.push(finding('FH142', item, 'The server refuses $con with a single item; named twice it works', [fix]));
	} else if (scalarForm !== undefined) {
		const fix = replacement(`Change to ${scalarForm}`, operator, scalarForm, true);
		found.push(finding('FH141', item, `One item is no list: use ${scalarForm}`, [fix]));
	}
}

function checkRepeated(values: readonly Literal[], found: Finding[]): void {
	if (values.length <= few && areDifferent(values)) return;
	const seen = new Set<string>();
	let before = 0;
	for (const value of values) {
		const key = `${value.type} ${String(value.value).toLowerCase()}`;
		if (seen.has(key)) {
			const fix = replacement('Remove it', { start: before, end: value.end }, '');
			found.push(finding('FH145', value, `${value.text} stands in the list already`, [fix]));
		}
		seen.add(key);
		before = value.end;
	}
}

/** Lists that are gone through faster than a set of them is made. */
const few = 16;

function areDifferent(values: readonly Literal[]): boolean {
	const keys = values.map(({ value }) => (typeof value === 'string' ? value.toLowerCase() : value));
	return keys.every((key, nth) => keys.indexOf(key) === nth);
}

/** One type is detected for all of a list. */
export function checkMixed(values: readonly Literal[], found: Finding[]): void {
	const [first] = values;
	if (first === undefined || values.every(({ type }) => type === first.type)) return;
	const types = new Set(values.map(criteriaType).filter((type) => type !== undefined));
	const odd = values.find((value) => isOfOther(value, criteriaType(first)));
	if (types.size < 2 || odd === undefined) return;
	found.push(finding('FH143', odd, `The list mixes ${[...types].join(' and ')}; one type is detected for all of it`));
}

function isOfOther(value: Literal, type: CriteriaType | undefined): boolean {
	const other = criteriaType(value);
	return other !== undefined && other !== type;
}

/** `1,000` is two items to the server. */
export function thousands(values: readonly Literal[]): Finding | undefined {
	if (values.length < 2 || !isThousands(values)) return undefined;
	const digits = values.map(({ text }) => text.replace(/^[£$€]/, '')).join('');
	const all = covered(values);
	return finding('FH126', all, 'A comma begins the next item of a list', [
		replacement(`Write ${digits}`, all, digits, true),
	]);
}

export function checkBlanks(text: string, values: readonly (Literal | Missing)[], found: Finding[]): void {
	let start: number | undefined;
	for (const value of values) {
		// One sign between two values is the comma.
		if (start !== undefined && value.start - start > 1) {
			const between = { start, end: value.start };
			if (/^\s*,\s*$/.test(text.slice(start, value.start))) {
				const fix = replacement('Remove the blanks', between, ',', true);
				found.push(finding('FH134', between, 'Commas stand without blanks in the documentation', [fix]));
			}
		}
		start = value.end;
	}
}

function isThousands(values: readonly Literal[]): boolean {
	const [first, ...others] = values;
	return /^[£$€]?-?\d{1,3}$/.test(first?.text ?? '') && others.every(({ text }) => /^\d{3}(\.\d+)?$/.test(text));
}

function covered(values: readonly Literal[]): Span {
	return { start: values[0]?.start ?? 0, end: values.at(-1)?.end ?? 0 };
}
