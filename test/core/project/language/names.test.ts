/** Words of freehold.yaml: what they are, where they are declared and used, and how they are renamed. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
	applyChanges,
	connectionNameAt,
	renameConnection,
} from '../../../../src/core/project/language/connectionNames.ts';
import { outlineOf } from '../../../../src/core/project/language/outline.ts';
import { thingAt } from '../../../../src/core/project/language/thing.ts';
import { parseProject } from '../../../../src/core/project/parseProject.ts';
import { atMark } from './cursorMark.ts';

const FILE = `version: 1
connections:
  mls: { source: spark, keyType: private } # ours
  agency:
    source: reapit
    customer: [SBOX, OXF]
    parameters:
      contacts: { active: true }
  prague: { source: realpad, multipleInquiries: true }
jobs:
  listings:
    replicate: [mls/Property, "mls/Member", agency/contacts]
    every: 1h
  takeout: { export: prague/*, format: xlsx }
  all: { replicate: mls }
  files: { backup: prague }
`;

test('the outline names connections and jobs with their places', () => {
	const { connections, jobs } = outlineOf(FILE);
	expect(connections.map(({ name, source }) => [name, source])).toEqual([
		['mls', 'spark'],
		['agency', 'reapit'],
		['prague', 'realpad'],
	]);
	expect(connections[1]?.customers).toEqual(['SBOX', 'OXF']);
	expect(FILE.slice(...connections[0]!.range)).toBe('mls: { source: spark, keyType: private }');
	expect(jobs.map(({ name, kind }) => [name, kind])).toEqual([
		['listings', 'replicate'],
		['takeout', 'export'],
		['all', 'replicate'],
		['files', 'backup'],
	]);
	expect(FILE.slice(...jobs[0]!.range)).toMatch(/^listings:[^]*every: 1h$/);
	expect(
		jobs[0]!.targets.map(({ connectionRange, datasetRange }) => [
			FILE.slice(...connectionRange),
			datasetRange === undefined ? undefined : FILE.slice(...datasetRange),
		]),
	).toEqual([
		['mls', 'Property'],
		['mls', 'Member'],
		['agency', 'contacts'],
	]);
});

test('an unfinished file has an outline of what is there', () => {
	const { connections, jobs } = outlineOf(
		'connections:\n  mls:\n    source: sp\n  oth\njobs:\n  a: { replicate: [mls/Pr',
	);
	expect(connections.map(({ name }) => name)).toEqual(['mls', 'oth']);
	expect(jobs[0]?.targets[0]).toMatchObject({ connection: 'mls', dataset: 'Pr' });
});

function marked(before: string, after: string): string {
	const at = FILE.indexOf(before + after);
	if (at === -1) throw new Error(`${before + after} is not in the file`);
	return `${FILE.slice(0, at)}${before}|${FILE.slice(at + before.length)}`;
}

test.each([
	['ver', 'sion', { kind: 'key', name: 'version' }],
	['key', 'Type: private', { kind: 'key', name: 'keyType' }],
	['keyType: pri', 'vate', { kind: 'key', name: 'keyType' }],
	['  ml', 's: {', { kind: 'connection', connection: { name: 'mls' } }],
	['[ml', 's/Property', { kind: 'connection', connection: { name: 'mls' } }],
	['[mls/Prop', 'erty', { kind: 'dataset', dataset: 'Property', connection: { name: 'mls' } }],
	['"mls/Mem', 'ber"', { kind: 'dataset', dataset: 'Member' }],
	['prague/', '*', { kind: 'connection', connection: { name: 'prague' } }],
	['backup: pra', 'gue', { kind: 'connection', connection: { source: 'realpad' } }],
	['  list', 'ings:', { kind: 'job', job: { name: 'listings' } }],
	['    cont', 'acts: {', { kind: 'dataset', dataset: 'contacts', connection: { name: 'agency' } }],
	['{ act', 'ive', { kind: 'parameter', parameter: 'active', dataset: 'contacts' }],
	['every: 1', 'h', { kind: 'key', name: 'every' }],
])('%s|%s is known for what it is', (before, after, thing) => {
	const { text, offset } = atMark(marked(before, after));
	expect(thingAt(text, offset)).toMatchObject(thing);
});

test('comments and unknown words are nothing', () => {
	expect(thingAt(FILE, FILE.indexOf('# ours') + 3)).toBeUndefined();
	expect(thingAt('nothing: here', 3)).toBeUndefined();
	expect(thingAt('version: 1\nconnections:\n  mls: { constructor: 1 }', 37)).toBeUndefined();
});

test('from a use to the declaration, and from there to all uses', () => {
	const use = connectionNameAt(FILE, FILE.indexOf('mls/Property') + 1);
	expect(use?.declaration).toEqual([FILE.indexOf('mls: {'), FILE.indexOf('mls: {') + 3]);
	const declared = connectionNameAt(FILE, FILE.indexOf('mls: {'));
	expect(declared?.uses.map((range) => FILE.slice(range[0], range[1] + 4))).toEqual(['mls/Pro', 'mls/Mem', 'mls }\n ']);
	expect(connectionNameAt(FILE, FILE.indexOf('/Property') + 3)).toBeUndefined();
});

test('renaming a connection changes every place that names it, and nothing else', () => {
	const renamed = applyChanges(FILE, renameConnection(FILE, 'mls', 'mls-west'));
	expect(renamed).toContain('  mls-west: { source: spark, keyType: private } # ours');
	expect(renamed).toContain('replicate: [mls-west/Property, "mls-west/Member", agency/contacts]');
	expect(renamed).toContain('all: { replicate: mls-west }');
	expect(renamed.replaceAll('mls-west', 'mls')).toBe(FILE);
	expect(parseProject(renamed, '/w').problems).toEqual([]);
});

test.each(['prague', '2nd', 'a b', '', 'PRAGUE', 'con'])('a connection is not renamed to %j', (name) => {
	expect(() => renameConnection(FILE, 'mls', name)).toThrow(/was not renamed/);
});

test('renaming there and back gives the same file', () => {
	const names = fc.stringMatching(/^z[a-z0-9]{1,8}$/);
	fc.assert(
		fc.property(names, fc.constantFrom('mls', 'agency', 'prague'), (name, connection) => {
			const there = applyChanges(FILE, renameConnection(FILE, connection, name));
			expect(applyChanges(there, renameConnection(there, name, connection))).toBe(FILE);
		}),
		{ numRuns: 20 },
	);
});

test('any text, any position: words are told without failure', () => {
	fc.assert(
		fc.property(fc.string({ unit: 'binary' }), fc.nat(), (text, at) => {
			const offset = text.length === 0 ? 0 : at % (text.length + 1);
			thingAt(text, offset);
			connectionNameAt(text, offset);
		}),
		{ numRuns: 60 },
	);
});
