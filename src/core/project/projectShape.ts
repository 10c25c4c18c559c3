/** The grammar of freehold.yaml, once: the validator, the JSON schema and the editor's completion all read it here. */
import { headerModes } from '../sources/realpad/realpadSettings.ts';
import { connectionKeys } from './connectionKeys.ts';
import { reapitConnection } from './reapitShape.ts';
import type { ObjectShape, Shape } from './shape.ts';

/** Connection names become file names, table prefixes of nobody and parts of environment variables. */
export const NAME_PATTERN = '^[A-Za-z][A-Za-z0-9_-]{0,63}$';
const NAME_SAYS = 'a letter followed by letters, digits, - or _ (64 at most)';

const targets: Shape = {
	kind: 'list',
	orOne: true,
	of: {
		kind: 'text',
		pattern: '^[A-Za-z][A-Za-z0-9_-]*(/(\\*|[A-Za-z_][A-Za-z0-9_.-]*))?$',
		says: 'CONNECTION/DATASET, CONNECTION/* or CONNECTION',
	},
};

const sparkConnection: ObjectShape = {
	kind: 'object',
	keys: {
		source: {
			shape: { kind: 'choice', values: ['spark'] },
			description: 'Spark (Flexmls): RESO Web API and contacts.',
			isRequired: true,
		},
		keyType: {
			shape: { kind: 'choice', values: ['idx', 'vow', 'bbo', 'private'] },
			description: 'Data role of the API key; decides the rate limit and what may be read. Contacts need `private`.',
			default: 'idx',
		},
		replication: {
			shape: { kind: 'flag' },
			description: 'The key has replication access: replication host, pages of 1,000.',
			default: false,
		},
		dictionary: {
			shape: { kind: 'text', pattern: '^\\d+\\.\\d+(\\.\\d+)?$', says: 'a version in quotes such as "2.0"' },
			description: 'RESO Data Dictionary version.',
			default: '2.0',
		},
		baseUrl: {
			shape: { kind: 'origin' },
			description: "Where the API is, if not at the vendor's: the sandbox, a test server.",
		},
		identityUrl: {
			shape: { kind: 'origin' },
			description: "Where the identity provider is, if not at the vendor's.",
		},
		auth: {
			shape: { kind: 'choice', values: ['token', 'oauth2', 'openid', 'apiSig'] },
			description: 'How the connection signs in. The secrets themselves never stand in this file.',
			default: 'token',
		},
		redirectUri: {
			shape: { kind: 'text', pattern: '^https?://\\S+$', says: 'an address (https://…)' },
			description: 'Redirect URI registered with the vendor, for oauth2 and openid.',
		},
		select: {
			shape: {
				kind: 'map',
				entry: 'dataset',
				namePattern: '^[A-Za-z_][A-Za-z0-9_]*$',
				nameSays: 'the name of a dataset such as Property',
				of: { kind: 'list', orOne: true, of: { kind: 'text', says: 'the name of a column' } },
			},
			description: 'Columns wanted, by dataset; a dataset that is not named is read whole.',
		},
		strictInitial: {
			shape: { kind: 'flag' },
			description: "Send on the initial download only what the vendor's page allows by its letter.",
			default: false,
		},
		...connectionKeys,
	},
};

const headers: Shape = { kind: 'choice', values: headerModes };

const realpadConnection: ObjectShape = {
	kind: 'object',
	keys: {
		source: {
			shape: { kind: 'choice', values: ['realpad'] },
			description: 'Realpad Takeout: Excel exports and files. Login and password never stand in this file.',
			isRequired: true,
		},
		multipleInquiries: {
			shape: { kind: 'flag' },
			description: 'The developer was migrated to Multiple Inquiries: decides which exports may be used.',
			default: false,
		},
		headers: {
			shape: headers,
			description: 'Header rows of the exports: stable ids, readable labels, or both.',
			default: 'ids_labels',
		},
		keys: {
			shape: {
				kind: 'map',
				entry: 'dataset',
				namePattern: '^[a-z][a-z0-9-]*$',
				nameSays: 'the name of an export such as products',
				of: { kind: 'list', orOne: true, of: { kind: 'text', says: 'the id or label of a column' } },
			},
			description: 'Key columns by export, where the key that is found by itself is not the right one.',
		},
		baseUrl: {
			shape: { kind: 'origin' },
			description: "Where the web service is, if not at the vendor's: the sandbox, a test server.",
		},
		...connectionKeys,
	},
};

