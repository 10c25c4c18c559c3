/** The manifest's tools are core's tools: the same names, words for the model, and inputs. */
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { TOOLS } from '../../../src/core/tools/toolCatalogue.ts';
import { LANGUAGE_MODEL_TOOLS, MCP_PROVIDER } from '../../../src/vscode/ids.ts';

const { contributes } = JSON.parse(readFileSync(new URL('../../../package.json', import.meta.url), 'utf8')) as {
	readonly contributes: {
		readonly languageModelTools: readonly Readonly<Record<string, unknown>>[];
		readonly mcpServerDefinitionProviders: readonly { readonly id: string; readonly label: string }[];
	};
};

test('every tool is declared as core has it', () => {
	expect(LANGUAGE_MODEL_TOOLS).toEqual(TOOLS.map(({ name }) => name));
	expect(contributes.languageModelTools).toEqual(
		TOOLS.map(({ name, description, inputSchema }) => ({
			name: `freehold_${name}`,
			displayName: expect.stringMatching(/^%tool\..+\.name%$/) as unknown,
			modelDescription: description,
			userDescription: expect.stringMatching(/^%tool\..+\.description%$/) as unknown,
			canBeReferencedInPrompt: true,
			toolReferenceName: expect.stringMatching(/^freehold[A-Z][A-Za-z]+$/) as unknown,
			icon: expect.stringMatching(/^\$\(.+\)$/) as unknown,
			tags: expect.arrayContaining(['freehold']) as unknown,
			inputSchema,
		})),
	);
	const names = contributes.languageModelTools.map(({ toolReferenceName }) => toolReferenceName);
	expect(new Set(names).size).toBe(names.length);
});

test('the provider of the MCP server is declared under the name that the code registers', () => {
	expect(contributes.mcpServerDefinitionProviders.map(({ id }) => id)).toEqual([MCP_PROVIDER]);
});
