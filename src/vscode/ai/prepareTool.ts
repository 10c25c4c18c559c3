/** What the user is told before a tool is called, and asked before one that sends something. */
import * as vscode from 'vscode';
import type { ToolName } from '../../core/tools/toolCatalogue.ts';
import type { Freehold } from '../freehold.ts';
import { jobMeant, textIn } from './toolInputs.ts';

export async function prepareTool(
	freehold: Freehold,
	name: ToolName,
	input: unknown,
): Promise<vscode.PreparedToolInvocation> {
	switch (name) {
		case 'list_datasets':
			return { invocationMessage: vscode.l10n.t('Listing what is replicated') };
		case 'query_replica':
			return { invocationMessage: vscode.l10n.t('Querying the replica of {0}', textIn(input, 'connection') ?? '…') };
		case 'explain_filter':
			return { invocationMessage: vscode.l10n.t('Explaining a filter') };
		case 'run_job':
			return prepareRun(freehold, input);
	}
}

async function prepareRun(freehold: Freehold, input: unknown): Promise<vscode.PreparedToolInvocation> {
	const { all } = await freehold.projects();
	const meant = jobMeant(all, input);
	const name = meant?.job ?? textIn(input, 'job') ?? '…';
	return {
		invocationMessage: vscode.l10n.t('Running the job {0}', name),
		confirmationMessages: {
			title: vscode.l10n.t('Run the job {0}?', name),
			message: vscode.l10n.t(
				'It asks the vendors for {0}, which counts against your limits, and writes what comes into {1}.',
				meant?.targets ?? '…',
				meant?.dataFolder ?? '…',
			),
		},
	};
}
