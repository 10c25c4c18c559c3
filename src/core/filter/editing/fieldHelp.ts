/** What the data says of a field, in words. Values are shown only where the index keeps them: never of personal fields. */
import type { FieldFacts, FieldIndex, FieldType } from '../fieldIndex.ts';
import { code } from './markdown.ts';

const mostExamples = 5;

export const typeWords: Readonly<Record<FieldType, string>> = {
	string: 'text',
	number: 'number',
	boolean: 'true or false',
	date: 'date',
	datetime: 'moment',
	array: 'array',
	object: 'object',
	null: 'null',
};

/** `text`, or with shares where there are several: `number (99 %), text (1 %)`. */
export function typesText(facts: FieldFacts): string {
	const [first = 'null', ...others] = Object.keys(facts.types).filter((type) => type !== 'null') as FieldType[];
	if (others.length === 0) return first === 'array' ? arrayText(facts) : typeWords[first];
	const types = counts(facts.types).filter(([type]) => type !== 'null');
	const all = types.reduce((sum, [, count]) => sum + count, 0);
	return types.map(([type, count]) => `${typeWords[type]} (${percent(count, all)})`).join(', ');
}

/** `in 83 %` */
export function presenceText({ seen }: FieldFacts, { documents }: FieldIndex): string {
	return seen === 0 ? 'in no document yet' : `in ${percent(seen, documents)}`;
}

/** Markdown. */
export function fieldHelp(facts: FieldFacts, index: FieldIndex): string {
	const { seen, path, min, max, topValues } = facts;
	const known =
		index.isPartial === true ? `${index.documents} documents that were looked at` : `${index.documents} documents here`;
	const presence =
		seen === 0 ? 'No document here has it yet.' : `In ${seen} of ${known} (${percent(seen, index.documents)}).`;
	const lines = [`${code(path)}: ${typesText(facts)}`, presence];
	if (min !== undefined && max !== undefined) lines.push(`From ${code(String(min))} to ${code(String(max))}.`);
	const examples = topValues.slice(0, mostExamples).map(({ value, count }) => `${code(String(value))} (${count})`);
	if (examples.length > 0) lines.push(`Often: ${examples.join(', ')}.`);
	return lines.join('\n\n');
}

export function percent(part: number, all: number): string {
	if (all === 0) return '0 %';
	const share = (part / all) * 100;
	if (share > 0 && share < 1) return '< 1 %';
	return share < 100 && share > 99 ? '> 99 %' : `${Math.round(share)} %`;
}

function arrayText({ itemTypes }: FieldFacts): string {
	const items = counts(itemTypes).map(([type]) => typeWords[type]);
	return items.length === 0 ? 'array' : `array of ${items.join(' or ')}`;
}

function counts(types: Partial<Record<FieldType, number>>): readonly [FieldType, number][] {
	const entries = Object.entries(types) as [FieldType, number][];
	return entries.length < 2 ? entries : entries.sort(([, a], [, b]) => b - a);
}
