/** What the manifest says of the filter language is what the code means. */
import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { tokenModifiers, tokenTypes } from '../../../src/core/filter/editing/semanticTokens.ts';

interface Contributes {
	readonly languages: readonly {
		readonly id: string;
		readonly extensions: readonly string[];
		readonly configuration: string;
		readonly icon?: { readonly light: string; readonly dark: string };
	}[];
	readonly grammars: readonly { readonly scopeName: string; readonly path: string }[];
	readonly semanticTokenTypes: readonly { readonly id: string }[];
	readonly semanticTokenModifiers: readonly { readonly id: string }[];
	readonly semanticTokenScopes: readonly {
		readonly language: string;
		readonly scopes: Readonly<Record<string, readonly string[]>>;
	}[];
	readonly configurationDefaults: Readonly<Record<string, unknown>>;
}

const root = fileURLToPath(new URL('../../../', import.meta.url));
const read = (path: string): unknown =>
	JSON.parse(readFileSync(new URL(path, new URL('../../../', import.meta.url)), 'utf8'));
const { contributes } = read('package.json') as { readonly contributes: Contributes };

/** Those that every editor knows. */
const standardTypes = ['property', 'operator', 'string', 'number', 'keyword'];
const standardModifiers = ['deprecated'];

test('all languages have their files, a grammar of their scope, and a configuration', () => {
	const { languages, grammars } = contributes;
	expect(languages.map(({ id, extensions }) => [id, ...extensions])).toEqual([
		['freehold-filter', '.rfilter'],
		['freehold-http', '.freehold.http'],
		['freehold-response', '.freehold-response'],
		['freehold-sql', '.freehold.sql'],
	]);
	for (const { id, configuration, icon } of languages) {
		expect(read(configuration)).toHaveProperty('comments.lineComment', id === 'freehold-sql' ? '--' : '#');
		for (const path of icon === undefined ? [] : [icon.light, icon.dark])
			expect(existsSync(`${root}${path}`)).toBe(true);
	}
	for (const { scopeName, path } of grammars) expect(read(path), path).toHaveProperty('scopeName', scopeName);
});

test('kinds of colours that editors do not know are declared, and have scopes in both languages', () => {
	const { semanticTokenTypes, semanticTokenModifiers, semanticTokenScopes } = contributes;
	expect(semanticTokenTypes.map(({ id }) => id)).toEqual(tokenTypes.filter((type) => !standardTypes.includes(type)));
	expect(semanticTokenModifiers.map(({ id }) => id).sort()).toEqual(
		tokenModifiers.filter((modifier) => !standardModifiers.includes(modifier)).toSorted(),
	);
	expect(semanticTokenScopes.map(({ language }) => language)).toEqual(['freehold-filter', 'freehold-http']);
	const known = new Set<string>([...tokenTypes, ...tokenModifiers]);
	for (const { scopes } of semanticTokenScopes) {
		const named = Object.keys(scopes).flatMap((selector) => selector.split('.'));
		expect(named.filter((name) => !known.has(name))).toEqual([]);
	}
});

test('saving a filter file mends what is certain', () => {
	expect(contributes.configurationDefaults['[freehold-filter]']).toMatchObject({
		'editor.codeActionsOnSave': { 'source.fixAll.freehold': 'explicit' },
	});
});
