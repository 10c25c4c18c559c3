/** Calls a tool for the editor's language models. */
import * as vscode from 'vscode';
import { callTool } from '../../core/tools/callTool.ts';
import { noProject } from '../../core/tools/pickProject.ts';
import { ReplicaQuestions } from '../../core/tools/replicaQuestions.ts';
import { secretValues } from '../../core/tools/secretValues.ts';
import type { ToolName } from '../../core/tools/toolCatalogue.ts';
import type { ToolHost, ToolProject } from '../../core/tools/toolHost.ts';
import type { Freehold } from '../freehold.ts';
import type { HostLog } from '../outside/hostLog.ts';
import { workerUrl } from '../outside/workers.ts';
import type { ProjectState } from '../projects/projects.ts';
import { runInWindow } from './runInWindow.ts';

/** Nobody may see that a model waits; it can be cancelled before. */
const QUERY_LIMIT_MS = 60_000;

export async function invokeTool(
	freehold: Freehold,
	name: ToolName,
	input: unknown,
	token: vscode.CancellationToken,
): Promise<vscode.LanguageModelToolResult> {
	const cancel = new AbortController();
	const stop = (): void => cancel.abort(new vscode.CancellationError());
	if (token.isCancellationRequested) stop();
	const listening = token.onCancellationRequested(stop);
	try {
		const host = toolHost(freehold, await freehold.log());
		// Failures are results as well: the model reads what is wrong and what to do.
		const { text } = await callTool(host, { name, input, signal: cancel.signal });
		return new vscode.LanguageModelToolResult([new vscode.LanguageModelTextPart(text)]);
	} finally {
		listening.dispose();
	}
}

function toolHost(freehold: Freehold, log: HostLog): ToolHost {
	const programUrl = workerUrl('questionProcess');
	return {
		projects: async () => {
			const found = (await freehold.projects()).all.flatMap(toolProject);
			if (found.length === 0) throw noProject();
			return found;
		},
		replicas: new ReplicaQuestions({ programUrl, env: process.env, limitMs: QUERY_LIMIT_MS }),
		runJob: (order) => runInWindow(freehold, order),
		secrets: () => [...secretValues(process.env), ...log.hidden],
	};
}

function toolProject({ name, project, isLocal }: ProjectState): readonly ToolProject[] {
	return project === undefined || !isLocal ? [] : [{ folder: name, project }];
}
