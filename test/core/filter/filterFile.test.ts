import fc from 'fast-check';
import { expect, test } from 'vitest';
import { reapitDialect as dialect } from '../../../src/core/filter/dialect.ts';
import { formatFilterFile, parseFilterFile } from '../../../src/core/filter/filterFile.ts';
import { isComplete } from '../../../src/core/filter/print.ts';
import { soup } from './arbitraries.ts';

const text = [
	'# flats that were chased',
	'# @name flats',
	'# @dataset agency/properties',
	"metadata.type   $EQ 'flat'",
	'metadata.city $in',
	"   'London','Oxford'",
	'',
	'',
	'# @name others',
	'metadata.budget $gt 5',
	'',
].join('\n');

test('a block is an additive set with its name and dataset; an indented line goes on with the one above', () => {
	const blocks = parseFilterFile(text, dialect);
	expect(blocks.map(({ name, dataset, expressions }) => [name?.text, dataset?.text, expressions.length])).toEqual([
		['flats', 'agency/properties', 2],
		['others', undefined, 1],
	]);
	expect(blocks.flatMap(({ expressions }) => expressions).every(({ parsed }) => isComplete(parsed.filter))).toBe(true);
	const { dataset, expressions } = blocks[0]!;
	expect(text.slice(dataset!.start, dataset!.end)).toBe('agency/properties');
	expect(text.slice(expressions[1]!.start, expressions[1]!.end)).toContain("'Oxford'");
});

test('formatting changes expressions alone, and once is enough', () => {
	const formatted = formatFilterFile(text, dialect);
	expect(formatted).toContain(
		"# flats that were chased\n# @name flats\n# @dataset agency/properties\nmetadata.type $eq 'flat'\n",
	);
	expect(formatted).toContain("metadata.city $in 'London','Oxford'\n\n\n# @name others\n");
	fc.assert(
		fc.property(fc.array(fc.oneof(soup, fc.constantFrom('', '# @name x', '  ')), { maxLength: 6 }), (lines) => {
			const once = formatFilterFile(lines.join('\n'), dialect);
			expect(formatFilterFile(once, dialect)).toBe(once);
		}),
	);
});
