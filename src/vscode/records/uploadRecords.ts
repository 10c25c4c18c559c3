/** Uploads files as documents, property images or identity checks: files, then the fields beside them. */
import * as vscode from 'vscode';
import type { ReapitEntities } from '../../core/sources/reapit/entities/entities.ts';
import { diskFile } from '../../core/sources/reapit/uploads/diskFile.ts';
import { uploadFields } from '../../core/sources/reapit/uploads/uploadFields.ts';
import { sentFiles, uploadKinds } from '../../core/sources/reapit/uploads/uploadPlan.ts';
import type { UploadKind } from '../../core/sources/reapit/uploads/uploadPlan.ts';
import { checkedPlan, uploadFiles } from '../../core/sources/reapit/uploads/uploads.ts';
import type { UploadProgress, UploadRequest } from '../../core/sources/reapit/uploads/uploads.ts';
import { bytes } from '../../core/wording/quantities.ts';
import { uploadText } from '../../core/wording/uploadText.ts';
import type { Freehold } from '../freehold.ts';
import type { ConnectionRef } from '../refs.ts';
import { askText } from './askVerb.ts';
import { carryOut } from './carryOut.ts';
import type { Plan, Undertaking, Written } from './carryOut.ts';
import { confirmInDialog } from './confirmWrite.ts';
import type { Confirm } from './confirmWrite.ts';
import { openTarget } from './openTarget.ts';
import type { OpenTarget } from './openTarget.ts';

export type UploadWish = Omit<UploadRequest, 'isUnchecked'>;

export async function uploadRecords(
	freehold: Freehold,
	given: ConnectionRef | undefined,
): Promise<Written | undefined> {
	const target = await openTarget(freehold, given, vscode.l10n.t('Through which connection is it to be sent?'));
	if (target === undefined) return undefined;
	target.api.assertMayWrite(`Upload to ${target.ref.connection}`);
	const kind = await askKind();
	const wish = kind === undefined ? undefined : await askWish(target.entities, kind);
	return wish === undefined ? undefined : upload(freehold, target, wish);
}

export function upload(
	freehold: Freehold,
	target: OpenTarget,
	wish: UploadWish,
	confirm: Confirm = confirmInDialog(freehold),
): Promise<Written | undefined> {
	return carryOut(freehold, target, undertaking(freehold, target, wish), confirm);
}

async function askKind(): Promise<UploadKind | undefined> {
	const choices = uploadKinds.map((label) => ({ label }));
	const placeHolder = vscode.l10n.t('What are the files to become?');
	return (await vscode.window.showQuickPick(choices, { placeHolder, ignoreFocusOut: true }))?.label;
}

async function askWish(entities: ReapitEntities, kind: UploadKind): Promise<UploadWish | undefined> {
	const title = vscode.l10n.t('Files to upload');
	const chosen = await vscode.window.showOpenDialog({ title, canSelectMany: true });
	if (chosen === undefined || chosen.length === 0) return undefined;
	const files = await Promise.all(chosen.map(({ fsPath }) => diskFile(fsPath, fsPath)));
	const pairs: (readonly [string, string])[] = [];
	// A document is called like its file.
	const required = Object.entries(entities.template(kind, 'POST')).filter(([name]) => name !== 'name');
	for (const [name] of required) {
		const value = await askText(kind, vscode.l10n.t('Value of {0}', name));
		if (value === undefined) return undefined;
		if (value !== '') pairs.push([name, value]);
	}
	const others = await vscode.window.showInputBox({
		...{ title: kind, ignoreFocusOut: true, placeHolder: 'isPrivate=true; identityDocument1.typeId=PP' },
		prompt: vscode.l10n.t('Other fields, as NAME=VALUE, separated by semicolons; may be empty'),
		validateInput: (text) => (partsOf(text).every(isPair) ? undefined : vscode.l10n.t('Write it as NAME=VALUE')),
	});
	if (others === undefined) return undefined;
	return { kind, files, fields: uploadFields([...pairs, ...partsOf(others).map(pairOf)]) };
}

function partsOf(text: string): readonly string[] {
	return text
		.split(';')
		.map((part) => part.trim())
		.filter((part) => part !== '');
}

function isPair(part: string): boolean {
	return part.indexOf('=') > 0;
}

function pairOf(part: string): readonly [name: string, value: string] {
	const at = part.indexOf('=');
	return [part.slice(0, at).trim(), part.slice(at + 1).trim()];
}

function undertaking(freehold: Freehold, { entities, outside }: OpenTarget, wish: UploadWish): Undertaking<Plan> {
	const path = `/${wish.kind}/`;
	return {
		about: wish.kind,
		plan: (options) => {
			const requests = checkedPlan({ ...wish, ...options }, entities);
			const texts = requests.map((one) => uploadText({ method: 'POST', path, body: one.body }, sentFiles(one)));
			return Promise.resolve({ shown: texts.join('\n') });
		},
		send: async (_, options, signal, tell) => {
			const onProgress = ({ file, sentBytes, totalBytes }: UploadProgress): void =>
				tell(`${file}: ${bytes(sentBytes)} / ${bytes(totalBytes)}`);
			const ids: string[] = [];
			const created = uploadFiles({ ...wish, ...options }, { entities, clock: outside.clock, onProgress }, signal);
			try {
				for await (const { id } of created) ids.push(id ?? '–');
			} catch (error) {
				// Sent again, those that are there already would be there twice.
				if (ids.length > 0) void (await freehold.messages()).written(createdText(wish, ids), undefined);
				throw error;
			}
			const [only] = ids;
			const path = ids.length === 1 && only !== '–' ? `${wish.kind}/${only}` : undefined;
			return { text: createdText(wish, ids), path };
		},
	};
}

function createdText({ kind }: UploadWish, ids: readonly string[]): string {
	return vscode.l10n.t('Created in {0}: {1}', kind, ids.join(', '));
}
