/** Opens a record of Reapit as a file, or a draft of one that is still to be created. */
import * as vscode from 'vscode';
import { splitLink } from '../../core/sources/reapit/entities/pathText.ts';
import { ReapitMetadata } from '../../core/sources/reapit/metadata/metadataApi.ts';
import { documentText } from '../../core/sources/reapit/resources/resource.ts';
import { fileNameOf } from '../../core/sources/reapit/resources/resourcePath.ts';
import { whileWaiting } from '../doors/waiting.ts';
import type { Freehold } from '../freehold.ts';
import { askPath } from '../records/askPath.ts';
import { askText } from '../records/askVerb.ts';
import { askingText, openTarget } from '../records/openTarget.ts';
import type { OpenTarget } from '../records/openTarget.ts';
import type { ConnectionRef, DatasetRef, EntityRef } from '../refs.ts';

type Given = ConnectionRef | DatasetRef | EntityRef | undefined;

export async function openResource(freehold: Freehold, given: Given): Promise<vscode.TextDocument | undefined> {
	const target = await openTarget(freehold, given, vscode.l10n.t('From which connection is a record wanted?'));
	const text = target === undefined ? undefined : await askPath(freehold, target, 'GET', given);
	if (target === undefined || text === undefined) return undefined;
	const { path } = splitLink(text);
	const file = await filePath(target, path.replaceAll(/^\/|\/$/g, ''));
	return show(await uriIn(freehold, target, `${file}.json`));
}

/** @param given  with the path of a list: `contacts` */
export async function newResource(freehold: Freehold, given: Given): Promise<vscode.TextDocument | undefined> {
	const target = await openTarget(freehold, given, vscode.l10n.t('Through which connection is it to be sent?'));
	if (target === undefined) return undefined;
	target.api.assertMayWrite(`POST ${target.ref.connection}`);
	const path = (await askPath(freehold, target, 'POST', given))?.replaceAll(/^\/|\/$/g, '');
	if (path === undefined) return undefined;
	const isMetadata = path === 'metadata';
	const type = isMetadata ? await askText('metadata', vscode.l10n.t('Entity type')) : undefined;
	if (isMetadata && (type === undefined || type === '')) return undefined;
	const list = type === undefined ? path : `metadata/${type}`;
	const files = await freehold.resources();
	for (let nth = 1; ; nth++) {
		const uri = await uriIn(freehold, target, `${list}/${fileNameOf(`new-${nth}`)}`);
		if (files.drafts.get(uri) !== undefined) continue;
		const opened = isMetadata ? await files.targets.resource(uri) : undefined;
		// Without a schema it is checked when it is saved.
		await whileWaiting(askingText(target, list), (signal) =>
			Promise.resolve(opened?.resource.learn?.(signal).catch(() => undefined)),
		);
		await files.hold(uri, documentText(isMetadata ? {} : target.entities.template(path, 'POST')));
		return show(uri);
	}
}

/** Metadata lie in folders of their types. */
async function filePath(target: OpenTarget, path: string): Promise<string> {
	const id = /^metadata\/([^/]+)$/i.exec(path)?.[1];
	if (id === undefined) return path;
	const metadata = new ReapitMetadata(target.api);
	const { entityType } = await whileWaiting(askingText(target, path), (signal) => metadata.get(id, signal));
	return `metadata/${entityType}/${id}`;
}

async function uriIn(freehold: Freehold, target: OpenTarget, path: string): Promise<vscode.Uri> {
	const { ref, connection, api } = target;
	return (await freehold.resources()).targets.uriOf({ ref, connection, customer: api.customer }, path);
}

async function show(uri: vscode.Uri): Promise<vscode.TextDocument> {
	const document = await vscode.workspace.openTextDocument(uri);
	await vscode.window.showTextDocument(document, { preview: false });
	return document;
}
