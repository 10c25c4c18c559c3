/** Uploads files as documents, property images or identity checks: files, then the fields beside them. */
import * as vscode from 'vscode';
import type { ReapitEntities } from '../../core/sources/reapit/entities/entities.ts';
import { diskFile } from '../../core/sources/reapit/uploads/diskFile.ts';
import { uploadFields } from '../../core/sources/reapit/uploads/uploadFields.ts';
import { sentFiles, uploadKinds } from '../../core/sources/reapit/uploads/uploadPlan.ts';
import type { UploadKind } from '../../core/sources/reapit/uploads/uploadPlan.ts';
import { checkedPlan, uploadFiles } from '../../core/sources/reapit/uploads/uploads.ts';
import type { UploadRequest } from '../../core/sources/reapit/uploads/uploads.ts';
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
	const placeHolder = vscode.l10n.t('What are the files to become?');
	const kind = await vscode.window.showQuickPick([...uploadKinds], { placeHolder, ignoreFocusOut: true });
	const wish =
		kind === undefined
			? undefined
			: await askWish(
					target.entities,
					uploadKinds.find((one) => one === kind),
				);
	return wish === undefined ? undefined : upload(freehold, target, wish);
}

export function upload(
	freehold: Freehold,
	target: OpenTarget,
	wish: UploadWish,
	confirm: Confirm = confirmInDialog(freehold),
): Promise<Written | undefined> {
	return carryOut(freehold, target, undertaking(target, wish), confirm);
}

async function askWish(entities: ReapitEntities, kind: UploadKind | undefined): Promise<UploadWish | undefined> {
	if (kind === undefined) return undefined;
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
	const prompt = vscode.l10n.t('Other fields, as NAME=VALUE, separated by semicolons; may be empty');
	const others = await askText(kind, prompt);
	if (others === undefined) return undefined;
	return { kind, files, fields: uploadFields([...pairs, ...pairsOf(others)]) };
}

function pairsOf(text: string): readonly (readonly [string, string])[] {
	return text.split(';').flatMap((part) => {
		const at = part.indexOf('=');
		return at < 1 ? [] : [[part.slice(0, at).trim(), part.slice(at + 1).trim()] as const];
	});
}

function undertaking({ entities, outside }: OpenTarget, wish: UploadWish): Undertaking<Plan> {
	const path = `/${wish.kind}/`;
	return {
		about: wish.kind,
		plan: (options) => {
			const requests = checkedPlan({ ...wish, ...options }, entities);
			const texts = requests.map((one) => uploadText({ method: 'POST', path, body: one.body }, sentFiles(one)));
			return Promise.resolve({ shown: texts.join('\n') });
		},
		send: async (_, options, signal, tell) => {
			const onProgress = ({
				file,
				sentBytes,
				totalBytes,
			}: {
				file: string;
				sentBytes: number;
				totalBytes: number;
			}): void => tell(`${file}: ${bytes(sentBytes)} / ${bytes(totalBytes)}`);
			const ids: string[] = [];
			const created = uploadFiles({ ...wish, ...options }, { entities, clock: outside.clock, onProgress }, signal);
			for await (const { id } of created) ids.push(id ?? '–');
			const [only] = ids;
			const text = vscode.l10n.t('Created in {0}: {1}', wish.kind, ids.join(', '));
			return { text, path: ids.length === 1 && only !== '–' ? `${wish.kind}/${only}` : undefined };
		},
	};
}
