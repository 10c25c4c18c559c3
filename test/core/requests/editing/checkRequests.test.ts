import fc from 'fast-check';
import { expect, test } from 'vitest';
import { parseRequests } from '../../../../src/core/requests/document/parseRequests.ts';
import { checkRequests } from '../../../../src/core/requests/editing/checkRequests.ts';
import { NOTHING_KNOWN } from '../../../../src/core/requests/editing/requestKnowledge.ts';
import { knowledge } from './knowledge.ts';

/** Each finding as `code: what it marks`. */
function found(text: string, known = knowledge): readonly string[] {
	return checkRequests(parseRequests(text), known).map(({ code, start, end }) => `${code}: ${text.slice(start, end)}`);
}

test.each([
	['an unknown parameter', '# @connection agency\nGET {{base}}/contacts/?pagesiz=5', ['FH201: pagesiz']],
	['parameters whatever their case', '# @connection agency\nGET {{base}}/contacts/?PageSize=5&id[0]=A', []],
	[
		'one that is given twice',
		'# @connection agency\nGET {{base}}/contacts/?pageSize=5&pageSize=6',
		['FH202: pageSize'],
	],
	['one that may be repeated', '# @connection agency\nGET {{base}}/contacts/?id=A&id=B', []],
	['a value of no enumeration', '# @connection agency\nGET {{base}}/contacts/?embed=ofices', ['FH203: ofices']],
	['a sort that is none', '# @connection agency\nGET {{base}}/contacts/?sortBy=-named', ['FH203: -named']],
	[
		'a time without its zone',
		'# @connection agency\nGET {{base}}/contacts/\n  ?modifiedFrom=2026-05-01T10:00:00',
		['FH203: 2026-05-01T10:00:00'],
	],
	['a path that is none', '# @connection agency\nGET {{base}}/contcts/', ['FH204: /contcts/']],
	['a verb that is none', '# @connection agency\nDELETE {{base}}/contacts/', ['FH205: DELETE']],
	['no such connection', '# @connection agenci\nGET {{base}}/contacts/', ['FH206: agenci']],
	[
		'a change through what only reads',
		'# @connection looking\nPOST {{base}}/contacts/\n\n{"a":1}',
		expect.arrayContaining(['FH207: POST']),
	],
	['a misspelt directive', '# @conection agency\nGET https://platform.reapit.cloud/contacts/', ['FH208: conection']],
	[
		'what the language calls so',
		'# @source constructor\nGET https://x.test/{{toString}}',
		['FH208: constructor', 'FH209: {{toString}}'],
	],
	['an expectation that says nothing', '# @expect soon\nGET https://x.test/', ['FH208: soon']],
	['a variable without a value', '# @connection agency\nGET {{base}}/contacts/{{contct}}', ['FH209: {{contct}}']],
	[
		'variables of everywhere',
		'@id = A\n# @connection agency\nGET {{base}}/contacts/?id={{id}}&id={{office}}&x={{customer}}',
		['FH201: x'],
	],
	['a field that is none', '# @connection agency\nPATCH {{base}}/contacts/A\n\n{ "forname": "x" }', ['FH210: "x"']],
	['a field of another type', '# @connection agency\nPATCH {{base}}/contacts/A\n\n{ "forename": 1 }', ['FH210: 1']],
	[
		'a variable in a body',
		'# @connection agency\nPATCH {{base}}/contacts/A\n\n{ "forename": {{office}}, "surname": "{{office}}" }',
		[],
	],
	[
		'a body that is no JSON',
		'# @connection agency\nPATCH {{base}}/contacts/A\n\n{ "forename": }',
		['FH211: { "forename": }'],
	],
	['a name that is taken', '# @name a\nGET https://x.test/1\n###\n# @name a\nGET https://x.test/2', ['FH212: a']],
	[
		'signs that other tools read otherwise',
		'# @connection agency\nGET {{base}}/contacts/\n  ?name=B&B + Co',
		['FH213: B&B + Co'],
	],
	['the same encoded', '# @connection agency\nGET {{base}}/contacts/\n  ?name=B%26B%20%2B%20Co', []],
	['what only one tool knows', 'GET https://x.test/\n\n> {% client.log(1) %}', ['FH214: > {% client.log(1) %}']],
	[
		'parameters of Realpad in the address',
		'# @connection prague\nPOST {{ws}}/list-excel-projects?xlsx=1',
		['FH215: xlsx'],
	],
	[
		'parameters of Realpad in the form',
		'# @connection prague\nPOST {{ws}}/list-excel-products\n\nxlsx=1&headermod=ids',
		['FH201: headermod'],
	],
	[
		'one that Realpad requires',
		'# @connection prague\nPOST {{ws}}/list-excel-unit-history',
		['FH216: {{ws}}/list-excel-unit-history'],
	],
	['a resource of OData', '# @connection mls\nGET {{reso}}/Proprty?$top=5', ['FH204: /Proprty']],
	['an option of OData', '# @connection mls\nGET {{reso}}/Property?$tp=5', ['FH201: $tp']],
	[
		'a field of OData',
		"# @connection mls\nGET {{reso}}/Property\n  ?$filter=Cty eq 'Fargo' and ListPrice gt 1\n  &$select=City,Listprise",
		['FH203: Cty', 'FH203: Listprise'],
	],
	[
		'an expression of OData',
		"# @connection mls\nGET {{reso}}/Property\n  ?$filter=(contains(City,'Cty') or ListPrice ge 100.5) and not (City eq null) and Media/any(m: m/Order eq 1)\n  &$orderby=ListPrice desc\n  &$expand=Media($select=MediaURL)",
		[],
	],
	['a record of OData by its key', "# @connection mls\nGET {{reso}}/Property('2010')?$select=City", []],
	['what is not known of Spark', '# @connection mls\nGET {{native}}/flexcards', []],
	['a host of nobody we know', 'GET https://x.test/anything?x=1', []],
	['the vendor by its host', 'GET https://platform.reapit.cloud/contacts/?pagesize=1&pagsize=2', ['FH201: pagsize']],
])('%s', (_, text, expected) => {
	expect(found(text)).toEqual(expected);
});

