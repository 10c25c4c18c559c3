/** freehold.yaml is changed by the extension: what was meant changes, and everything else stays as it was written. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { parseDocument } from 'yaml';
import {
	addConnection,
	changeSetting,
	duplicateConnection,
} from '../../../../src/core/project/edit/editConnections.ts';
import { removeConnection } from '../../../../src/core/project/edit/removeConnection.ts';
import { declared, settingsOf } from '../../../../src/core/project/newConnection.ts';
import type { NewConnection } from '../../../../src/core/project/newConnection.ts';
import { newProjectText } from '../../../../src/core/project/newProject.ts';
import { parseProject } from '../../../../src/core/project/parseProject.ts';

const FILE = `# Ours, do not touch
version: 1

data:   data   # kept here
connections:
    # the big one
    mls:   # with replication
        source: spark
        keyType: private     # asked for in May
        replication: true

    prague: { source: realpad, multipleInquiries: true } # Prague
# what is run
jobs:
    listings:
        replicate: [mls/Property, prague/products, mls/Member]   # the most
        every: 1h
    all:
        replicate:
            - mls/*      # everything
            - prague
    files: { backup: prague }
`;

test('a new connection stands behind the others, set in as they are', () => {
	const text = addConnection(FILE, 'agency', { source: 'reapit', customer: ['RES', 'SBOX'], readOnly: true });
	expect(text).toBe(
		FILE.replace(
			'# Prague\n',
			'# Prague\n    agency:\n        source: reapit\n        customer: [RES, SBOX]\n        readOnly: true\n',
		),
	);
	expect(parseProject(text, '/w').problems).toEqual([]);
});

test.each([
	['nothing', 'version: 1\n'],
	['an empty key', 'version: 1 # one\nconnections:\njobs: {}\n'],
	['braces', 'version: 1\nconnections: { a: { source: realpad } } # all of them\n'],
	['no line break at the end', 'version: 1\nconnections:\n  a:\n    source: realpad'],
	['Windows line breaks', 'version: 1\r\nconnections:\r\n  a: { source: realpad } # a\r\njobs: {}\r\n'],
	['names that are quoted', 'version: 1\nconnections:\n  "a":\n    source: realpad\n'],
	['aliases', 'version: 1\nconnections:\n  a: &a\n    source: realpad\n  c: *a\n'],
])('a connection is added to a file with %s', (_, text) => {
	const after = addConnection(text, 'new', { source: 'realpad', baseUrl: 'http://127.0.0.1:1' });
	const { project, problems } = parseProject(after, '/w');
	expect(problems).toEqual([]);
	expect(project?.connections.get('new')).toMatchObject({ baseUrl: 'http://127.0.0.1:1' });
	for (const comment of text.match(/#.*/g) ?? []) expect(after).toContain(comment.trimEnd());
	expect(after.includes('\r\n')).toBe(text.includes('\r\n'));
	expect(/(?<!\r)\n/.test(after)).toBe(!text.includes('\r\n'));
});

test('a name that is taken is refused, in whatever case', () => {
	expect(() => addConnection(FILE, 'MLS', { source: 'realpad' })).toThrow(/there is a connection of that name/);
	expect(() => duplicateConnection(FILE, 'mls', 'prague')).toThrow(/there is a connection of that name/);
});

test('a file that is not YAML is left alone', () => {
	expect(() => addConnection('connections: {', 'a', { source: 'realpad' })).toThrow(/not valid YAML/);
});

test('a setting changes in its place, and the comment behind it stays', () => {
	expect(changeSetting(FILE, 'mls', 'keyType', 'vow')).toBe(FILE.replace('keyType: private', 'keyType: vow'));
	expect(changeSetting(FILE, 'prague', 'multipleInquiries', false)).toBe(
		FILE.replace('multipleInquiries: true', 'multipleInquiries: false'),
	);
});

test('a setting is added where there was none, and taken out again', () => {
	const lines = changeSetting(FILE, 'mls', 'group', 'Production: EU');
	expect(lines).toBe(FILE.replace('replication: true\n', 'replication: true\n        group: "Production: EU"\n'));
	expect(changeSetting(lines, 'mls', 'group', undefined)).toBe(FILE);
	const braces = changeSetting(FILE, 'prague', 'color', 'red');
	expect(braces).toBe(FILE.replace('multipleInquiries: true }', 'multipleInquiries: true, color: red }'));
	expect(changeSetting(braces, 'prague', 'color', undefined)).toBe(FILE);
});

