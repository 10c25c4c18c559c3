/** Loads one more page of a list into its folder: only by the user's word, because each page is a billed call. */
import * as vscode from 'vscode';
import { isJsonObject } from '../../core/json.ts';
import type { Json } from '../../core/json.ts';
import { fileNameOf } from '../../core/sources/reapit/resources/resourcePath.ts';
import { whileWaiting } from '../doors/waiting.ts';
import type { Freehold } from '../freehold.ts';
import { askPath } from '../records/askPath.ts';
import { askingText, openTarget } from '../records/openTarget.ts';
import type { ConnectionRef, DatasetRef, EntityRef } from '../refs.ts';

const PAGE_SIZE = 100;

/** @returns names of the files that came; `undefined` where the user left */
export async function loadMore(
	freehold: Freehold,
	given: ConnectionRef | DatasetRef | EntityRef | undefined,
): Promise<readonly string[] | undefined> {
	const target = await openTarget(freehold, given, vscode.l10n.t('From which connection are records wanted?'));
	const path = target === undefined ? undefined : await askPath(freehold, target, 'GET', given);
	if (target === undefined || path === undefined) return undefined;
	const list = path.replaceAll(/^\/|\/$/g, '');
	const files = await freehold.resources();
	const { ref, connection, api, entities } = target;
	const folder = await files.targets.uriOf({ ref, connection, customer: api.customer }, list);
	const page = files.nextPage(folder);
	const query = [
		['pageSize', String(PAGE_SIZE)],
		['pageNumber', String(page)],
	] as const;
	const { json } = await whileWaiting(askingText(target, list), (signal) => entities.read(list, query, signal));
	const names = idsIn(json).map(fileNameOf);
	files.loaded(folder, names);
	const text = vscode.l10n.t('{0}: {1} records of page {2}', list, names.length, page);
	vscode.window.setStatusBarMessage(text, TOLD_MS);
	return names;
}

const TOLD_MS = 10_000;

function idsIn(json: Json | undefined): readonly string[] {
	const rows = isJsonObject(json) && Array.isArray(json._embedded) ? (json._embedded as readonly Json[]) : [];
	return rows.flatMap((row) => (isJsonObject(row) && typeof row.id === 'string' ? [row.id] : []));
}
