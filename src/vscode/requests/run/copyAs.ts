/** Copies a request as a program, as curl, or as HAR; secrets are names of variables in all of them. */
import * as vscode from 'vscode';
import { blockName } from '../../../core/requests/document/requestDocument.ts';
import { CODE_LANGUAGES } from '../../../core/requests/code/printCode.ts';
import type { CodeLanguageId } from '../../../core/requests/code/printCode.ts';
import { codePlan } from '../../../core/requests/code/codePlan.ts';
import { parseRequests } from '../../../core/requests/document/parseRequests.ts';
import { exportCurl } from '../../../core/requests/export/exportCurl.ts';
import { exportHar } from '../../../core/requests/export/exportHar.ts';
import { withSecretsNamed } from '../../../core/requests/import/leaveSecrets.ts';
import type { Freehold } from '../../freehold.ts';
import type { PlaceRef } from '../../refs.ts';
import { chosenRequest } from './chosenRequest.ts';
import type { RunWish } from './requestRuns.ts';

type Form = CodeLanguageId | 'curlLine' | 'har';

export async function copyAs(freehold: Freehold, ref: PlaceRef | undefined): Promise<void> {
	const wish = await chosenRequest(ref);
	const { l10n, window } = vscode;
	const programs = Object.entries(CODE_LANGUAGES).map(([form, { title }]) => ({
		label: title,
		description: l10n.t('signs in, reads all pages, waits where it is told to'),
		form: form as Form,
	}));
	const choices: (vscode.QuickPickItem & { readonly form: Form })[] = [
		{ label: 'curl', description: l10n.t('one command, as the request stands'), form: 'curlLine' },
		...programs,
		{ label: 'HAR', description: l10n.t('for other tools'), form: 'har' },
	];
	const chosen = await window.showQuickPick(choices, {
		placeHolder: l10n.t('Copy the request as'),
		matchOnDescription: true,
	});
	if (chosen === undefined) return;
	const text = await textOf(freehold, wish, chosen.form);
	const copy = l10n.t('Copy to Clipboard');
	const open = l10n.t('Open in an Editor');
	const where = await window.showQuickPick([copy, open], { placeHolder: chosen.label });
	if (where === copy) {
		await vscode.env.clipboard.writeText(text);
		window.setStatusBarMessage(`$(check) ${l10n.t('{0} copied', chosen.label)}`, 5_000);
	} else if (where === open) {
		const language = languageOf(chosen.form);
		await window.showTextDocument(await vscode.workspace.openTextDocument({ content: text, language }));
	}
}

async function textOf(freehold: Freehold, wish: RunWish, form: Form): Promise<string> {
	const runs = await freehold.requestRuns();
	const { request, connection } = await runs.resolve(withoutLiterals(wish), 'kept');
	if (form === 'curlLine') return exportCurl(request, bodyFile(wish));
	const version = (freehold.context.extension.packageJSON as { readonly version: string }).version;
	if (form === 'har') return `${JSON.stringify(exportHar([{ request }], { name: 'Freehold', version }), null, '\t')}\n`;
	const title = blockName(wish.document, wish.block);
	const plan = codePlan({ title, request, connection, wantsAllPages: true });
	return CODE_LANGUAGES[form].print(plan);
}

/** As the file names it, where the body is a file. */
function bodyFile({ block }: RunWish): string | undefined {
	const [piece, ...more] = block.body?.pieces ?? [];
	return piece?.kind === 'file' && more.length === 0 ? piece.path.text : undefined;
}

/** A secret that was written into the file is a name of a variable in what is copied, too. */
function withoutLiterals({ uri, document, block }: RunWish): RunWish {
	const plain = parseRequests(withSecretsNamed(document.text));
	return { uri, document: plain, block: plain.blocks[document.blocks.indexOf(block)] ?? block };
}

function languageOf(form: Form): string {
	if (form === 'curlLine') return 'shellscript';
	return form === 'har' ? 'json' : CODE_LANGUAGES[form].editorLanguage;
}
