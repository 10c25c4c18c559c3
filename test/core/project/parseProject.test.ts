/** freehold.yaml: what is understood, and how mistakes are told. */
import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { projectJsonSchema } from '../../../src/core/project/jsonSchema.ts';
import { projectDocs } from '../../../scripts/projectDocs.ts';
import { parseProject } from '../../../src/core/project/parseProject.ts';

const GOOD = `version: 1
data: data
connections:
  mls: { source: spark, keyType: private, replication: true, dictionary: "2.0" }
  local-test:
    source: spark
    baseUrl: http://127.0.0.1:8080/
jobs:
  listings: { replicate: [mls/Property, mls/Member], expand: [Media, Room], every: 1h, purge: daily }
  people: { replicate: mls, every: 15m, purgeLimit: 5, full: 2w }
  takeout: { export: mls/*, format: ndjson, every: daily }
`;

function messages(text: string): string[] {
	return parseProject(text, '/w').problems.map(({ line, column, message }) => `${line}:${column} ${message}`);
}

test('a good file becomes a project with defaults filled in', () => {
	const { project, problems } = parseProject(GOOD, '/w');
	expect(problems).toEqual([]);
	expect(project).toMatchObject({ root: '/w', file: '/w/freehold.yaml', dataFolder: '/w/data', historyDays: 90 });
	expect(project!.connections.get('mls')).toMatchObject({
		connection: 'mls',
		keyType: 'private',
		replication: true,
		dictionary: '2.0',
		auth: 'token',
		baseUrl: undefined,
	});
	expect(project!.connections.get('local-test')).toMatchObject({
		keyType: 'idx',
		replication: false,
		baseUrl: 'http://127.0.0.1:8080',
	});
	expect(Object.fromEntries(project!.jobs)).toEqual({
		listings: {
			kind: 'replicate',
			name: 'listings',
			targets: ['mls/Property', 'mls/Member'],
			expand: ['Media', 'Room'],
			everyMs: 3_600_000,
			purgeMs: 86_400_000,
			purgeLimitPercent: 20,
			fullMs: 604_800_000,
		},
		people: {
			kind: 'replicate',
			name: 'people',
			targets: ['mls'],
			expand: undefined,
			everyMs: 900_000,
			purgeMs: undefined,
			purgeLimitPercent: 5,
			fullMs: 1_209_600_000,
		},
		takeout: { kind: 'export', name: 'takeout', targets: ['mls/*'], format: 'ndjson', everyMs: 86_400_000 },
	});
});

test('all mistakes are told at once, each with its place and the nearest right word', () => {
	expect(
		messages(`version: 2
dat: x
history: 0
connections:
  mls: { source: spak, keyType: idxx }
  rets: { source: spark, keyTyp: idx, replication: yes please, dictionary: 2.0 }
  2nd: { source: spark, baseUrl: http://example.com/path }
jobs:
  a: { replicate: [msl/Property], every: sometimes }
  b: { repliate: mls }
  c: { replicate: mls, export: mls }
`),
	).toEqual([
		"1:10 'version' is 2: this Freehold reads version 1; update Freehold",
		"2:1 Unknown key 'dat'. Did you mean 'data'?",
		"3:10 'history' must be a whole number from 1 to 36500",
		"5:18 'connections.mls.source' must be spark, realpad or reapit. Did you mean 'spark'?",
		"6:26 Unknown key 'keyTyp'. Did you mean 'keyType'?",
		"6:52 'connections.rets.replication' must be true or false",
		'6:76 \'connections.rets.dictionary\' must be in quotes: "2.0"',
		"7:3 '2nd' cannot name a connection: use a letter followed by letters, digits, - or _ (64 at most)",
		"7:34 'connections.2nd.baseUrl' must end after the host: http://example.com",
		"9:20 'msl/Property' names the connection 'msl', which is not among 'connections'. Did you mean 'mls'?",
		"9:42 'jobs.a.every' must be a duration such as 30s, 15m, 1h, 1h30m, 7d, hourly, daily or weekly",
		"10:8 'jobs.b' says nothing to do: it needs 'replicate', 'export' or 'backup'. Did you mean 'replicate'?",
		"11:24 'jobs.c' has both 'replicate' and 'export': make two jobs of it",
	]);
});

test('a back-up names connections that have files', () => {
	const text = (job: string): string =>
		`version: 1\nconnections:\n  mls: { source: spark }\n  prague: { source: realpad }\njobs:\n  files: { ${job} }\n`;
	const { project, problems } = parseProject(text('backup: prague, every: daily'), '/w');
	expect(problems).toEqual([]);
	expect(project!.jobs.get('files')).toEqual({
		kind: 'backup',
		name: 'files',
		targets: ['prague'],
		everyMs: 86_400_000,
	});
	expect(messages(text('backup: [prague, mls]'))).toEqual([
		"6:29 'mls' has no files to back up: its source is spark, and only realpad has any",
	]);
	expect(messages(text('backup: prage'))).toEqual([
		"6:20 'prage' names the connection 'prage', which is not among 'connections'. Did you mean 'prague'?",
	]);
	expect(messages(text('backup: prague/*'))).toEqual([expect.stringContaining('the name of a Realpad connection')]);
});

