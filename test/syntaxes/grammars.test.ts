/** The grammars: made from the operator table, and colouring what they should (`textmate-grammar-test`). */
import { execFile } from 'node:child_process';
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';
import { filterGrammar, filterInjection } from '../../scripts/filterGrammar.ts';
import { grammarText } from '../../scripts/grammars.ts';
import { requestGrammar } from '../../scripts/requestGrammar.ts';
import { sqlGrammar } from '../../scripts/sqlGrammar.ts';
import { reapitDialect } from '../../src/core/filter/dialect.ts';

const root = fileURLToPath(new URL('../../', import.meta.url));
const run = promisify(execFile);
const committed = (name: string): string => readFileSync(join(root, 'syntaxes', name), 'utf8');

/**
 * @param config  that names the grammars; the manifest, unless a file says otherwise
 * @returns what the tool says; it fails where a scope is not as it should be
 */
async function grammarTest(program: 'unit' | 'snapshot', folder: string, config = 'package.json'): Promise<string> {
	const files = readdirSync(join(root, 'test/syntaxes', folder)).filter((name) => !/\.(snap|json)$/.test(name));
	expect(files).not.toEqual([]);
	const paths = files.map((name) => join('test/syntaxes', folder, name));
	const tool = join(root, 'node_modules/textmate-grammar-test/dist', `${program}.js`);
	const { stdout } = await run(process.execPath, [tool, '--config', config, ...paths], { cwd: root });
	return stdout;
}

test('the committed grammars are those that the tables of the languages give (npm run generate)', () => {
	expect(committed('freehold-filter.tmLanguage.json')).toBe(grammarText(filterGrammar()));
	expect(committed('freehold-filter.injection.json')).toBe(grammarText(filterInjection()));
	expect(committed('freehold-http.tmLanguage.json')).toBe(grammarText(requestGrammar()));
	expect(committed('freehold-sql.tmLanguage.json')).toBe(grammarText(sqlGrammar()));
});

test('another table gives another grammar: names, prefix and escape come from it', () => {
	const dialect = {
		...reapitDialect,
		prefix: 'document',
		escape: 'backslash' as const,
		operators: [{ ...reapitDialect.operators[0]!, name: '$gte' as const, aliases: ['~='] }],
	};
	const text = grammarText(filterGrammar(dialect));
	expect(text).toContain('(document)');
	expect(text).toContain('\\\\$gte)');
	expect(text).toContain('~=');
	expect(text).not.toMatch(/metadata|\$nin|''/);
});

test('every part of the languages has its scope', async () => {
	expect(await grammarTest('unit', 'filter')).toContain('language.rfilter run successfuly');
	expect(await grammarTest('unit', 'http')).toContain('requests.freehold.http run successfuly');
	expect(await grammarTest('unit', 'sql')).toContain('queries.freehold.sql run successfuly');
}, 60_000);

test('filters in freehold.yaml are coloured whatever quotes they stand in, and nothing beyond them', async () => {
	const said = await grammarTest('unit', 'yaml', 'test/syntaxes/yaml/package.json');
	expect(said).toContain('filters.yaml run successfuly');
}, 60_000);

test('whole files are coloured as they were (textmate-grammar-snap -u renews the snapshots)', async () => {
	expect(await grammarTest('snapshot', 'snapshots')).not.toMatch(/✖|not match/);
}, 60_000);
