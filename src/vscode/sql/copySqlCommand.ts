/** Copies a statement as a command line that gives the same rows. */
import * as vscode from 'vscode';
import type { Freehold } from '../freehold.ts';
import type { PlaceRef } from '../refs.ts';
import { sqlCommand } from './sqlCommand.ts';
import { chosenStatement } from './sqlDocuments.ts';
import { replicasOrAsk } from './sqlTargets.ts';

export async function copySqlCommand(freehold: Freehold, ref: PlaceRef | undefined): Promise<void> {
	const chosen = await chosenStatement(ref);
	const { document, file, statement } = chosen;
	const replicas = await replicasOrAsk(freehold, chosen);
	if (replicas === undefined) return;
	const isStored = document.uri.scheme === 'file' && !document.isDirty;
	const path = isStored ? vscode.workspace.asRelativePath(document.uri, false) : undefined;
	const values = freehold.storage.ofWorkspace('sqlParameters')?.[document.uri.toString()] ?? {};
	const text = sqlCommand({ file, statement, path, replicas, values });
	await vscode.env.clipboard.writeText(text);
	void (await freehold.messages()).commandCopied(text);
}