test('a realpad connection says which exports may be used and, where needed, their keys', () => {
	expect(
		messages(
			'version: 1\nconnections:\n  prague: { source: realpad, multipleInquiries: true, headers: ids, keys: { products: unitId, tasks: [a, b] } }\n',
		),
	).toEqual([]);
	expect(messages('version: 1\nconnections:\n  prague: { source: realpad, headers: id }\n')).toHaveLength(1);
});

test('a reapit connection names its customers, and what narrows its datasets', () => {
	const { project, problems } = parseProject(
		`version: 1
connections:
  agency: { source: reapit, customer: SBOX }
  group:
    source: reapit
    customer: [RES, RES-GOGO]
    apiVersion: 2020-01-31
    readOnly: true
    parameters:
      contacts: { active: true, officeId: [OXF, BED], pageSize: 50, entityId: 9e7e4181-6210-49ea-abf5-d5ce16d23647 }
      properties.keys: { propertyId: OXF1 }
    filters: { properties: ["metadata.chaseDate $lt 2026-01-01"], contacts: metadata.stage $eq 'won' }
  user: { source: reapit, auth: authorizationCode, redirectUri: "http://localhost:8000/back" }
jobs:
  all: { replicate: [agency/properties.keys, agency/configuration.agencyTypes, group/*] }
`,
		'/w',
	);
	expect(problems).toEqual([]);
	expect(project!.connections.get('agency')).toEqual({
		source: 'reapit',
		connection: 'agency',
		customers: ['SBOX'],
		auth: 'clientCredentials',
		apiVersion: '2020-01-31',
		baseUrl: undefined,
		identityUrl: undefined,
		redirectUri: undefined,
		readOnly: false,
		parameters: undefined,
		filters: undefined,
	});
	expect(project!.connections.get('group')).toMatchObject({
		customers: ['RES', 'RES-GOGO'],
		readOnly: true,
		parameters: {
			contacts: { active: ['true'], officeId: ['OXF', 'BED'], pageSize: ['50'] },
			'properties.keys': { propertyId: ['OXF1'] },
		},
		filters: { properties: ['metadata.chaseDate $lt 2026-01-01'], contacts: ["metadata.stage $eq 'won'"] },
	});
	expect(project!.connections.get('user')).toMatchObject({ customers: [], auth: 'authorizationCode' });
});

test.each([
	['{ source: reapit }', "3:3 'connections.a' lacks 'customer': the id of an agency, or SBOX for the vendor's sandbox"],
	['{ source: reapit, customer: [] }', "3:34 'connections.a' lacks 'customer': the id of an agency, or SBOX"],
	['{ source: reapit, customer: [SBOX, RES, SBOX] }', "3:34 'connections.a.customer' names SBOX twice"],
	['{ source: reapit, customer: S B }', "3:34 'connections.a.customer' must be the id of a customer such as SBOX"],
	[
		'{ source: reapit, auth: authorizationCode, customer: [SBOX, RES] }',
		"3:59 'connections.a' signs in as one user, who belongs to one customer",
	],
	['{ source: reapit, custmer: SBOX }', "3:24 Unknown key 'custmer'. Did you mean 'customer'?"],
	[
		'{ source: reapit, customer: SBOX, parameters: { contacts: { officeId: 0123 } } }',
		'3:76 \'connections.a.parameters.contacts.officeId\' must be in quotes: "0123"',
	],
	[
		'{ source: reapit, customer: SBOX, parameters: { Contacts: { active: true } } }',
		"3:54 'Contacts' cannot name a dataset: use the name of a dataset such as contacts or properties.keys",
	],
	[
		'{ source: reapit, customer: SBOX, parameters: { contacts: { active: } } }',
		"'connections.a.parameters.contacts.active' must be a text, a number, true or false",
	],
	['{ source: reapit, customer: SBOX, apiVersion: latest }', 'must be a date such as 2020-01-31'],
	['{ source: reapit, customer: SBOX, client_secret: hunter2 }', 'FREEHOLD_A_CLIENT_SECRET'],
])('a mistake in %s is told', (connection, message) => {
	expect(messages(`version: 1\nconnections:\n  a: ${connection}\n`)).toContainEqual(expect.stringContaining(message));
});

test('an alias of a reapit connection is checked as well', () => {
	const text = 'version: 1\nconnections:\n  a: &it { source: reapit, customer: [] }\n  b: *it\n';
	expect(messages(text).filter((message) => message.includes("lacks 'customer'"))).toHaveLength(2);
});

