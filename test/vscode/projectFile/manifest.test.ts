/** The help with freehold.yaml is our own: other YAML extensions get no schema from us, so that nothing is told twice. */
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';

test('no schema, language or association is contributed for YAML', () => {
	const text = readFileSync(new URL('../../../package.json', import.meta.url), 'utf8');
	const { contributes } = JSON.parse(text) as { readonly contributes: Readonly<Record<string, unknown>> };
	expect(contributes).not.toHaveProperty('yamlValidation');
	expect(contributes).not.toHaveProperty('jsonValidation');
	expect(JSON.stringify(contributes.languages ?? [])).not.toMatch(/yaml/i);
	expect(JSON.stringify(contributes.configurationDefaults ?? {})).not.toMatch(/yaml/i);
});
