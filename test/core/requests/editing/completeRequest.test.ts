import fc from 'fast-check';
import { expect, test } from 'vitest';
import { parseRequests } from '../../../../src/core/requests/document/parseRequests.ts';
import { completeRequest } from '../../../../src/core/requests/editing/completeRequest.ts';
import { hoverRequest } from '../../../../src/core/requests/editing/hoverRequest.ts';
import { requestFolds, requestSymbols } from '../../../../src/core/requests/editing/requestOutline.ts';
import { knowledge } from './knowledge.ts';

/** `|` is the cursor. */
function completions(marked: string): {
	readonly labels: readonly string[];
	readonly taken: (label: string) => string;
} {
	const offset = marked.indexOf('|');
	const text = marked.slice(0, offset) + marked.slice(offset + 1);
	const found = completeRequest(parseRequests(text), offset, knowledge);
	const taken = (label: string): string => {
		const one = found?.items.find((item) => item.label === label);
		if (found === undefined || one === undefined) throw new Error(`${label} is not offered`);
		return text.slice(0, found.replace.start) + one.insertText + text.slice(found.replace.end);
	};
	return { labels: found?.items.map(({ label }) => label) ?? [], taken };
}

test.each([
	['a method', 'PA|', 'PATCH', 'PATCH '],
	['a directive', '# @con|\nGET x', 'connection', '# @connection \nGET x'],
	['a connection', '# @connection a|\nGET x', 'agency', '# @connection agency\nGET x'],
	['a variable', '# @connection agency\nGET {{ba|', 'base', '# @connection agency\nGET {{base}}'],
	[
		'a variable within its braces',
		'# @connection agency\nGET {{ba|}}/contacts/',
		'base',
		'# @connection agency\nGET {{base}}/contacts/',
	],
	['the beginning of an address', '# @connection mls\nGET |', '{{reso}}/', '# @connection mls\nGET {{reso}}/'],
	['a path', '# @connection agency\nGET {{base}}/con|', '/contacts/', '# @connection agency\nGET {{base}}/contacts/'],
	[
		'a path with an id',
		'# @connection agency\nGET {{base}}/con|',
		'/contacts/{id}',
		'# @connection agency\nGET {{base}}/contacts/${1:id}',
	],
	[
		'a path of a verb',
		'# @connection agency\nPATCH {{base}}/|',
		'/contacts/{id}',
		'# @connection agency\nPATCH {{base}}/contacts/${1:id}',
	],
	[
		'a parameter',
		'# @connection agency\nGET {{base}}/contacts/?pag|',
		'pageSize',
		'# @connection agency\nGET {{base}}/contacts/?pageSize=',
	],
	[
		'a parameter on a line of its own',
		'# @connection agency\nGET {{base}}/contacts/\n  ?pageSize=5\n  &sort|',
		'sortBy',
		'# @connection agency\nGET {{base}}/contacts/\n  ?pageSize=5\n  &sortBy=',
	],
	[
		'a value',
		'# @connection agency\nGET {{base}}/contacts/?embed=off|',
		'offices',
		'# @connection agency\nGET {{base}}/contacts/?embed=offices',
	],
	[
		'a field of OData',
		'# @connection mls\nGET {{reso}}/Property?$select=City,List|',
		'ListPrice',
		'# @connection mls\nGET {{reso}}/Property?$select=City,ListPrice',
	],
	[
		'a field of an expression of OData',
		"# @connection mls\nGET {{reso}}/Property?$filter=City eq 'a' and List|",
		'ListPrice',
		"# @connection mls\nGET {{reso}}/Property?$filter=City eq 'a' and ListPrice",
	],
	[
		'a parameter of a form',
		'# @connection prague\nPOST {{ws}}/list-excel-products\n\nheader|',
		'headermode',
		'# @connection prague\nPOST {{ws}}/list-excel-products\n\nheadermode=',
	],
	[
		'a header',
		'# @connection agency\nGET {{base}}/contacts/\nAcc|',
		'Accept',
		'# @connection agency\nGET {{base}}/contacts/\nAccept: ',
	],
	[
		'a field of a body',
		'# @connection agency\nPATCH {{base}}/contacts/A\n\n{ "fore|" }',
		'forename',
		'# @connection agency\nPATCH {{base}}/contacts/A\n\n{ "forename": "$1" }',
	],
	[
		'a field within a body',
		'# @connection agency\nPATCH {{base}}/contacts/A\n\n{ "primaryAddress": { "line1": "x", | } }',
		'postcode',
		'# @connection agency\nPATCH {{base}}/contacts/A\n\n{ "primaryAddress": { "line1": "x", "postcode": "$1" } }',
	],
])('%s', (_, marked, label, expected) => {
	expect(completions(marked).taken(label)).toBe(expected);
});

test('what is written already is not offered again, and filters are left to their own language', () => {
	expect(completions('# @connection agency\nPATCH {{base}}/contacts/A\n\n{ "forename": "x", | }').labels).not.toContain(
		'forename',
	);
	expect(completions('# @connection mls\nGET {{reso}}/Property?$select=City,|').labels).toEqual([
		'ListingKey',
		'ListPrice',
	]);
	expect(completions("# @connection agency\nGET {{base}}/contacts/?metadata=metadata.city $eq '|'").labels).toEqual([]);
});

test('pointing at something tells what it is', () => {
	const text =
		'# @connection agency\nPATCH {{base}}/contacts/A?x=1\n\n{ "forename": "x" }\n###\n# @connection agency\nGET {{base}}/contacts/?sortBy=name';
	const document = parseRequests(text);
	const about = (word: string): string => hoverRequest(document, text.lastIndexOf(word) + 1, knowledge)?.markdown ?? '';
	expect(about('connection')).toContain('freehold.yaml');
	expect(about('{{base}}')).toContain('http://127.0.0.1:4373');
	expect(about('/contacts/A')).toContain('`PATCH /contacts/{id}`');
	expect(about('sortBy')).toContain('`-created`');
	expect(about('"forename"')).toContain('**forename** (string');
});

test('the outline has each request, and what is long can be folded', () => {
	const text =
		'@a = 1\n\n### flats\n# @name flats\nGET https://x.test/\n  ?a=1\n\n### create\nPOST https://x.test/\n\n{\n}\n';
	const document = parseRequests(text);
	expect(requestSymbols(document).map(({ name, detail }) => [name, detail])).toEqual([
		['@a', ''],
		['flats', 'GET https://x.test/'],
		['create', 'POST https://x.test/'],
	]);
	expect(requestFolds(document).map(({ start, end }) => text.slice(start, end).split('\n').length)).toEqual([
		4, 2, 5, 2,
	]);
});

test('wherever the cursor stands, what is replaced is around it', () => {
	const text = `# @connection agency\n@id = A\nPATCH {{base}}/contacts/{{id}}\n  ?embed=offices\nAccept: application/json\n\n{ "forename": "x", "primaryAddress": { "line1": null }, "officeIds": ["A"] }\n`;
	fc.assert(
		fc.property(fc.nat(text.length), fc.nat(text.length), (end, offset) => {
			const cut = text.slice(0, Math.max(end, offset));
			const found = completeRequest(parseRequests(cut), offset, knowledge);
			hoverRequest(parseRequests(cut), offset, knowledge);
			if (found === undefined) return;
			expect(found.replace.start).toBeLessThanOrEqual(offset);
			expect(found.replace.end).toBeGreaterThanOrEqual(offset);
			expect(found.replace.end).toBeLessThanOrEqual(cut.length);
		}),
	);
});
