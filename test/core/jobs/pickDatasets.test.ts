/** What is said of a dataset that does not exist. */
import { expect, test } from 'vitest';
import { pickDatasets } from '../../../src/core/jobs/pickDatasets.ts';
import type { Dataset } from '../../../src/core/sources/source.ts';

const dataset = (id: string): Dataset => ({
	...{ id, title: id, group: 'Lists', key: ['id'], columns: [], relations: [], notes: [] },
	...{ canSweep: true, fullReadFindsDeletions: false },
});
const few = ['contacts', 'properties', 'properties.certificates'];
const many = [...few, ...Array.from({ length: 20 }, (_, index) => `configuration.list${index}`)];

test.each([
	[few, 'contcts', 'Did you mean agency/contacts?'],
	[few, 'Contacts', 'Did you mean agency/contacts?'],
	[few, 'certificates', 'Did you mean agency/properties.certificates?'],
	[few, 'nothing', 'Choose one of: contacts, properties, properties.certificates'],
	[many, 'nothing', "'freehold sources agency' lists the 23 that there are"],
])('of %j, %s is not one: %s', (names, wanted, next) => {
	expect(() => pickDatasets(names.map(dataset), [wanted], 'agency')).toThrow(
		expect.objectContaining({ next }) as Error,
	);
});
