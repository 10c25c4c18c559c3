/** What the editor says and writes of filters, without an editor. */
import { expect, test } from 'vitest';
import fc from 'fast-check';
import { declared } from '../../../src/core/project/newConnection.ts';
import type { FieldIndex } from '../../../src/core/filter/fieldIndex.ts';
import { FieldLearner } from '../../../src/core/filter/learnFields.ts';
import { parseFilterFile } from '../../../src/core/filter/filterFile.ts';
import { reapitDialect } from '../../../src/core/filter/dialect.ts';
import { applyFix } from '../../../src/core/filter/findings.ts';
import { answerText, pastAnswer } from '../../../src/vscode/documents/answerDocument.ts';
import { changedPart } from '../../../src/vscode/filter/changedPart.ts';
import { datasetRef } from '../../../src/vscode/filter/datasetRef.ts';
import type { FolderConnection } from '../../../src/vscode/filter/datasetRef.ts';
import { blockText, gapBehind } from '../../../src/vscode/filter/filterBlock.ts';
import { filterStatusText } from '../../../src/vscode/filter/statusText.ts';
import type { FilterStatus } from '../../../src/vscode/filter/statusText.ts';
import { triedText } from '../../../src/vscode/filter/triedText.ts';
import { refOf } from '../../../src/vscode/refs.ts';
import { english } from '../english.ts';

const connectionNamed = (name: string): FolderConnection => {
	const connection = declared({ source: 'reapit', name, auth: 'clientCredentials', customers: ['SBOX'] });
	if (connection.source !== 'reapit') throw new Error('it is a connection to Reapit');
	return { folder: 'file:///w', connection };
};

test('a set names its dataset with its connection, or means the first that there is', () => {
	const connections = [connectionNamed('agency'), connectionNamed('other')];
	expect(datasetRef(connections, 'other/contacts')).toEqual({
		folder: 'file:///w',
		connection: 'other',
		dataset: 'contacts',
	});
	expect(datasetRef(connections, 'contacts')).toMatchObject({ connection: 'agency', dataset: 'contacts' });
	for (const name of [undefined, '', 'mls/Property', 'agency/', 'agency/*']) {
		expect(datasetRef(connections, name), name).toBeUndefined();
	}
	expect(datasetRef([], 'contacts')).toBeUndefined();
});

test('an edit changes nothing beside what has changed', () => {
	expect(changedPart('a b c', 'a b c')).toBeUndefined();
	expect(changedPart('one two three', 'one 2 three')).toEqual({ start: 4, end: 7, text: '2' });
	expect(changedPart('aa', 'aaa')).toEqual({ start: 2, end: 2, text: 'a' });
	const text = fc.string({ unit: fc.constantFrom('a', 'b', "'", '\n'), maxLength: 12 });
	fc.assert(
		fc.property(text, text, (before, after) => {
			const edit = changedPart(before, after);
			expect(edit === undefined ? before : applyFix(before, { title: '', edits: [edit] })).toBe(after);
		}),
	);
});

test('a block is added behind a blank line and read back as a set of its own', () => {
	for (const before of ['', '# a note', 'metadata.a $eq 1', 'metadata.a $eq 1\n', 'metadata.a $eq 1\n\n']) {
		const text = `${before}${gapBehind(before)}${blockText('new', 'agency/contacts', 'metadata.city $eq 5')}`;
		const block = parseFilterFile(text, reapitDialect).at(-1);
		expect([block?.name?.text, block?.dataset?.text, block?.expressions.length], before).toEqual([
			'new',
			'agency/contacts',
			1,
		]);
	}
	expect(blockText('', 'agency/contacts', 'metadata.a $eq 1')).not.toContain('@name');
});

const learned = (): FieldIndex => {
	const learner = new FieldLearner();
	learner.add({ city: 'London' });
	return learner.index();
};

test('a filter in the box is told what is wrong with it first, then what it selects', () => {
	const knowledge = { fieldsOf: () => learned(), now: 0 };
	const told = (text: string): string => {
		const { severity, message } = triedText(text, 'agency/contacts', knowledge);
		return `${severity}: ${message}`;
	};
	expect(told("metadata.city $eq 'London'")).toMatch(/^information: Selects records whose metadata has city equal/);
	expect(told('metadata.city $eq London')).toMatch(/^error: FH122: /);
	expect(told("metadata.citty $eq 'London'")).toMatch(/^warning: .*\(FH150\)\. Selects records/);
	expect(told('metadata.')).toMatch(/^error: /);
});

test('an answer is JSON with the count of each customer; one that is gone asks nobody', () => {
	const answers = [{ customer: 'SBOX', matching: 389, records: [{ id: 'OXF1' }] }];
	expect(JSON.parse(answerText('https://x/?metadata=…', ['metadata.a $eq 1'], answers))).toEqual({
		filters: ['metadata.a $eq 1'],
		address: 'https://x/?metadata=…',
		customers: [{ customer: 'SBOX', matching: 389, shown: 1, records: [{ id: 'OXF1' }] }],
	});
	expect(JSON.parse(pastAnswer())).toHaveProperty('note');
});

test('a lens tells the place of its set; a row of a file tells none', () => {
	expect(refOf({ file: 'file:///w/a.rfilter', offset: 12 })).toEqual({ file: 'file:///w/a.rfilter', offset: 12 });
	expect(refOf({ file: 'file:///w/a.rfilter', offset: 'x' })).toEqual({ file: 'file:///w/a.rfilter' });
});

test('beside the language stands the dataset, and how old what is known of it is', () => {
	const known = { named: 'agency/contacts', isKnown: true, lastRead: 0, documents: 389, now: 5 * 60_000 };
	const told = (changes: Partial<FilterStatus>): string => {
		const { text, detail } = filterStatusText(english, { ...known, ...changes });
		return `${text}: ${detail}`;
	};
	expect(told({})).toBe('agency/contacts: Fields of 389 records with metadata · Last run: 5 min ago');
	expect(told({ documents: undefined })).toBe('agency/contacts: Last run: 5 min ago');
	expect(told({ lastRead: undefined })).toBe('agency/contacts: Not replicated yet');
	expect(told({ isKnown: false })).toBe('agency/contacts: freehold.yaml has no such dataset of Reapit');
	expect(told({ named: undefined })).toBe('No Dataset: Fields are not known: no line says # @dataset');
});
