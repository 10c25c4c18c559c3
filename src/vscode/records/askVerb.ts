/** Asks what is to be done, of the verbs that the command line has for it too. */
import * as vscode from 'vscode';

/** @param titles  what each verb does */
export async function askVerb<Verb extends string>(titles: Readonly<Record<Verb, string>>): Promise<Verb | undefined> {
	const choices = (Object.keys(titles) as Verb[]).map((verb) => ({ label: titles[verb], description: verb, verb }));
	const placeHolder = vscode.l10n.t('What is to be done?');
	return (await vscode.window.showQuickPick(choices, { placeHolder, matchOnDescription: true, ignoreFocusOut: true }))
		?.verb;
}

/** A text that the user may leave empty. */
export async function askText(title: string, prompt: string, value = ''): Promise<string | undefined> {
	return (await vscode.window.showInputBox({ title, prompt, value, ignoreFocusOut: true }))?.trim();
}
