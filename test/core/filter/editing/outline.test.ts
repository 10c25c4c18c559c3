import { expect, test } from 'vitest';
import {
	fieldAt,
	fieldNameProblem,
	fieldOccurrences,
	renameField,
} from '../../../../src/core/filter/editing/fieldOccurrences.ts';
import { applyEdits } from '../../../../src/core/filter/editing/fixes.ts';
import { foldingOf } from '../../../../src/core/filter/editing/folding.ts';
import { selectionRangesAt } from '../../../../src/core/filter/editing/selection.ts';
import { symbolsOf } from '../../../../src/core/filter/editing/symbols.ts';
import { marked, readFile } from './cursor.ts';

const text = [
	'# flats',
	'# that were chased',
	'# @name flats',
	'# @dataset agency/properties',
	"metadata.city $in   'a',",
	"   'b'",
	'metadata.Nested.Place $eq 5',
	'',
	'# only words',
	'',
	'# @dataset agency/contacts',
	"metadata.nested.place $eq 'x'",
	'metadata.nested $eq 5',
	'',
].join('\n');
const document = readFile(text);
const shown = ({ start, end }: { start: number; end: number }): string => text.slice(start, end);

test('the outline has a symbol for each set, with its expressions', () => {
	expect(
		symbolsOf(document).map(({ name, detail, children }) => [name, detail, ...children.map((one) => one.name)]),
	).toEqual([
		['flats', 'agency/properties', "metadata.city $in 'a','b'", 'metadata.Nested.Place $eq 5'],
		['filters 2', 'agency/contacts', "metadata.nested.place $eq 'x'", 'metadata.nested $eq 5'],
	]);
	expect(shown(symbolsOf(document)[0]!.selection)).toBe('flats');
});

test('sets and runs of comments fold', () => {
	expect(foldingOf(document).map((fold) => [fold.kind, shown(fold).split('\n').length])).toEqual([
		['set', 7],
		['comment', 4],
		['set', 3],
	]);
	expect(foldingOf(readFile('# a\n# b'))).toEqual([{ kind: 'comment', start: 0, end: 7 }]);
	expect(foldingOf(readFile('# a\r\n# b\r\nmetadata.x1 $eq 5\r\n')).map(({ kind, end }) => [kind, end])).toEqual([
		['set', 27],
		['comment', 8],
	]);
});

const grown = (one: string): readonly string[] => {
	const at = marked(one);
	return selectionRangesAt(at.document, at.offset).map(({ start, end }) => at.document.text.slice(start, end));
};

test('a selection grows from a word to the file', () => {
	expect(grown("# @name x\nmetadata.city $in 'a','b|c'\n")).toEqual([
		'bc',
		"'bc'",
		"'a','bc'",
		"metadata.city $in 'a','bc'",
		"# @name x\nmetadata.city $in 'a','bc'",
		"# @name x\nmetadata.city $in 'a','bc'\n",
	]);
	expect(grown('metadata.nes|ted.place $eq 5')).toEqual([
		'nested',
		'metadata.nested.place',
		'metadata.nested.place $eq 5',
	]);
	expect(grown('# wo|rds\nmetadata.a1 $eq 5')).toEqual(['# words', '# words\nmetadata.a1 $eq 5']);
	expect(grown('\n|\n')).toEqual(['\n\n']);
});

const field = (one: string): readonly string[] | undefined => {
	const at = marked(one);
	return fieldAt(at.document, at.offset)?.names;
};

test('the field at the cursor ends with the name that it touches', () => {
	expect(field('metadata.nes|ted.place $eq 5')).toEqual(['nested']);
	expect(field('metadata.nested.pl|ace $eq 5')).toEqual(['nested', 'place']);
	expect(field('meta|data.nested.place $eq 5')).toEqual(['nested']);
	expect(field('metadata.nested $e|q 5')).toBeUndefined();
	expect(field('metadata..x| $eq 5')).toBeUndefined();
});

test('a field is found in any case, also as the beginning of a path, in sets of its dataset alone', () => {
	const places = (names: readonly string[], dataset: string): readonly string[] =>
		fieldOccurrences(document, { names, dataset }).map((one) => `${shown(one)} of ${one.path}`);
	expect(places(['nested'], 'agency/contacts')).toEqual(['nested of nested.place', 'nested of nested']);
	expect(places(['nested', 'place'], 'agency/properties')).toEqual(['Nested.Place of Nested.Place']);
	expect(places(['place'], 'agency/contacts')).toEqual([]);
});

test('a renamed field keeps what follows it', () => {
	const edits = renameField(document, { names: ['nested'], dataset: 'agency/contacts' }, 'home.address');
	expect(applyEdits(text, edits)).toContain("metadata.home.address.place $eq 'x'\nmetadata.home.address $eq 5\n");
	expect(applyEdits(text, edits)).toContain('metadata.Nested.Place $eq 5');
});

test.each([
	['city', undefined],
	['home.city', undefined],
	['', 'A field has a name'],
	['a..b', 'A name between two dots is empty'],
	['a b', 'A name holds no blanks, commas, semicolons or parentheses'],
	['$eq', 'A name begins with none of $, apostrophes and quotes'],
	['a\ud800', 'A name holds whole characters'],
])('the name %j: %s', (name, problem) => {
	expect(fieldNameProblem(name)).toBe(problem);
});
