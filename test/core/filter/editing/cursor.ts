/** Texts with a mark where the cursor is, and a dataset that something is known of. */
import { reapitDialect as dialect } from '../../../../src/core/filter/dialect.ts';
import type { FilterDocument } from '../../../../src/core/filter/editing/filterDocument.ts';
import { readFilterFile } from '../../../../src/core/filter/editing/filterDocument.ts';
import type { FilterKnowledge } from '../../../../src/core/filter/editing/knowledge.ts';
import type { FieldFacts, FieldIndex } from '../../../../src/core/filter/fieldIndex.ts';

export interface Marked {
	readonly document: FilterDocument;
	readonly offset: number;
}

/** `metadata.city $eq |` */
export function marked(text: string, read = readFile): Marked {
	const offset = text.indexOf('|');
	return { document: read(text.slice(0, offset) + text.slice(offset + 1)), offset };
}

export function readFile(text: string): FilterDocument {
	return readFilterFile(text, dialect);
}

const facts = (
	path: string,
	seen: number,
	types: FieldFacts['types'],
	more: Partial<FieldFacts> = {},
): [string, FieldFacts] => [path, { path, seen, types, itemTypes: {}, topValues: [], ...more }];

export const index: FieldIndex = {
	documents: 120,
	fields: new Map([
		facts(
			'city',
			100,
			{ string: 100 },
			{
				topValues: [
					{ value: 'London', count: 60 },
					{ value: "King's Lynn", count: 30 },
					{ value: 'B&B', count: 10 },
				],
			},
		),
		facts('budget', 90, { number: 89, string: 1 }, { topValues: [{ value: 100.5, count: 8 }], min: 5, max: 9000 }),
		facts('active', 80, { boolean: 80 }),
		facts('when', 70, { datetime: 70 }),
		facts('born', 65, { date: 65 }),
		facts(
			'tags',
			60,
			{ array: 60 },
			{
				itemTypes: { string: 90 },
				topValues: [
					{ value: 'VIP', count: 40 },
					{ value: 'ONE', count: 5 },
				],
			},
		),
		facts('nested', 50, { object: 50 }),
		facts('nested.place', 50, { string: 50 }),
		facts('ownerEmail', 40, { string: 40 }),
	]),
};

export const knowledge: FilterKnowledge = {
	fieldsOf: (dataset) => (dataset === 'agency/unknown' ? undefined : index),
	endpointOf: (dataset) => {
		const name = dataset.replace(/^.*\//, '');
		if (name === 'enquiries') return { name, parameter: undefined };
		if (name === 'metadata') return { name, parameter: 'filter' };
		return name === 'properties' || name === 'contacts' ? { name, parameter: 'metadata' } : undefined;
	},
	datasets: [{ name: 'agency/properties', title: 'Properties' }, { name: 'agency/contacts' }],
	now: Date.parse('2026-11-26T10:30:00Z'),
	lastReadOf: () => Date.parse('2026-11-25T08:00:00Z'),
	timeZone: 'Europe/Prague',
};

export const nothing: FilterKnowledge = { fieldsOf: () => undefined, now: knowledge.now };
