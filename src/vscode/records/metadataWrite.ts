/** One write of metadata: created, replaced, changed in parts or deleted. */
import * as vscode from 'vscode';
import type { JsonText } from '../../core/sources/reapit/entities/jsonText.ts';
import type { WrittenDocument } from '../../core/sources/reapit/entities/writeErrors.ts';
import { makePatch } from '../../core/sources/reapit/metadata/jsonPatch.ts';
import { ReapitMetadata } from '../../core/sources/reapit/metadata/metadataApi.ts';
import {
	deletedMetadata,
	newMetadata,
	patchedMetadata,
	replacedMetadata,
} from '../../core/sources/reapit/metadata/metadataRequests.ts';
import type { MetadataRequest } from '../../core/sources/reapit/metadata/metadataRequests.ts';
import { dryRunText } from '../../core/wording/dryRunText.ts';
import type { Freehold } from '../freehold.ts';
import { carryOut } from './carryOut.ts';
import type { Plan, Undertaking, Written } from './carryOut.ts';
import { confirmInDialog } from './confirmWrite.ts';
import type { Confirm } from './confirmWrite.ts';
import type { OpenTarget } from './openTarget.ts';

export type MetadataWish =
	| {
			readonly verb: 'create';
			readonly entityType: string;
			readonly entityId: string | undefined;
			readonly document: JsonText;
	  }
	| { readonly verb: 'put'; readonly id: string; readonly document: JsonText }
	/** By a JSON Patch, which is an array, or by the document as it is to be. */
	| { readonly verb: 'patch'; readonly id: string; readonly document: JsonText }
	| { readonly verb: 'delete'; readonly id: string };

interface MetadataPlan extends Plan {
	/** What is sent of a document; of a change, its JSON Patch. */
	readonly sent: WrittenDocument;
}

/** @returns what was written; `undefined` where nothing was sent */
export function writeMetadata(
	freehold: Freehold,
	target: OpenTarget,
	wish: MetadataWish,
	confirm: Confirm = confirmInDialog(freehold),
): Promise<Written | undefined> {
	return carryOut(freehold, target, undertaking(new ReapitMetadata(target.api), wish), confirm);
}

function undertaking(metadata: ReapitMetadata, wish: MetadataWish): Undertaking<MetadataPlan> {
	return {
		about: wish.verb === 'create' ? 'metadata' : `metadata/${wish.id}`,
		plan: async (_, signal) => {
			const sent = await sentOf(metadata, wish, signal);
			const isNothing = wish.verb === 'patch' && Array.isArray(sent.value) && sent.value.length === 0;
			return isNothing ? undefined : { sent, shown: dryRunText(requestOf(wish, sent)) };
		},
		send: async ({ sent }, options, signal) => {
			switch (wish.verb) {
				case 'create': {
					const { id } = await metadata.create({ ...wish, document: sent }, options, signal);
					const text = vscode.l10n.t('Created in {0}: {1}', 'metadata', id ?? '–');
					return { text, path: id === undefined ? undefined : `metadata/${id}` };
				}
				case 'put':
					await metadata.put(wish.id, sent, options, signal);
					return changed(wish.id);
				case 'patch':
					await metadata.patch(wish.id, sent, options, signal);
					return changed(wish.id);
				case 'delete':
					await metadata.delete(wish.id, signal);
					return { text: vscode.l10n.t('{0} is deleted.', `metadata/${wish.id}`) };
			}
		},
	};
}

async function sentOf(metadata: ReapitMetadata, wish: MetadataWish, signal: AbortSignal): Promise<WrittenDocument> {
	if (wish.verb === 'delete') return { value: null };
	const { document } = wish;
	if (wish.verb !== 'patch' || Array.isArray(document.value)) return document;
	return { value: await makePatch((await metadata.get(wish.id, signal)).metadata, document.value) };
}

function requestOf(wish: MetadataWish, { value }: WrittenDocument): MetadataRequest {
	switch (wish.verb) {
		case 'create':
			return newMetadata(wish.entityType, wish.entityId, value);
		case 'put':
			return replacedMetadata(wish.id, value);
		case 'patch':
			return patchedMetadata(wish.id, value);
		case 'delete':
			return deletedMetadata(wish.id);
	}
}

function changed(id: string): Written {
	return { text: vscode.l10n.t('{0} is changed.', `metadata/${id}`), path: `metadata/${id}` };
}
