/** What one should know about a dataset before relying on it: the vendor's rules and known faults. */
import type { Endpoint } from '../../../../vendor/reapit/endpoints.ts';
import type { ReapitList } from './lists.ts';

export function datasetNotes(list: Omit<ReapitList, 'dataset'>, endpoint: Endpoint): readonly string[] {
	const query = endpoint.query ?? [];
	const hasEmbeds = query.some(({ name }) => name === 'embed');
	return [
		...(list.since === undefined ? ['Cannot be asked for what changed: each run reads it in full.'] : []),
		...(query.some(({ type }) => type === 'boolean')
			? ['A boolean parameter that is not given filters nothing: it does not count as false.']
			: []),
		...(query.some(({ name }) => name === 'extrasField')
			? [
					'Extras are delivered only where they are named with the parameter extrasField, and only to AgencyCloud customers.',
				]
			: []),
		...(hasEmbeds
			? [
					'Embeds are billed: besides the request itself, one call for every 100 embedded records of a page. They may be ' +
						'incomplete, so nothing is deleted because of them.',
				]
			: []),
		...(query.some(({ name, enum: values }) => name === 'embed' && values?.includes('source') === true)
			? ['The embed `source` is not offered: the vendor does not say whether a source or an office comes.']
			: []),
		...(query.length > 2
			? [
					'Where parameters or a filter narrow it, the replica holds what they let through. A record that stops matching, or ' +
						'another filter, is noticed by the next purge, which also stores what is missing.',
				]
			: []),
		...(known[list.id] ?? []),
	];
}

const known: Readonly<Record<string, readonly string[]>> = {
	identityChecks: ['The vendor has had a fault in modifiedFrom here (reapit/foundations #5171): purge it regularly.'],
	'properties.certificates': ['`modified` may lie in the future (reapit/foundations #11212).'],
	metadata: [
		'Read by the vendor’s paging by tokens; page numbers are known to break beyond 500 records.',
		'Holds the data of this app only.',
	],
	journalEntries: [
		'Entries have no id. They are told apart by what they say (contentDigest); two that say exactly the same are one row.',
		'Entries cannot be changed at the vendor, so updates ask by `created`.',
	],
	'journalEntries.landlords': [
		'Entries have no id. They are told apart by what they say (contentDigest); two that say exactly the same are one row.',
		'Entries cannot be changed at the vendor, so updates ask by `created`.',
	],
	transactions: ['There may be very many of them: narrow them with parameters where that is enough.'],
};
