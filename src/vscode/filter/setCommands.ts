/** What can be done with a set of filters: send it, copy its address, see its rows here, say what it is meant for. */
import * as vscode from 'vscode';
import type { Freehold } from '../freehold.ts';
import type { PlaceRef } from '../refs.ts';
import { targetOf } from '../refs.ts';
import { askFilteredDataset } from './askFiltered.ts';
import { askReapit, copyAddressOf } from './askReapit.ts';
import { chosenSet, datasetOf, expressionsOf } from './chosenSet.ts';
import { FILTER_LANGUAGE } from './selectors.ts';
import { showRows } from './showRows.ts';

export async function runSet(freehold: Freehold, ref: PlaceRef | undefined): Promise<void> {
	const chosen = await chosenSet(ref);
	const dataset = await datasetOf(freehold, chosen);
	if (dataset === undefined) return;
	const refusals = await freehold.refusals();
	const { version } = chosen.document;
	refusals.clear(chosen.document.uri);
	try {
		await askReapit(freehold, dataset, expressionsOf(chosen.set));
	} catch (error) {
		refusals.show(chosen, version, error);
		throw error;
	}
}

export async function copyAddress(freehold: Freehold, ref: PlaceRef | undefined): Promise<void> {
	const chosen = await chosenSet(ref);
	const dataset = await datasetOf(freehold, chosen);
	if (dataset !== undefined) await copyAddressOf(freehold, dataset, expressionsOf(chosen.set));
}

export async function showMatches(freehold: Freehold, ref: PlaceRef | undefined): Promise<void> {
	const chosen = await chosenSet(ref);
	const dataset = await datasetOf(freehold, chosen);
	if (dataset !== undefined) await showRows(freehold, dataset, expressionsOf(chosen.set));
}

/** Writes `# @dataset agency/properties` into the block, in the place of what it said before. */
export async function chooseDataset(freehold: Freehold, ref: PlaceRef | undefined): Promise<void> {
	const { document, set } = await chosenSet(ref);
	if (document.languageId !== FILTER_LANGUAGE) return;
	const chosen = await askFilteredDataset(freehold, vscode.l10n.t('Which data is it meant for?'), false);
	if (chosen === undefined) return;
	const edit = new vscode.WorkspaceEdit();
	const { dataset, name } = set;
	if (dataset !== undefined) {
		const range = new vscode.Range(document.positionAt(dataset.start), document.positionAt(dataset.end));
		edit.replace(document.uri, range, targetOf(chosen));
	} else {
		// Below the name, which stands first.
		const line = name === undefined ? document.positionAt(set.start).line : document.positionAt(name.end).line + 1;
		edit.insert(document.uri, new vscode.Position(line, 0), `# @dataset ${targetOf(chosen)}\n`);
	}
	await vscode.workspace.applyEdit(edit);
}
