/** The MCP server that the editor offers to its clients: one for all folders with a freehold.yaml, reading only. */
import { fileURLToPath } from 'node:url';
import * as vscode from 'vscode';
import type { Ending } from '../feature.ts';
import type { Freehold } from '../freehold.ts';
import type { Projects } from '../projects/projects.ts';

export class McpServers implements vscode.McpServerDefinitionProvider<vscode.McpStdioServerDefinition>, Ending {
	readonly #freehold: Freehold;
	readonly #programUrl: URL;
	readonly #changed = new vscode.EventEmitter<void>();
	#watching: Ending | undefined;
	/** As they were last told. */
	#folders = '';

	readonly onDidChangeMcpServerDefinitions = this.#changed.event;

	/** @param programUrl  the bundle of `mcpProgram.ts` */
	constructor(freehold: Freehold, programUrl: URL) {
		this.#freehold = freehold;
		this.#programUrl = programUrl;
	}

	async provideMcpServerDefinitions(): Promise<vscode.McpStdioServerDefinition[]> {
		const projects = await this.#freehold.projects();
		this.#watching ??= projects.onDidChange(() => this.#lookAgain(projects));
		const folders = foldersOf(projects);
		this.#folders = folders.join('\n');
		if (folders.length === 0) return [];
		const args = [fileURLToPath(this.#programUrl), ...folders];
		const { version } = this.#freehold.context.extension.packageJSON as { readonly version: string };
		// The editor's own program is a Node where this says so.
		const env = { ELECTRON_RUN_AS_NODE: '1' };
		return [new vscode.McpStdioServerDefinition('Freehold', process.execPath, args, env, version)];
	}

	dispose(): void {
		this.#watching?.dispose();
		this.#changed.dispose();
	}

	/** Other changes of a freehold.yaml are seen by the server itself. */
	#lookAgain(projects: Projects): void {
		if (foldersOf(projects).join('\n') !== this.#folders) this.#changed.fire();
	}
}

function foldersOf({ all }: Projects): readonly string[] {
	return all.flatMap(({ project, isLocal }) => (project === undefined || !isLocal ? [] : [project.root]));
}
