/** What people write above a column, and what it means. */
import { expect, test } from 'vitest';
import { readColumnFilter } from '../../../src/core/tables/columnFilter.ts';

test.each([
	['  ', undefined],
	['brno', { kind: 'contains', text: 'brno' }],
	['In the centre', { kind: 'contains', text: 'In the centre' }],
	['"in brno"', { kind: 'contains', text: 'in brno' }],
	['"say ""no"""', { kind: 'contains', text: 'say "no"' }],
	['12" pipe', { kind: 'contains', text: '12" pipe' }],
	['in', { kind: 'contains', text: 'in' }],
	['=', { kind: 'empty', isNot: false }],
	['!=', { kind: 'empty', isNot: true }],
	['<=  10', { kind: 'compare', comparison: '<=', value: '10' }],
	['= ""', { kind: 'compare', comparison: '=', value: '' }],
	['="a..b"', { kind: 'compare', comparison: '=', value: 'a..b' }],
	['>', { kind: 'compare', comparison: '>', value: '' }],
	['in a, b, "c, d"', { kind: 'list', values: ['a', 'b', 'c, d'], isNot: false }],
	['not in (1,2)', { kind: 'list', values: ['1', '2'], isNot: true }],
	['NOT IN a', { kind: 'list', values: ['a'], isNot: true }],
	['in a,,b,', { kind: 'list', values: ['a', 'b'], isNot: false }],
	['in "", x', { kind: 'list', values: ['', 'x'], isNot: false }],
	['a..b', { kind: 'range', from: 'a', to: 'b' }],
	['10 .. 20', { kind: 'range', from: '10', to: '20' }],
	['10..', { kind: 'range', from: '10', to: undefined }],
	['..2026-05', { kind: 'range', from: undefined, to: '2026-05' }],
	['-1.5..1.5', { kind: 'range', from: '-1.5', to: '1.5' }],
	['..', { kind: 'contains', text: '..' }],
	['wait...', { kind: 'contains', text: 'wait...' }],
	['/^a.b$/', { kind: 'regex', source: '^a.b$', flags: '' }],
	['/a/b/iu', { kind: 'regex', source: 'a/b', flags: 'iu' }],
	['/usr', { kind: 'contains', text: '/usr' }],
	["$in 'a','b'", { kind: 'operator', text: "$in 'a','b'" }],
	['$500', { kind: 'contains', text: '$500' }],
])('%j', (text, expected) => {
	expect(readColumnFilter(text)).toEqual(expected);
});