test('fixes make the request right', () => {
	const text = '# @conection agency\nGET https://platform.reapit.cloud/contcts/?x=1';
	let mended = text;
	for (let round = 0; round < 4; round++) {
		const [fix] = checkRequests(parseRequests(mended), knowledge).flatMap(({ fixes }) => fixes);
		for (const { start, end, text: by } of (fix?.edits ?? []).toReversed())
			mended = mended.slice(0, start) + by + mended.slice(end);
	}
	expect(mended).toBe('# @connection agency\nGET https://platform.reapit.cloud/contacts/?x=1');
});

test('nothing is held against a request while nothing is known', () => {
	expect(found('# @connection agency\nGET {{base}}/nowhere/?x={{y}}', NOTHING_KNOWN)).toEqual([]);
});

test('whatever stands in a file, findings have their places in it', () => {
	const pieces = fc.constantFrom(
		...[
			'# @connection agency\n',
			'# @connection prague\n',
			'# @expect ',
			'GET ',
			'POST ',
			'{{base}}',
			'/contacts/',
			'?pageSize=',
			'&',
			'\n',
			'\n\n',
			'{',
			'"a"',
			':',
			'}',
			'###',
			'{{',
			'}}',
			"'",
		],
	);
	fc.assert(
		fc.property(fc.array(fc.oneof(pieces, fc.string({ maxLength: 5 }))), (parts) => {
			const text = parts.join('');
			for (const { start, end, fixes } of checkRequests(parseRequests(text), knowledge)) {
				for (const span of [{ start, end }, ...fixes.flatMap(({ edits }) => edits)]) {
					expect(span.start).toBeGreaterThanOrEqual(0);
					expect(span.end).toBeGreaterThanOrEqual(span.start);
					expect(span.end).toBeLessThanOrEqual(text.length);
				}
			}
		}),
	);
});
