/** Texts that look like request files, and some that hardly do, for properties. */
import fc from 'fast-check';

const line = fc.constantFrom(
	'###',
	'### flats in Oxford offices',
	'####   ',
	'# @name flats',
	'// @connection agency',
	'# @expect 200',
	'# just a comment',
	'// another',
	'@base = https://example.com',
	'@token={{$env.TOKEN}}',
	'@lazy := 5',
	'@empty =',
	'GET {{base}}/properties/',
	'GET https://example.com/a?b=c&d=e%20f#g HTTP/1.1',
	'https://example.com/only',
	'POST /path',
	'get',
	'PATCH {{base}}/contacts/OXF1?x',
	'  ?pageSize=100',
	'  &embed=negotiator&embed=office',
	"  &metadata=metadata.name $eq 'B&B + Co'",
	'  &metadata=metadata.n $eq "open',
	'&flag',
	'api-version: 2020-01-31',
	'Content-Type: application/json',
	'Content-Type: multipart/form-data; boundary=x',
	'X-Empty:',
	'',
	'   ',
	'{"a": 1,',
	'  "b": "{{name}}" }',
	'< ./file.json',
	'<@latin1 ./file.txt',
	'< {% client.log("x") %}',
	'> {%',
	'  client.test("x")',
	'%}',
	'{{',
	'}}',
	'?? status == 200',
	'>> out.json',
	'...headers',
	'what is this',
);
const anyLine = fc.oneof(
	{ weight: 6, arbitrary: line },
	{ weight: 1, arbitrary: fc.string({ unit: 'grapheme', maxLength: 30 }) },
);
const lineEnd = fc.constantFrom('\n', '\n', '\r\n', '\r');

/** A whole file. */
export const requestTexts: fc.Arbitrary<string> = fc
	.tuple(fc.boolean(), fc.array(fc.tuple(anyLine, lineEnd), { maxLength: 40 }), fc.boolean())
	.map(([hasMark, lines, isCut]) => {
		const text = lines.map((pair) => pair.join('')).join('');
		return `${hasMark ? '\ufeff' : ''}${isCut ? text.slice(0, -1) : text}`;
	});