test.each([
	['token', 'hunter2', 'FREEHOLD_MLS_TOKEN'],
	['client_secret', 'hunter2', 'FREEHOLD_MLS_CLIENT_SECRET'],
	['password', 'hunter2', 'FREEHOLD_MLS_PASSWORD'],
	['refreshToken', 'hunter2', 'FREEHOLD_MLS_REFRESH_TOKEN'],
	['dictionary', '"Bearer abcdefgh12345678"', 'FREEHOLD_MLS_TOKEN'],
	['dictionary', 'eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.c2ln', 'FREEHOLD_MLS_TOKEN'],
	['baseUrl', 'https://user:hunter2@example.com', 'FREEHOLD_MLS_TOKEN'],
])('a secret under %s is refused without repeating it', (key, value, variable) => {
	const found = messages(`version: 1\nconnections:\n  mls: { source: spark, ${key}: ${value} }\n`);
	expect(found).toHaveLength(1);
	expect(found[0]).toContain(variable);
	expect(found[0]).toContain("the editor's secret storage");
	expect(found[0]).not.toContain(value.replaceAll('"', ''));
});

test.each([
	['Data', 'data', 'share one file'],
	['a-b', 'a_b', 'share the variable FREEHOLD_A_B_TOKEN'],
	['a', 'a-refresh', 'share the variable FREEHOLD_A_REFRESH_TOKEN'],
])('connections %s and %s are told apart or refused', (one, two, why) => {
	const found = messages(`version: 1\nconnections:\n  ${one}: { source: spark }\n  ${two}: { source: spark }\n`);
	expect(found).toEqual([expect.stringContaining(why)]);
});

test.each(['/var/data', '../elsewhere', 'a/../../b', 'C:\\data', '""'])('the data folder cannot be %s', (folder) => {
	expect(messages(`version: 1\ndata: ${folder}\nconnections: {}\n`)).toEqual([
		"2:7 'data' must be a folder below this one, such as data",
	]);
});

test('plain http is only for this machine', () => {
	const at = (url: string): string[] =>
		messages(`version: 1\nconnections:\n  m: { source: spark, baseUrl: "${url}" }\n`);
	expect(at('http://example.com')).toEqual([expect.stringContaining('must begin with https://')]);
	expect(at('http://localhost:1')).toEqual([]);
	expect(at('http://[::1]:1')).toEqual([]);
	expect(at('https://mls.example')).toEqual([]);
});

test('anchors and aliases are followed', () => {
	const { project } = parseProject(
		'version: 1\nconnections:\n  a: &it { source: spark, keyType: vow }\n  b: *it\n',
		'/w',
	);
	expect(project!.connections.get('b')).toMatchObject({ connection: 'b', keyType: 'vow' });
});

test.each(['', '# nothing yet\n', '- 1\n', 'version: [', 'a: 1\na: 2\n', 'just text'])(
	'a file that is no project (%j) is told with a place',
	(text) => {
		const { project, problems } = parseProject(text, '/w');
		expect(project).toBeUndefined();
		expect(problems.length).toBeGreaterThan(0);
		for (const problem of problems) expect(problem.line).toBeGreaterThan(0);
	},
);

test('no text makes it throw, and every place lies in the text', () => {
	const piece = fc.constantFrom(...GOOD.split(/(?<=[\s:,{}[\]])/), '\t', '*x', '&a', '!!', '? ', '|', '>', '%', '"');
	fc.assert(
		fc.property(fc.array(piece, { maxLength: 60 }), (pieces) => {
			const text = pieces.join('');
			const { project, problems } = parseProject(text, '/w');
			expect(project === undefined).toBe(problems.some((problem) => problem.severity === 'error'));
			for (const { from, to } of problems) {
				expect(from).toBeGreaterThanOrEqual(0);
				expect(to).toBeLessThanOrEqual(text.length + 1);
			}
		}),
		{ numRuns: 200 },
	);
});

test('the committed JSON schema is the one that the shape gives (npm run generate)', () => {
	const committed: unknown = JSON.parse(
		readFileSync(new URL('../../../schemas/freehold.schema.json', import.meta.url), 'utf8'),
	);
	expect(committed).toEqual(projectJsonSchema());
});

test('the committed description of freehold.yaml is the one that the shape gives (npm run generate)', () => {
	const committed = readFileSync(new URL('../../../docs/freehold-yaml.md', import.meta.url), 'utf8');
	expect(committed).toBe(projectDocs());
});

test('columns are selected by dataset', () => {
	const text =
		'version: 1\nconnections:\n  mls: { source: spark, select: { Property: [City, ListPrice], Member: MemberKey } }\n';
	const { project, problems } = parseProject(text, '/w');
	expect(problems).toEqual([]);
	expect(project!.connections.get('mls')).toMatchObject({
		select: { Property: ['City', 'ListPrice'], Member: ['MemberKey'] },
	});
});
