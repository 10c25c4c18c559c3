/** Documents of the user's app that Reapit keeps: listed, read, and written from the JSON of the active editor. */
import * as vscode from 'vscode';
import { ReapitMetadata } from '../../core/sources/reapit/metadata/metadataApi.ts';
import type { MetadataRecord } from '../../core/sources/reapit/metadata/metadataApi.ts';
import { whileWaiting } from '../doors/waiting.ts';
import type { Freehold } from '../freehold.ts';
import type { ConnectionRef } from '../refs.ts';
import { askDocument } from './askDocument.ts';
import { askId } from './askPath.ts';
import { askText, askVerb } from './askVerb.ts';
import type { Written } from './carryOut.ts';
import { writeMetadata } from './metadataWrite.ts';
import type { MetadataWish } from './metadataWrite.ts';
import { askingText, openTarget } from './openTarget.ts';
import type { OpenTarget } from './openTarget.ts';
import { showOnce, tabName } from './showOnce.ts';

/** For eyes: whoever wants all of them replicates. */
const MOST_RECORDS = 500;

export async function manageMetadata(freehold: Freehold, given: ConnectionRef | undefined): Promise<unknown> {
	const target = await openTarget(freehold, given, vscode.l10n.t('Metadata of which connection?'));
	if (target === undefined) return undefined;
	const verb = await askVerb({
		list: vscode.l10n.t('List Documents'),
		get: vscode.l10n.t('Show a Document'),
		create: vscode.l10n.t('Create a Document'),
		put: vscode.l10n.t('Replace a Document'),
		patch: vscode.l10n.t('Change Parts of a Document'),
		delete: vscode.l10n.t('Delete a Document'),
	});
	switch (verb) {
		case undefined:
			return undefined;
		case 'list':
			return list(freehold, target);
		case 'get':
			return get(freehold, target);
		case 'create':
		case 'put':
		case 'patch':
		case 'delete': {
			target.api.assertMayWrite(`Metadata of ${target.ref.connection}`);
			const asked = await askWish(verb);
			return asked === undefined ? undefined : writeAsked(freehold, target, asked);
		}
	}
}

async function list(freehold: Freehold, target: OpenTarget): Promise<unknown> {
	const type = await askText(vscode.l10n.t('Metadata'), vscode.l10n.t('Entity type, such as contact; empty for all'));
	if (type === undefined) return undefined;
	const query = type === '' ? [] : [['entityType', type] as const];
	const records = await whileWaiting(askingText(target, 'metadata'), async (signal) => {
		const found: MetadataRecord[] = [];
		for await (const page of new ReapitMetadata(target.api).list(query, signal)) {
			found.push(...page);
			if (found.length >= MOST_RECORDS) break;
		}
		return found.slice(0, MOST_RECORDS);
	});
	const text = `${JSON.stringify({ shown: records.length, records }, null, '\t')}\n`;
	return showOnce(freehold, target, 'metadata', `metadata ${type}.json`, text);
}

async function get(freehold: Freehold, target: OpenTarget): Promise<unknown> {
	const id = await askId('metadata', 'id');
	if (id === undefined) return undefined;
	const about = `metadata/${id}`;
	const record = await whileWaiting(askingText(target, about), (signal) =>
		new ReapitMetadata(target.api).get(id, signal),
	);
	return showOnce(freehold, target, about, `${tabName(about)}.json`, `${JSON.stringify(record, null, '\t')}\n`);
}

/** All but the document. */
type AskedWish =
	| { readonly verb: 'create'; readonly entityType: string; readonly entityId: string | undefined }
	| { readonly verb: 'put' | 'patch'; readonly id: string }
	| { readonly verb: 'delete'; readonly id: string };

async function askWish(verb: MetadataWish['verb']): Promise<AskedWish | undefined> {
	if (verb !== 'create') {
		const id = await askId('metadata', 'id');
		return id === undefined ? undefined : { verb, id };
	}
	const entityType = await askId(vscode.l10n.t('Metadata'), 'entityType');
	if (entityType === undefined) return undefined;
	const prompt = vscode.l10n.t('Id of the record that it belongs to; empty for none');
	const entityId = await askText(vscode.l10n.t('Metadata'), prompt);
	return entityId === undefined ? undefined : { verb, entityType, entityId: entityId === '' ? undefined : entityId };
}

async function writeAsked(freehold: Freehold, target: OpenTarget, asked: AskedWish): Promise<Written | undefined> {
	if (asked.verb === 'delete') return writeMetadata(freehold, target, asked);
	const again = (): unknown => writeAsked(freehold, target, asked);
	const document = await askDocument(freehold, () => ({}), again);
	if (document === undefined) return undefined;
	return writeMetadata(freehold, target, { ...asked, document });
}