test('a duplicate says what the original says, comments included', () => {
	const text = duplicateConnection(FILE, 'mls', 'mls2');
	expect(text).toBe(
		FILE.replace(
			'# Prague\n',
			'# Prague\n    mls2:   # with replication\n        source: spark\n        keyType: private     # asked for in May\n        replication: true\n',
		),
	);
});

test('a removed connection is gone from the jobs too; those with nothing left to do go with it', () => {
	const { text, jobs } = removeConnection(FILE, 'prague');
	expect(jobs).toEqual(['files']);
	expect(text).toBe(
		FILE.replace('    prague: { source: realpad, multipleInquiries: true } # Prague\n', '')
			.replace('prague/products, ', '')
			.replace('            - prague\n', '')
			.replace('    files: { backup: prague }\n', ''),
	);
	expect(parseProject(text, '/w').problems).toEqual([]);
	const rest = removeConnection(text, 'mls');
	expect(rest.jobs).toEqual(['listings', 'all']);
	expect(parseProject(rest.text, '/w').problems).toEqual([]);
	expect(rest.text).toContain('# Ours, do not touch');
});

const name = fc.stringMatching(/^[a-z][a-z0-9]{3,8}$/);
const newConnection: fc.Arbitrary<NewConnection> = fc.oneof(
	fc.record({
		source: fc.constant('spark' as const),
		name,
		keyType: fc.constantFrom('idx', 'vow', 'bbo', 'private'),
		replication: fc.boolean(),
		auth: fc.constantFrom('token', 'oauth2', 'openid', 'apiSig'),
		baseUrl: fc.option(fc.constant('https://example.test'), { nil: undefined }),
	}),
	fc.record({ source: fc.constant('realpad' as const), name, multipleInquiries: fc.boolean() }),
	fc.record({
		source: fc.constant('reapit' as const),
		name,
		customers: fc.uniqueArray(fc.constantFrom('RES', 'SBOX', 'ABC'), { minLength: 1 }),
		auth: fc.constant('clientCredentials' as const),
	}),
);
const connections = fc.uniqueArray(newConnection, { selector: (one) => one.name, minLength: 2, maxLength: 5 });

/** How people write: comments, blank lines, braces, wider steps. */
function scribbled(text: string, comments: readonly string[]): string {
	const lines = text.split('\n');
	return lines
		.flatMap((line, nth) => {
			const comment = comments[nth % comments.length] ?? '';
			if (line === '' || comment === '') return [line];
			return nth % 2 === 0 ? [`${line} # ${comment}`] : [`# ${comment}`, line, ''];
		})
		.join('\n');
}

test('whatever is added, changed and removed: the file says just that, and no comment above or beside others is lost', () => {
	const comments = fc.array(fc.stringMatching(/^[a-z ]{0,12}$/), { minLength: 1, maxLength: 6 });
	fc.assert(
		fc.property(connections, comments, ([first, ...others], words) => {
			const [second, ...rest] = others;
			if (first === undefined || second === undefined) return;
			// Jobs of two vendors' examples may be called alike: one connection begins the file.
			let text = scribbled(newProjectText([first]), words);
			for (const one of others) text = addConnection(text, one.name, settingsOf(one));
			const { project, problems } = parseProject(text, '/w');
			expect(problems).toEqual([]);
			for (const one of [first, ...others]) expect(project?.connections.get(one.name)).toEqual(declared(one));
			const changed = changeSetting(text, second.name, 'group', 'One, two: three');
			expect(changeSetting(changed, second.name, 'group', undefined)).toBe(text);
			const marks = (of: string): readonly string[] => of.match(/#.*/g) ?? [];
			for (const one of [second, ...rest].reverse()) text = removeConnection(text, one.name).text;
			expect(marks(text)).toEqual(marks(scribbled(newProjectText([first]), words)));
			expect(parseDocument(text).toJS()).toEqual(parseDocument(newProjectText([first])).toJS());
		}),
		{ numRuns: 40 },
	);
});
