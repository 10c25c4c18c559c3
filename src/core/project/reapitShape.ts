/** The grammar of a Reapit connection in freehold.yaml. */
import { currentApiVersion } from '../sources/reapit/reapitSettings.ts';
import { connectionKeys } from './connectionKeys.ts';
import type { MapShape, ObjectShape } from './shape.ts';

/** Reapit's datasets are called like its paths: `contacts`, `propertyImages`, `properties.keys`, `configuration.agencyTypes`. */
const datasetNames = {
	entry: 'dataset',
	namePattern: '^[a-z][A-Za-z0-9]*(\\.[a-z][A-Za-z0-9]*)*$',
	nameSays: 'the name of a dataset such as contacts or properties.keys',
} as const;

export const CUSTOMER_PATTERN = '^[A-Za-z0-9][A-Za-z0-9_-]{0,63}$';

const parameters: MapShape = {
	kind: 'map',
	...datasetNames,
	of: {
		kind: 'map',
		entry: 'parameter',
		namePattern: '^[a-z][A-Za-z0-9]*$',
		nameSays: 'the name of a query parameter such as officeId',
		of: { kind: 'list', orOne: true, of: { kind: 'scalar', says: 'a text, a number, true or false' } },
	},
};

const filters: MapShape = {
	kind: 'map',
	...datasetNames,
	of: {
		kind: 'list',
		orOne: true,
		of: { kind: 'text', says: 'a filter expression such as "metadata.stage $eq \'won\'"' },
	},
};

export const reapitConnection: ObjectShape = {
	kind: 'object',
	keys: {
		source: {
			shape: { kind: 'choice', values: ['reapit'] },
			description: 'Reapit Foundations: the REST API of an agency. Client id and secret never stand in this file.',
			isRequired: true,
		},
		customer: {
			shape: {
				kind: 'list',
				orOne: true,
				of: { kind: 'text', pattern: CUSTOMER_PATTERN, says: 'the id of a customer such as SBOX' },
			},
			description:
				'Agencies whose data is read, by id; `SBOX` is the sandbox of the vendor. Required with `clientCredentials`; with `authorizationCode` the user who signs in brings the customer along.',
		},
		auth: {
			shape: { kind: 'choice', values: ['clientCredentials', 'authorizationCode'] },
			description: 'How the connection signs in: as the application, or as a user in the browser (`freehold sign-in`).',
			default: 'clientCredentials',
		},
		apiVersion: {
			shape: { kind: 'text', pattern: '^\\d{4}-\\d{2}-\\d{2}$', says: `a date such as ${currentApiVersion}` },
			description: 'Dated version of the API.',
			default: currentApiVersion,
		},
		baseUrl: {
			shape: { kind: 'origin' },
			description: "Where the platform is, if not at the vendor's: the sandbox, a test server.",
		},
		identityUrl: {
			shape: { kind: 'origin' },
			description: "Where Reapit Connect is, if not at the vendor's.",
		},
		redirectUri: {
			shape: { kind: 'text', pattern: '^https?://\\S+$', says: 'an address (https://…)' },
			description: 'Redirect URI registered with the vendor, for `authorizationCode`.',
		},
		parameters: {
			shape: parameters,
			description:
				'Query parameters that narrow a dataset, such as `contacts: { active: true, officeId: [OXF, BED] }`. A dataset that is not named is read whole.',
		},
		filters: {
			shape: filters,
			description: 'Metadata filters by dataset, such as `"metadata.stage $eq \'won\'"`; all of them must hold.',
		},
		...connectionKeys,
	},
};
