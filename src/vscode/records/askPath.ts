/** Asks which record or list of Reapit is meant: one of the vendor's paths, then the ids in it. */
import * as vscode from 'vscode';
import { reapitLists } from '../../core/sources/reapit/catalogue/lists.ts';
import type { Method } from '../../core/sources/reapit/entities/entityPaths.ts';
import { filledPath, idsOf, isId, pathOfList } from '../../core/sources/reapit/entities/pathText.ts';
import type { Freehold } from '../freehold.ts';
import { askChoice } from '../jobs/askTarget.ts';
import type { Choice } from '../jobs/askTarget.ts';
import type { ConnectionRef, DatasetRef, EntityRef } from '../refs.ts';
import { isDatasetRef, isEntityRef } from '../refs.ts';
import type { OpenTarget } from './openTarget.ts';

/** A path that the user types: with a query, or as a link of an answer stands there. */
const TYPED = '';

/** @returns `contacts/OXF1`; `undefined` where the user left */
export async function askPath(
	freehold: Freehold,
	{ entities }: OpenTarget,
	method: Method,
	given: ConnectionRef | DatasetRef | EntityRef | undefined,
): Promise<string | undefined> {
	if (isEntityRef(given)) return given.path;
	const templates = entities.paths.having(method);
	const list = isDatasetRef(given) ? (await reapitLists()).get(given.dataset)?.path : undefined;
	const known = list === undefined ? undefined : pathOfList(list, templates, method === 'POST' ? 'list' : 'records');
	const template = known ?? (await askTemplate(freehold, method, templates));
	if (template === undefined) return undefined;
	return template === TYPED ? askTyped() : askIds(template);
}

function askTemplate(freehold: Freehold, method: Method, templates: readonly string[]): Promise<string | undefined> {
	const choices: readonly Choice<string>[] = [
		...templates.map((template) => ({ label: filledLabel(template), value: template })),
		{ label: vscode.l10n.t('$(edit) Type a path…'), value: TYPED },
	];
	return askChoice(freehold, choices, vscode.l10n.t('Which record?'), (value) => `reapit ${method} ${value}`);
}

function filledLabel(template: string): string {
	return template.replaceAll(/^\/|\/$/g, '');
}

async function askTyped(): Promise<string | undefined> {
	const typed = await vscode.window.showInputBox({
		title: vscode.l10n.t('Path at Reapit'),
		placeHolder: 'contacts/OXF18000001?embed=offices',
		ignoreFocusOut: true,
	});
	return typed?.trim() === '' ? undefined : typed?.trim();
}

async function askIds(template: string): Promise<string | undefined> {
	const ids: string[] = [];
	for (const name of idsOf(template)) {
		const id = await askId(filledLabel(template), name);
		if (id === undefined) return undefined;
		ids.push(id);
	}
	return filledPath(template, ids);
}

/** @param title  what it is the id of */
export async function askId(title: string, name: string): Promise<string | undefined> {
	const id = await vscode.window.showInputBox({
		...{ title, prompt: vscode.l10n.t('Value of {0}', name), ignoreFocusOut: true },
		validateInput: (text) => (isId(text) ? undefined : vscode.l10n.t('An id has no blanks, and none of / ? #')),
	});
	return id?.trim();
}