const replicateJob: ObjectShape = {
	kind: 'object',
	keys: {
		replicate: { shape: targets, description: 'Datasets kept equal to the source.', isRequired: true },
		expand: {
			shape: { kind: 'list', orOne: true, of: { kind: 'text', says: 'the name of a relation such as Media' } },
			description:
				'Relations read along with the datasets that have them. Where absent: all of Spark, none of Reapit, which bills them.',
		},
		every: { shape: { kind: 'duration' }, description: 'How often the job is due for `freehold run --due`.' },
		purge: { shape: { kind: 'duration' }, description: 'How often deletions are looked for; on demand where absent.' },
		purgeLimit: {
			shape: { kind: 'whole', min: 0, max: 100 },
			description: 'A purge that would remove more than this share of the rows (in percent) is held.',
			default: 20,
		},
		full: {
			shape: { kind: 'duration' },
			description: 'How often datasets that never report deletions (contacts) are read in full.',
			default: 'weekly',
		},
	},
};

const exportJob: ObjectShape = {
	kind: 'object',
	keys: {
		export: { shape: targets, description: 'Datasets written into files, one each.', isRequired: true },
		format: {
			shape: { kind: 'choice', values: ['csv', 'tsv', 'ndjson', 'json', 'md', 'sql', 'parquet', 'xlsx', 'xls'] },
			description: "Format of the files; of Realpad, xlsx and xls are the vendor's own files.",
			default: 'csv',
		},
		headers: {
			shape: headers,
			description: "Header rows of the vendor's own files; as the connection says where absent.",
		},
		every: { shape: { kind: 'duration' }, description: 'How often the job is due for `freehold run --due`.' },
	},
};

const backupJob: ObjectShape = {
	kind: 'object',
	keys: {
		backup: {
			shape: {
				kind: 'list',
				orOne: true,
				of: { kind: 'text', pattern: NAME_PATTERN, says: 'the name of a Realpad connection' },
			},
			description: 'Connections whose files are kept in `<data>/files/<connection>`.',
			isRequired: true,
		},
		every: { shape: { kind: 'duration' }, description: 'How often the job is due for `freehold run --due`.' },
	},
};

export const PROJECT_SHAPE: ObjectShape = {
	kind: 'object',
	keys: {
		version: {
			shape: { kind: 'version', value: 1 },
			description: 'Version of this file’s grammar.',
			isRequired: true,
		},
		data: {
			shape: {
				kind: 'text',
				pattern: '^(?!/|\\\\|[A-Za-z]:)(?!(.*[/\\\\])?\\.\\.([/\\\\]|$)).+$',
				says: 'a folder below this one, such as data',
			},
			description: 'Folder for replicas and exports, below the folder of this file.',
			default: 'data',
		},
		history: {
			shape: { kind: 'whole', min: 1, max: 36_500 },
			description: 'Days that change history is kept.',
			default: 90,
		},
		connections: {
			shape: {
				kind: 'map',
				entry: 'connection',
				namePattern: NAME_PATTERN,
				nameSays: NAME_SAYS,
				of: {
					kind: 'variant',
					what: 'connection',
					variants: [
						{ key: 'source', value: 'spark', shape: sparkConnection },
						{ key: 'source', value: 'realpad', shape: realpadConnection },
						{ key: 'source', value: 'reapit', shape: reapitConnection },
					],
				},
			},
			description: 'Accounts at the vendors, by a name of your own.',
			isRequired: true,
		},
		jobs: {
			shape: {
				kind: 'map',
				entry: 'job',
				namePattern: NAME_PATTERN,
				nameSays: NAME_SAYS,
				of: {
					kind: 'variant',
					what: 'job',
					variants: [
						{ key: 'replicate', shape: replicateJob },
						{ key: 'export', shape: exportJob },
						{ key: 'backup', shape: backupJob },
					],
				},
			},
			description: 'What `freehold run` does, by a name of your own.',
		},
	},
};
