/** Texts with a `|` where the cursor is. */
import { complete } from '../../../../src/core/project/language/complete.ts';
import type { DatasetKnowledge, KnownDataset } from '../../../../src/core/project/language/knownDataset.ts';
import { publishedDatasets } from '../../../../src/core/project/language/knownDataset.ts';
import type { Suggestion } from '../../../../src/core/project/language/suggestion.ts';

export interface Marked {
	readonly text: string;
	readonly offset: number;
}

export function atMark(marked: string): Marked {
	const offset = marked.indexOf('|');
	if (offset === -1) throw new Error('No | marks the cursor');
	return { text: marked.slice(0, offset) + marked.slice(offset + 1), offset };
}

const spark: readonly KnownDataset[] = [
	dataset('Property', 'Listings', ['Media', 'Room'], ['ListingKey', 'ListPrice', 'City']),
	dataset('Member', 'Members', [], ['MemberKey']),
	dataset('Office', 'Offices', ['Media'], ['OfficeKey']),
];

function dataset(id: string, title: string, relations: readonly string[], columns: readonly string[]): KnownDataset {
	const notes = [`About ${title}`];
	return { id, title, group: 'RESO', notes, isLeftOut: false, relations, columns, parameters: [], takesFilter: false };
}

/** What a vendor would have told of Spark, and what Realpad and Reapit publish. */
export const knowledge: DatasetKnowledge = {
	datasetsOf: async (connection) => (await publishedDatasets(connection)) ?? spark,
};

export async function suggestionsAt(marked: string): Promise<readonly Suggestion[]> {
	const { text, offset } = atMark(marked);
	return (await complete(text, offset, knowledge))?.items ?? [];
}

export async function labelsAt(marked: string): Promise<readonly string[]> {
	return (await suggestionsAt(marked)).map(({ label }) => label);
}

/** The text after a suggestion was taken, its placeholders as they stand, tabs as two blanks. */
export async function taken(marked: string, label: string): Promise<string> {
	const { text, offset } = atMark(marked);
	const found = await complete(text, offset, knowledge);
	const item = found?.items.find((one) => one.label === label);
	if (found === undefined || item === undefined) {
		throw new Error(`${label} is not among ${found?.items.map((one) => one.label).join(', ') ?? 'nothing'}`);
	}
	const [from, to] = found.range;
	const indent = /^[ ]*/.exec(text.slice(text.lastIndexOf('\n', from - 1) + 1))?.[0] ?? '';
	const inserted = item.insert
		.replaceAll(/\$\{\d+:((?:\\.|[^}\\])*)\}/g, '$1')
		.replaceAll(/\$\d/g, '')
		.replaceAll(/\\([\\$}])/g, '$1')
		.replaceAll('\n', `\n${indent}`)
		.replaceAll('\t', '  ');
	return text.slice(0, from) + inserted + text.slice(to);
}
