/** The two exports of contacts (seed 003). They are given to Private keys only. */
import type { Dataset } from '../source.ts';

export interface ContactExport {
	readonly id: string;
	/** Below the native base. */
	readonly path: string;
	/** Largest `_limit`: 25 is the rule, the export of one's own contacts alone may ask for 100. */
	readonly limit: number;
}

export const contactExports: readonly ContactExport[] = [
	{ id: 'Contacts', path: '/contacts/export/all', limit: 25 },
	{ id: 'OwnContacts', path: '/contacts/export', limit: 100 },
];

const titles: Readonly<Record<string, string>> = {
	Contacts: 'Contacts of the user and of all users under their control',
	OwnContacts: 'Contacts of the user',
};

export function contactDatasets(): readonly Dataset[] {
	return contactExports.map(({ id }) => ({
		id,
		title: titles[id] ?? id,
		group: 'Contacts',
		key: ['Id'],
		cursor: 'ModificationTimestamp',
		// Pages are counted by number, over a set that moves: absence is only sure from a full read that was checked.
		canSweep: false,
		fullReadFindsDeletions: true,
		// The vendor's full list of fields is not public; these were met, others are added as they come.
		columns: [
			{ name: 'Id', type: 'text' },
			{ name: 'ResourceUri', type: 'text' },
			...(id === 'Contacts' ? ([{ name: 'OwnerId', type: 'text' }] as const) : []),
			{ name: 'DisplayName', type: 'text' },
			{ name: 'GivenName', type: 'text' },
			{ name: 'FamilyName', type: 'text' },
			{ name: 'PrimaryEmail', type: 'text' },
			{ name: 'PrimaryPhoneNumber', type: 'text' },
			{ name: 'HomeStreetAddress', type: 'text' },
			{ name: 'HomeLocality', type: 'text' },
			{ name: 'HomeRegion', type: 'text' },
			{ name: 'HomePostalCode', type: 'text' },
			{ name: 'Tags', type: 'json' },
			{ name: 'ModificationTimestamp', type: 'instant' },
		],
		relations: [],
		...(id === 'OwnContacts' ? { alongWith: 'Contacts' } : {}),
		notes: ['Deleted contacts are not reported: they are found when the whole export is read again.'],
	}));
}
