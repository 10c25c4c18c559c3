/** What language models are given in the editor: tools, and a server of the same tools for MCP clients. */
import * as vscode from 'vscode';
import type { Ending, Feature } from '../feature.ts';
import type { Freehold } from '../freehold.ts';
import { LANGUAGE_MODEL_TOOLS, MCP_PROVIDER } from '../ids.ts';
import { workerUrl } from '../outside/workers.ts';
import { McpServers } from './mcpServers.ts';

export const aiFeature: Feature = {
	register: (freehold) => {
		// Editors made from VS Code may lack all or a part of this; the rest of the extension works there.
		const { lm = {} } = vscode as { readonly lm?: Partial<typeof vscode.lm> };
		return [...registerTools(freehold, lm), ...registerServers(freehold, lm)];
	},
};

function registerTools(freehold: Freehold, { registerTool }: Partial<typeof vscode.lm>): readonly Ending[] {
	if (registerTool === undefined) return [];
	return LANGUAGE_MODEL_TOOLS.map((name) =>
		registerTool<unknown>(`freehold_${name}`, {
			prepareInvocation: async ({ input }) => (await import('./prepareTool.ts')).prepareTool(freehold, name, input),
			invoke: async ({ input }, token) => (await import('./invokeTool.ts')).invokeTool(freehold, name, input, token),
		}),
	);
}

function registerServers(freehold: Freehold, lm: Partial<typeof vscode.lm>): readonly Ending[] {
	if (lm.registerMcpServerDefinitionProvider === undefined || !('McpStdioServerDefinition' in vscode)) return [];
	const servers = new McpServers(freehold, workerUrl('mcpProgram'));
	return [servers, lm.registerMcpServerDefinitionProvider(MCP_PROVIDER, servers)];
}
