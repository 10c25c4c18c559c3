/** The JSON that a command is to send: what stands in the active editor, or a draft to be filled in. */
import * as vscode from 'vscode';
import type { Json } from '../../core/json.ts';
import { JsonText } from '../../core/sources/reapit/entities/jsonText.ts';
import type { Freehold } from '../freehold.ts';

/**
 * @param draft  opened where the active editor holds no JSON of the user's
 * @param again  what is to be done when it is filled in
 * @throws FreeholdError `usage` where it is not JSON; says where
 */
export async function askDocument(
	freehold: Freehold,
	draft: () => Json,
	again: () => unknown,
): Promise<JsonText | undefined> {
	const open = vscode.window.activeTextEditor?.document;
	if (open !== undefined && isOwnJson(open)) return JsonText.parse(open.getText(), nameOf(open));
	const content = `${JSON.stringify(draft(), null, '\t')}\n`;
	await vscode.window.showTextDocument(await vscode.workspace.openTextDocument({ language: 'json', content }));
	void (await freehold.messages()).draftOpened(again);
	return undefined;
}

/** What Freehold shows is the vendor's, not the user's. */
function isOwnJson({ languageId, uri }: vscode.TextDocument): boolean {
	return (
		/^jsonc?$/.test(languageId) &&
		(uri.scheme === 'untitled' || vscode.workspace.fs.isWritableFileSystem(uri.scheme) === true)
	);
}

function nameOf({ uri }: vscode.TextDocument): string {
	return uri.path.split('/').at(-1) ?? uri.path;
}
