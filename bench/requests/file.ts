/** A request file as a team gathers it in years: lists, filters, pages, forms, bodies, expectations, over three vendors. */

export const ORIGIN = 'http://127.0.0.1:4371';

/** What a block may look like; `n` makes each its own. */
const FORMS: readonly ((n: number) => readonly string[])[] = [
	(n) => [
		...[`### contacts of ${n}`, `# @name contacts${n}`, '# @connection agency', '# @expect 200'],
		...['GET {{base}}/contacts/', `  ?pageSize=${(n % 100) + 1}`, '  &embed=offices', '  &sortBy=-modified'],
	],
	(n) => [
		...[`### homes over ${n}`, `# @name homes${n}`, '# @connection mls', '# @expect body.$.value.length > 0'],
		...['GET {{reso}}/Property', `  ?$filter=ListPrice gt ${n}`, '  &$select=ListingKey,ListPrice,City', '  &$top=50'],
	],
	(n) => [
		...[`### flats chased ${n}`, `# @name flats${n}`, '# @connection agency', '# @type Property'],
		...[
			'GET {{base}}/properties/',
			`  ?metadata=metadata.score $gte ${n}`,
			"  &metadata=metadata.officeId $in 'OXF','OXN'",
		],
		...['api-version: 2020-01-31'],
	],
	(n) => [
		...[`### a new contact ${n}`, `# @name create${n}`, '# @connection agency', '# @expect 201', '# written by a form'],
		...['POST {{base}}/contacts/', 'content-type: application/json', ''],
		...[
			'{',
			`  "surname": "Number ${n}",`,
			'  "forename": "Ada",',
			'  "officeIds": ["OXF"],',
			'  "negotiatorIds": ["JAS"],',
		],
		...['  "primaryAddress": { "line1": "{{street}}", "postcode": "OX1 1AA" }', '}'],
	],
	(n) => [
		...[`### products ${n}`, `# @name products${n}`, '# @connection prague', '# @expect 2xx'],
		...['POST {{ws}}/list-excel-products', '', `headermode=ids&projectids=${n}`],
	],
];

export function requestFileText(blocks: number, origin = ORIGIN): string {
	const all = Array.from({ length: blocks }, (_, n) => (FORMS[n % FORMS.length]?.(n) ?? []).join('\n'));
	return `@street = 1 High Street\n@origin = ${origin}\n\n${all.join('\n\n')}\n`;
}

/** The same without connections, which other tools do not know: requests to one server. */
export function plainFileText(blocks: number, origin: string): string {
	const all = Array.from({ length: blocks }, (_, n) => {
		const body = n % 4 === 3 ? `\n{ "surname": "Number ${n}", "street": "{{street}}" }\n` : '';
		const method = body === '' ? 'GET' : 'POST';
		return `### request ${n}\n# @name request${n}\n${method} {{origin}}/contacts/${n}?pageSize=10\ncontent-type: application/json\n${body}`;
	});
	return `@street = 1 High Street\n@origin = ${origin}\n\n${all.join('\n')}`;
}
