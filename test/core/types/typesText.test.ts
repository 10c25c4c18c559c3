import { runInNewContext } from 'node:vm';
import ts from 'typescript';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { sampleTypes } from '../../../src/core/types/sampleTypes.ts';
import { TYPE_LANGUAGES, typesText } from '../../../src/core/types/typesText.ts';
import { typeFaults } from '../../support/typeCheck.ts';

const records = [
	{ id: 'A', price: 1, tags: ['x'], address: { city: 'Praha', at: '2026-05-01T10:00:00Z' }, 'odd name': true },
	{ id: 'B', price: 2.5, tags: [], address: null, 'odd name': false, extra: [{ n: 1 }, { n: 'two' }] },
	{ id: 'C', price: null, tags: ['y', null], address: { city: 'Brno' }, 'odd name': true, __proto__x: 1 },
];
const text = records.map((record) => JSON.stringify(record)).join('\n');

test('TypeScript names inner types after their place and says what may be absent or null', async () => {
	const printed = await typesText(sampleTypes(text, 'Listing', 'listings.ndjson'), 'ts');
	expect(printed).toBe(`export interface ListingAddress {
	city: string;
	/** As text: 2026-05-01T12:30:00Z. */
	at?: string;
}

export interface ListingExtraItem {
	n: number | string;
}

/** listings.ndjson: as 3 of its kind show it. */
export interface Listing {
	id: string;
	price: number | null;
	tags: (string | null)[];
	address: ListingAddress | null;
	"odd name": boolean;
	extra?: ListingExtraItem[];
	__proto__x?: number;
}
`);
});

test('objects that look the same are one type', async () => {
	const links = { self: { href: '/a' }, offices: { href: '/b' }, other: { href: 1 } };
	const printed = await typesText(sampleTypes(JSON.stringify({ links }), 'Contact', 'x'), 'ts');
	expect(printed.match(/interface \w+/g)).toEqual([
		'interface ContactLinksEntry',
		'interface ContactLinksOther',
		'interface ContactLinks',
		'interface Contact',
	]);
});

test('what was learned from is of the type, under strict', async () => {
	const types = await typesText(sampleTypes(text, 'Listing', 'x'), 'ts');
	expect(typeFaults(`${types}\nexport const all: Listing[] = ${JSON.stringify(records)};`)).toEqual([]);
	expect(typeFaults(`${types}\nexport const wrong: Listing = { id: 1 };`)).not.toEqual([]);
});

test('the Zod schema takes what was learned from, and nothing else', async () => {
	const printed = await typesText(sampleTypes(text, 'Listing', 'x'), 'zod');
	const { outputText } = ts.transpileModule(printed.replace(/^import.*$/m, ''), {
		compilerOptions: { module: ts.ModuleKind.CommonJS, target: ts.ScriptTarget.ES2022 },
	});
	const exports: Record<string, z.ZodType> = {};
	runInNewContext(outputText, { z, exports });
	for (const record of records) expect(exports.listingSchema?.safeParse(record).error).toBeUndefined();
	expect(exports.listingSchema?.safeParse({ ...records[0], price: '1' }).success).toBe(false);
});

test('names that would hurt stay names', async () => {
	const hostile = '{"__proto__":{"a":1},"constructor":2,"*/ x":3,"\\u2028":4,"a\\"b":5,"":6}';
	const types = sampleTypes(hostile, 'Hostile', '*/ evil');
	expect(typeFaults(await typesText(types, 'ts'))).toEqual([]);
	const zod = (await typesText(types, 'zod')).replace(/^import.*$/m, '');
	expect(typeFaults(`declare const z: any; declare namespace z { type infer<T> = T }\n${zod}`)).toEqual([]);
	const schema = JSON.parse(await typesText(sampleTypes(hostile, 'Hostile', 'x'), 'json-schema')) as {
		properties: object;
	};
	expect(Object.keys(schema.properties)).toContain('__proto__');
});

test.each(TYPE_LANGUAGES.filter((language) => !['ts', 'zod', 'json-schema'].includes(language)))(
	'%s names the type and its fields',
	async (language) => {
		const printed = await typesText(sampleTypes(text, 'Listing', 'x'), language);
		expect(printed).toMatch(/\bListing\b/);
		expect(printed.toLowerCase()).toContain('address');
	},
);

test.each(['a\nb', 'a\u2028b', 'a ?> b'])('a name that ends a line is no comment of a program: %j', async (name) => {
	const types = sampleTypes(JSON.stringify({ [name]: 1 }), 'Odd', 'odd.json');
	await expect(typesText(types, 'php')).rejects.toMatchObject({ reason: 'usage' });
	expect(await typesText(types, 'ts')).toContain(JSON.stringify(name));
});

test('a description ends no comment, whatever Java reads before it', async () => {
	const types = sampleTypes('{"a": 1}', 'Odd', '\\u002a/ class Evil {} /*');
	expect(await typesText(types, 'java')).not.toContain('\\u002a');
});

test('text that is no JSON, or holds no object, is refused', () => {
	expect(() => sampleTypes('{"a":1}\n{oops', 'X', 'x.ndjson')).toThrow(
		expect.objectContaining({ why: 'line 2 is no JSON' }),
	);
	expect(() => sampleTypes('[1, 2]', 'X', 'x.json')).toThrow(expect.objectContaining({ reason: 'badResponse' }));
});
