/** Laws of editing, on texts that mix every kind of quote, control characters and halves of characters. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { check, isRefused } from '../../../../src/core/filter/check.ts';
import { reapitDialect as dialect } from '../../../../src/core/filter/dialect.ts';
import { completeFilter } from '../../../../src/core/filter/editing/completeFilter.ts';
import { diagnose } from '../../../../src/core/filter/editing/diagnose.ts';
import type { FilterDocument } from '../../../../src/core/filter/editing/filterDocument.ts';
import { readExpression } from '../../../../src/core/filter/editing/filterDocument.ts';
import { fieldAt, fieldNameProblem, renameField } from '../../../../src/core/filter/editing/fieldOccurrences.ts';
import { applyEdits, fixAll, fixesAt, preferredEdits } from '../../../../src/core/filter/editing/fixes.ts';
import { foldingOf } from '../../../../src/core/filter/editing/folding.ts';
import { formatOnType, formatRange } from '../../../../src/core/filter/editing/format.ts';
import { hoverAt } from '../../../../src/core/filter/editing/hover.ts';
import { inlayHintsOf } from '../../../../src/core/filter/editing/inlayHints.ts';
import { lensesOf } from '../../../../src/core/filter/editing/lenses.ts';
import { refactorsAt } from '../../../../src/core/filter/editing/refactors.ts';
import { readRequestFile } from '../../../../src/core/requests/requestFilters.ts';
import { selectionRangesAt } from '../../../../src/core/filter/editing/selection.ts';
import { semanticTokensOf } from '../../../../src/core/filter/editing/semanticTokens.ts';
import { signatureAt } from '../../../../src/core/filter/editing/signature.ts';
import { symbolsOf } from '../../../../src/core/filter/editing/symbols.ts';
import type { FilterSymbol } from '../../../../src/core/filter/editing/symbols.ts';
import { compile } from '../../../../src/core/filter/evaluate.ts';
import { parse } from '../../../../src/core/filter/parse.ts';
import type { Edit } from '../../../../src/core/filter/findings.ts';
import type { Span } from '../../../../src/core/filter/syntax.ts';
import { document, expression, soup } from '../arbitraries.ts';
import { knowledge, nothing, readFile } from './cursor.ts';

const oddities = fc.constantFrom(
	"'",
	'’',
	'‘',
	'“',
	'"',
	'\\',
	'&',
	'+',
	'%',
	'%27',
	'%E2',
	'#',
	'\0',
	'\u001b',
	'\ud83d',
	'\ude00',
	'\u2028',
	'\t',
	'\r',
);
const line = fc.oneof(
	expression,
	soup,
	fc.constantFrom(
		'',
		'  ',
		'# words',
		'# @name x',
		'# @dataset agency/contacts',
		"   'b',",
		'#',
		"metadata.city $in 'a',",
	),
	fc.tuple(expression, oddities, fc.nat(60)).map(([text, odd, at]) => text.slice(0, at) + odd + text.slice(at)),
);
const fileText = fc
	.tuple(fc.array(line, { maxLength: 6 }), fc.constantFrom('\n', '\r\n'))
	.map(([lines, end]) => lines.join(end));
const requestText = fc
	.array(
		fc.oneof(
			fc.constantFrom(
				'###',
				'# @connection agency',
				'GET {{base}}/contacts/',
				'POST https://x.example/metadata/?',
				'a: b',
				'',
			),
			line.map((text) => `  &metadata=${text}`),
			line.map((text) => `  ?filter=${encodeURIComponent(text.toWellFormed())}&metadata=${text}`),
		),
		{ maxLength: 7 },
	)
	.map((lines) => lines.join('\n'));

const forms: readonly (readonly [string, (text: string) => FilterDocument, fc.Arbitrary<string>])[] = [
	['a file', readFile, fileText],
	['an expression', (text) => readExpression(text, dialect), line],
	['a request file', (text) => readRequestFile(text, dialect), requestText],
];

describe.each(forms)('%s', (_name, read, texts) => {
	test('nothing is thrown at any offset, and every place lies within the text', () => {
		fc.assert(
			fc.property(texts, fc.nat(400), (text, where) => {
				const document = read(text);
				const offset = Math.min(where, text.length);
				const isWithin = ({ start, end }: Span): void => {
					expect(start).toBeGreaterThanOrEqual(0);
					expect(end).toBeGreaterThanOrEqual(start);
					expect(end).toBeLessThanOrEqual(text.length);
				};
				const whole = { start: 0, end: text.length };
				const completions = completeFilter(document, offset, knowledge);
				if (completions !== undefined) {
					const { insert, replace } = completions;
					for (const span of [insert, replace]) isWithin(span);
					expect([replace.start <= offset, replace.end >= offset, insert.start]).toEqual([true, true, replace.start]);
				}
				const hover = hoverAt(document, offset, knowledge);
				if (hover !== undefined) isWithin(hover);
				const signature = signatureAt(document, offset);
				for (const { end } of signature?.parameters ?? []) expect(end).toBeLessThanOrEqual(signature!.label.length);
				for (const finding of diagnose(document, knowledge)) {
					isWithin(finding);
					for (const related of finding.related) isWithin(related);
					for (const { edits } of finding.fixes) areEdits(edits, text.length);
				}
				fixesAt(document, { start: offset, end: offset }, knowledge);
				for (const { edits } of refactorsAt(document, whole)) areEdits(edits, text.length);
				areEdits(formatRange(document, whole), text.length);
				for (const typed of ['\n', "'"]) areEdits(formatOnType(document, offset, typed), text.length);
				for (const span of [...foldingOf(document), ...lensesOf(document)]) isWithin(span);
				for (const { at } of inlayHintsOf(document, whole, knowledge)) isWithin({ start: at, end: at });
				const field = fieldAt(document, offset);
				if (field !== undefined) isWithin(field);
				let end = 0;
				for (const token of semanticTokensOf(document, knowledge)) {
					isWithin(token);
					expect(token.start).toBeGreaterThanOrEqual(end);
					end = token.end;
				}
			}),
			{ numRuns: 1_500 },
		);
	});

	test('what a selection grows to lies around what was selected, and symbols lie within each other', () => {
		fc.assert(
			fc.property(texts, fc.nat(400), (text, where) => {
				const document = read(text);
				const offset = Math.min(where, text.length);
				let inner: Span = { start: offset, end: offset };
				const ranges = selectionRangesAt(document, offset);
				for (const span of ranges) {
					expect([span.start <= inner.start, span.end >= inner.end]).toEqual([true, true]);
					inner = span;
				}
				expect(ranges.at(-1)).toEqual({ start: 0, end: text.length });
				for (const symbol of symbolsOf(document)) nests(symbol, { start: 0, end: text.length });
				const folds = foldingOf(document);
				for (const [nth, fold] of folds.entries()) {
					for (const other of folds.slice(nth + 1)) {
						expect(other.start >= fold.end || (other.start >= fold.start && other.end <= fold.end)).toBe(true);
					}
				}
			}),
			{ numRuns: 800 },
		);
	});

	test('mending everything once is enough, and leaves nothing that is certain', () => {
		fc.assert(
			fc.property(texts, (text) => {
				const once = fixAll(text, read, knowledge);
				expect(fixAll(once, read, knowledge)).toBe(once);
				expect(preferredEdits(read(once), knowledge)).toEqual([]);
			}),
			{ numRuns: 800 },
		);
	});

	test('a field that is renamed and renamed back is as it was', () => {
		fc.assert(
			fc.property(texts, fc.nat(400), fc.constantFrom('fresh', 'fresh.name'), (text, where, fresh) => {
				const document = read(text);
				const field = fieldAt(document, Math.min(where, text.length));
				if (field === undefined || fieldNameProblem(field.names.join('.')) !== undefined) return;
				const edits = renameField(document, field, fresh);
				const renamed = read(applyEdits(text, edits));
				const back = renameField(renamed, { ...field, names: fresh.split('.') }, field.names.join('.'));
				// Places may have differed in case, and in what is encoded; then they are alike now.
				expect(filtersOf(read(applyEdits(renamed.text, back)))).toEqual(filtersOf(document));
			}),
			{ numRuns: 1_000 },
		);
	});
});

test('a completion that is chosen leaves an expression with that part in it', () => {
	fc.assert(
		fc.property(expression, fc.nat(60), fc.nat(20), (text, where, which) => {
			const offset = Math.min(where, text.length);
			const document = readExpression(text.slice(0, offset), dialect);
			const offered = completeFilter(document, offset, knowledge);
			const item = offered?.items[which % Math.max(1, offered.items.length)];
			if (offered === undefined || item === undefined) return;
			const { start, end } = offered.replace;
			const { field, operator, values, rest } = readExpression(
				document.text.slice(0, start) + item.insertText + document.text.slice(end),
				dialect,
			).sets[0]!.expressions[0]!.parsed.filter;
			expect(rest).toBeUndefined();
			const chosen = item.insertText.trim();
			if (item.kind === 'operator') expect(operator).toMatchObject({ kind: 'operator', text: chosen });
			else if (item.kind === 'value' || item.kind === 'date')
				expect(values.map((value) => value.kind === 'literal' && value.text)).toContain(chosen);
			else expect(field).toMatchObject({ kind: 'path', text: chosen });
		}),
		{ numRuns: 3_000 },
	);
});

test('mending what the server would accept changes no match', () => {
	fc.assert(
		fc.property(expression, document, (text, one) => {
			const verdict = (filter: string): unknown => compile([parse(filter, dialect).filter], dialect)!(one);
			if (isRefused(check(parse(text, dialect), { dialect }))) return;
			const fixed = fixAll(text, (mended) => readExpression(mended, dialect), nothing);
			expect(verdict(fixed), fixed).toEqual(verdict(text));
		}),
		{ numRuns: 3_000 },
	);
});

function filtersOf({ sets }: FilterDocument): readonly string[] {
	return sets.flatMap(({ expressions }) => expressions.map(({ parsed }) => parsed.text.toLowerCase()));
}

function nests(symbol: FilterSymbol, { start, end }: Span): void {
	expect([symbol.start >= start, symbol.end <= end]).toEqual([true, true]);
	expect([symbol.selection.start >= symbol.start, symbol.selection.end <= symbol.end]).toEqual([true, true]);
	for (const child of symbol.children) nests(child, symbol);
}

/** In order, not over each other, within the text. */
function areEdits(edits: readonly Edit[], length: number): void {
	let at = 0;
	for (const { start, end } of [...edits].sort((a, b) => a.start - b.start)) {
		expect([start >= at, end >= start, end <= length]).toEqual([true, true, true]);
		at = end;
	}
}
