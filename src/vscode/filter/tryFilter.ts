/** A filter that is tried: typed into a box that says what it selects or what is wrong with it, then used. */
import * as vscode from 'vscode';
import { reapitDialect } from '../../core/filter/dialect.ts';
import type { FilterKnowledge } from '../../core/filter/editing/knowledge.ts';
import type { Freehold } from '../freehold.ts';
import type { DatasetRef } from '../refs.ts';
import { targetOf } from '../refs.ts';
import { askFilteredDataset } from './askFiltered.ts';
import { askReapit, copyAddressOf } from './askReapit.ts';
import { knowledgeOfDatasets } from './knowledge.ts';
import { saveFilter } from './saveFilter.ts';
import { showRows } from './showRows.ts';
import { triedText } from './triedText.ts';
import type { TriedText } from './triedText.ts';

export async function tryFilter(freehold: Freehold, given: DatasetRef | undefined): Promise<void> {
	const ref = given ?? (await askFilteredDataset(freehold, vscode.l10n.t('On which data?'), false));
	if (ref === undefined) return;
	const uri = vscode.Uri.parse(ref.folder);
	const knowledge = await knowledgeOfDatasets(freehold, uri, new Set([targetOf(ref)]), 'learned');
	const expression = await askFilterText(targetOf(ref), knowledge);
	if (expression === undefined) return;
	const use = await askUse();
	if (use !== undefined) await USES[use](freehold, ref, expression);
}

/** Accepts what could be sent; a mistake keeps the box open. */
function askFilterText(target: string, knowledge: FilterKnowledge): Promise<string | undefined> {
	const box = vscode.window.createInputBox();
	box.title = vscode.l10n.t('Filter on {0}', target);
	box.placeholder = "metadata.city $eq 'London'";
	box.value = `${reapitDialect.prefix}.`;
	box.valueSelection = [box.value.length, box.value.length];
	box.ignoreFocusOut = true;
	const look = (): TriedText => {
		const found = triedText(box.value, target, knowledge);
		box.validationMessage = { message: found.message, severity: SEVERITIES[found.severity] };
		return found;
	};
	return new Promise((resolve) => {
		box.onDidChangeValue(look);
		box.onDidAccept(() => {
			if (look().severity === 'error') return;
			resolve(box.value.trim());
			box.hide();
		});
		box.onDidHide(() => {
			resolve(undefined);
			box.dispose();
		});
		box.show();
	});
}

type Use = keyof typeof USES;

const USES = {
	eval: (freehold: Freehold, ref: DatasetRef, expression: string) =>
		freehold.documents.show(
			{
				...{ kind: 'filter', verb: 'eval', source: { expression } },
				data: { folder: ref.folder, target: targetOf(ref) },
			},
			'filter eval.txt',
		),
	rows: (freehold: Freehold, ref: DatasetRef, expression: string) => showRows(freehold, ref, [expression]),
	run: (freehold: Freehold, ref: DatasetRef, expression: string) => askReapit(freehold, ref, [expression]),
	copy: (freehold: Freehold, ref: DatasetRef, expression: string) => copyAddressOf(freehold, ref, [expression]),
	save: saveFilter,
} as const;

async function askUse(): Promise<Use | undefined> {
	const choice = (use: Use, label: string): vscode.QuickPickItem & { readonly use: Use } => ({ use, label });
	const choices = [
		choice('eval', vscode.l10n.t('$(symbol-numeric) Count Its Matches Here')),
		choice('rows', vscode.l10n.t('$(table) Open in Grid')),
		// In a workspace that nobody trusts, nothing is sent.
		...(vscode.workspace.isTrusted ? [choice('run', vscode.l10n.t('$(cloud) Run on Reapit'))] : []),
		choice('copy', vscode.l10n.t('$(link) Copy URL')),
		choice('save', vscode.l10n.t('$(save) Save to a Filter File')),
	];
	const placeHolder = vscode.l10n.t('What is to be done with it?');
	return (await vscode.window.showQuickPick(choices, { placeHolder, ignoreFocusOut: true }))?.use;
}

const SEVERITIES: Readonly<Record<TriedText['severity'], vscode.InputBoxValidationSeverity>> = {
	error: vscode.InputBoxValidationSeverity.Error,
	warning: vscode.InputBoxValidationSeverity.Warning,
	information: vscode.InputBoxValidationSeverity.Info,
};
