/** Completion of freehold.yaml: at each place what may stand there, also while the rest is unfinished. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { complete } from '../../../../src/core/project/language/complete.ts';
import { parseProject } from '../../../../src/core/project/parseProject.ts';
import { PROJECT_SHAPE } from '../../../../src/core/project/projectShape.ts';
import { knowledge, labelsAt, suggestionsAt, taken } from './cursorMark.ts';

const CONNECTIONS = `version: 1
connections:
  mls:
    source: spark
  prague: { source: realpad }
  agency: { source: reapit, customer: SBOX }
`;

test('an empty file is offered its keys, required ones first', async () => {
	expect(await labelsAt('|')).toEqual(['version', 'connections', 'data', 'history', 'jobs']);
	expect(await taken('|', 'version')).toBe('version: 1');
});

test('keys that are there already are not offered again', async () => {
	expect(await labelsAt('version: 1\n|')).not.toContain('version');
	expect(await labelsAt('|\nversion: 1\ndata: x\n')).toEqual(['connections', 'history', 'jobs']);
});

test.each([
	['in a block', 'connections:\n  mls:\n    source: spark\n    |'],
	['in a block, a word begun', 'connections:\n  mls:\n    source: spark\n    ke|'],
	['before other keys', 'connections:\n  mls:\n    |\n    source: spark\n'],
	['a word begun before other keys', 'connections:\n  mls:\n    ke|\n    source: spark\n'],
	['between keys', 'connections:\n  mls:\n    source: spark\n    |\n    auth: token\n'],
	['within braces', 'connections:\n  mls: { source: spark, | }'],
	['within braces that are not closed', 'connections:\n  mls: { source: spark, |\njobs:\n  a:\n    replicate: mls\n'],
	['on a line of its own within braces', 'connections:\n  mls: {\n    source: spark,\n    |\n  }\n'],
	['with line ends of Windows', 'connections:\r\n  mls:\r\n    source: spark\r\n    |\r\n    auth: token\r\n'],
	['before a comment', 'connections:\n  mls:\n    source: spark\n    | # more\n'],
	['after a mistake elsewhere', 'data: "x\nconnections:\n  mls:\n    source: spark\n    |'],
])("a Spark connection is offered Spark's keys %s", async (_, text) => {
	const labels = await labelsAt(text);
	expect(labels).toEqual(expect.arrayContaining(['keyType', 'replication', 'select']));
	expect(labels).not.toContain('source');
	expect(labels).not.toContain('multipleInquiries');
});

test('each vendor has its own keys; without one all are offered, source first', async () => {
	expect(await labelsAt('connections:\n  p:\n    source: realpad\n    |')).toContain('multipleInquiries');
	expect(await labelsAt('connections:\n  a:\n    source: reapit\n    |')).toContain('parameters');
	const open = await labelsAt('connections:\n  x:\n    |');
	expect(open[0]).toBe('source');
	expect(open).toEqual(expect.arrayContaining(['keyType', 'multipleInquiries', 'parameters']));
});

test('a job that says nothing yet is offered what it can do', async () => {
	expect((await labelsAt('jobs:\n  a:\n    |')).slice(0, 3)).toEqual(['replicate', 'export', 'backup']);
	const replicate = await labelsAt('jobs:\n  a:\n    replicate: mls\n    |');
	expect(replicate).toEqual(['expand', 'every', 'purge', 'purgeLimit', 'full']);
});

test('keys tell what they are for, whether they are required, and what holds without them', async () => {
	const [source] = await suggestionsAt('connections:\n  mls:\n    |');
	expect(source).toMatchObject({ detail: 'required', description: expect.stringContaining('vendor') as unknown });
	const items = await suggestionsAt('connections:\n  mls:\n    source: spark\n    |');
	expect(items.find(({ label }) => label === 'dictionary')).toMatchObject({
		detail: 'default: 2.0',
		description: 'RESO Data Dictionary version.',
	});
});

test.each([
	['version: 1\n|', 'connections', 'version: 1\nconnections:\n  '],
	['connections:\n  mls:\n    so|', 'source', 'connections:\n  mls:\n    source: '],
	[
		'connections:\n  mls:\n    source: spark\n    dic|',
		'dictionary',
		'connections:\n  mls:\n    source: spark\n    dictionary: "2.0"',
	],
	['connections:\n  mls: { source: spark, sel| }', 'select', 'connections:\n  mls: { source: spark, select: {  } }'],
	['jobs:\n  a:\n    rep|', 'replicate', 'jobs:\n  a:\n    replicate: []'],
	['jobs:\n  a: { replicate: mls, pur|: 5 }', 'purgeLimit', 'jobs:\n  a: { replicate: mls, purgeLimit: 5 }'],
	['connections:\n  |', 'spark connection', 'connections:\n  mls:\n    source: spark\n    '],
	['jobs:\n  |', 'backup job', 'jobs:\n  files:\n    backup: []\n    '],
	['jobs: { | }', 'replicate job', 'jobs: { listings: { replicate: [] } }'],
	['version: 1\nhis|', 'history', 'version: 1\nhistory: 90'],
])('%j with %s becomes %j', async (before, label, after) => {
	expect(await taken(before, label)).toBe(after);
});

test.each([
	['version: |', ['1']],
	['connections:\n  mls: { source: | }', ['spark', 'realpad', 'reapit']],
	['connections:\n  mls: { source: sp| }', ['spark', 'realpad', 'reapit']],
	['connections:\n  mls:\n    source: spark|\n', ['spark', 'realpad', 'reapit']],
	['connections:\n  mls:\n    source: spark\n    keyType: |\n    auth: token\n', ['idx', 'vow', 'bbo', 'private']],
	['connections:\n  mls:\n    source: spark\n    replication: |', ['true', 'false']],
	['connections:\n  mls:\n    source: spark\n    dictionary: "|"', ['2.0']],
	['connections:\n  p:\n    source: realpad\n    headers:\n      |', ['ids_labels', 'labels_ids', 'ids', 'labels']],
	['connections:\n  a: { source: reapit, customer: | }', ['SBOX']],
	['jobs:\n  a:\n    replicate: mls\n    every: |', ['15m', '30m', '1h', '6h', 'daily', 'weekly']],
])('the value at %j may be %j', async (text, labels) => {
	expect(await labelsAt(text)).toEqual(labels);
});

test('the default among the values is told', async () => {
	const items = await suggestionsAt('connections:\n  mls: { source: spark, keyType: | }');
	expect(items.filter(({ detail }) => detail === 'default').map(({ label }) => label)).toEqual(['idx']);
});

test.each([
	'jobs:\n  a:\n    replicate: |',
	'jobs:\n  a:\n    replicate: m|',
	'jobs:\n  a:\n    replicate: [|]',
	'jobs:\n  a:\n    replicate: [mls/Member, |]',
	'jobs:\n  a:\n    replicate: [mls/Member, |\n    every: 1h\n',
	'jobs:\n  a:\n    replicate:\n      - |',
	'jobs:\n  a:\n    replicate:\n      - mls/Member\n      - |\n    every: 1h\n',
	'jobs:\n  a:\n    replicate: [\n      |\n    ]\n',
	'jobs:\n  a: { replicate: "|',
])('connections of the file are offered as targets at %j', async (jobs) => {
	expect(await labelsAt(CONNECTIONS + jobs)).toEqual(['mls', 'prague', 'agency']);
});

test('behind the slash come the datasets of the vendor, without those that are there', async () => {
	expect(await labelsAt(`${CONNECTIONS}jobs:\n  a: { replicate: [mls/|] }`)).toEqual([
		'Property',
		'Member',
		'Office',
		'*',
	]);
	expect(await labelsAt(`${CONNECTIONS}jobs:\n  a:\n    replicate: [mls/Member, mls/O|]`)).toEqual([
		'Property',
		'Office',
	]);
	expect(await labelsAt(`${CONNECTIONS}jobs:\n  a: { export: prague/| }`)).toContain('business-cases');
	expect(await labelsAt(`${CONNECTIONS}jobs:\n  a: { replicate: agency/pro| }`)).toContain('propertyImages');
	expect(await labelsAt(`${CONNECTIONS}jobs:\n  a: { replicate: gone/| }`)).toEqual([]);
});

test('each part of a target is replaced on its own', async () => {
	expect(await taken(`${CONNECTIONS}jobs:\n  a: { replicate: [mls/Pro|p] }`, 'Property')).toMatch(/\[mls\/Property\]/);
	expect(await taken(`${CONNECTIONS}jobs:\n  a: { replicate: [m|/Property] }`, 'mls')).toMatch(/\[mls\/Property\]/);
	expect(await taken(`${CONNECTIONS}jobs:\n  a:\n    replicate: m|`, 'mls')).toMatch(/replicate: mls\/$/);
});

test("the vendor's title and notes come along with a dataset", async () => {
	const [first] = await suggestionsAt(`${CONNECTIONS}jobs:\n  a: { replicate: [mls/|] }`);
	expect(first).toMatchObject({ label: 'Property', detail: 'Listings', notes: ['About Listings'] });
});

test('only connections with files are offered for a back-up, whole', async () => {
	expect(await labelsAt(`${CONNECTIONS}jobs:\n  a: { backup: | }`)).toEqual(['prague']);
	expect(await taken(`${CONNECTIONS}jobs:\n  a: { backup: | }`, 'prague')).toMatch(/backup: prague }$/);
});

test('relations are those of the datasets that the job names', async () => {
	expect(await labelsAt(`${CONNECTIONS}jobs:\n  a: { replicate: mls, expand: [|] }`)).toEqual(['Media', 'Room']);
	expect(await labelsAt(`${CONNECTIONS}jobs:\n  a:\n    replicate: [mls/Office]\n    expand: [|]`)).toEqual(['Media']);
	expect(await labelsAt(`${CONNECTIONS}jobs:\n  a: { replicate: [mls/Property], expand: [Media, |] }`)).toEqual([
		'Room',
	]);
});

test("a vendor's own file formats are offered where all targets have such", async () => {
	const formats = (target: string): Promise<readonly string[]> =>
		labelsAt(`${CONNECTIONS}jobs:\n  a:\n    export: ${target}\n    format: |`);
	expect(await formats('prague/products')).toContain('xlsx');
	expect(await formats('mls/Property')).toEqual(['csv', 'ndjson', 'json', 'parquet']);
	expect(await formats('[prague/products, mls/Property]')).not.toContain('xls');
});

test('columns are offered by dataset', async () => {
	const select = 'connections:\n  mls:\n    source: spark\n    select:\n      ';
	expect(await labelsAt(`${select}|`)).toEqual(['Property', 'Member', 'Office']);
	expect(await taken(`${select}|`, 'Property')).toBe(`${select}Property: []`);
	expect(await labelsAt(`${select}Property: [ListPrice, |]`)).toEqual(['ListingKey', 'City']);
});

test("Reapit's parameters are offered by dataset, with the values that the vendor knows", async () => {
	const parameters = 'connections:\n  agency:\n    source: reapit\n    customer: SBOX\n    parameters:\n      ';
	expect(await labelsAt(`${parameters}|`)).toEqual(expect.arrayContaining(['contacts', 'properties']));
	expect(await labelsAt(`${parameters}contacts:\n        |`)).toEqual(expect.arrayContaining(['officeId', 'active']));
	expect(await labelsAt(`${parameters}contacts: { active: | }`)).toEqual(['true', 'false']);
	const modes = await labelsAt(`${parameters}properties:\n        marketingMode: [selling, |]`);
	expect(modes).toContain('letting');
	expect(modes).not.toContain('selling');
});

test.each([
	'# |',
	'version: 1 # |',
	'data: "a b\n  c|"\nversion: 1',
	'connections:\n  mls:\n    source: |\n      nested: x\n# |',
	'connections:\n  mls: |',
	'nothing:\n  known: |',
	'version: 1\n---\nversion: |',
])('nothing is offered at %j', async (text) => {
	const at = text.lastIndexOf('|');
	const found = await complete(text.slice(0, at) + text.slice(at + 1), at, knowledge);
	expect(found?.items.map(({ label }) => label) ?? []).toEqual([]);
});

const words = fc.constantFrom(
	...[
		'version',
		'connections',
		'jobs',
		'mls',
		'source',
		'spark',
		'reapit',
		'replicate',
		'select',
		'parameters',
		'expand',
	],
	...[
		': ',
		':\n  ',
		':\n    ',
		'\n',
		'\r\n',
		'  ',
		'- ',
		'[',
		']',
		'{',
		'}',
		', ',
		'"',
		"'",
		'#',
		'&a',
		'*a',
		'!',
		'/',
		'\t',
		'%',
		'>',
	],
	...['---\n', '? ', '|', '<<', 'é', '\u{1f3e0}', '\0', '\\', 'true', '1'],
);

test('whatever the text and wherever the cursor, completion answers with a place on its line', async () => {
	await fc.assert(
		fc.asyncProperty(fc.array(words, { maxLength: 40 }), fc.nat(200), async (parts, at) => {
			const text = parts.join('');
			const offset = Math.min(at, text.length);
			const found = await complete(text, offset, knowledge);
			if (found === undefined) return;
			const [from, to] = found.range;
			expect(from).toBeLessThanOrEqual(offset);
			expect(to).toBeGreaterThanOrEqual(offset);
			expect(text.slice(from, to)).not.toMatch(/\n/);
		}),
		{ numRuns: 300 },
	);
});

test('any text, any position: no failure', async () => {
	await fc.assert(
		fc.asyncProperty(fc.string({ unit: 'binary' }), fc.nat(), async (text, at) => {
			await complete(text, text.length === 0 ? 0 : at % (text.length + 1), knowledge);
		}),
		{ numRuns: 60 },
	);
});

test('what is taken from the keys of a finished file leaves it without new mistakes in its grammar', async () => {
	const file = `${CONNECTIONS}jobs:\n  a: { replicate: mls }\n`;
	for (const key of Object.keys(PROJECT_SHAPE.keys)) {
		if (file.includes(`${key}:`)) continue;
		expect(parseProject(await taken(`${file}|`, key), '/w').problems, key).toEqual([]);
	}
});
