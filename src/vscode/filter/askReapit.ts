/** Sends filters to Reapit and shows what it has for them. */
import * as vscode from 'vscode';
import { FreeholdError } from '../../core/errors.ts';
import { askFilter, filterAddress } from '../../core/jobs/askFilter.ts';
import type { ReapitConnection } from '../../core/project/project.ts';
import { answerText } from '../documents/answerDocument.ts';
import { whileWaiting } from '../doors/waiting.ts';
import type { Freehold } from '../freehold.ts';
import type { DatasetRef } from '../refs.ts';
import { targetOf } from '../refs.ts';

/** For eyes: whoever wants all of them replicates. */
const RECORDS = 25;

/**
 * @throws FreeholdError `usage` for filters that are known to fail, `badRequest` where Reapit refuses them, `unsafe` in a
 *   workspace that is not trusted
 */
export async function askReapit(
	freehold: Freehold,
	ref: DatasetRef,
	expressions: readonly string[],
): Promise<vscode.TextDocument> {
	const connection = await reapitConnection(freehold, ref);
	const { dataset } = ref;
	const outside = (await freehold.network()).outsideOf(ref, connection);
	const title = vscode.l10n.t('Asking Reapit for {0}', targetOf(ref));
	const answers = await whileWaiting(title, (signal) =>
		askFilter(connection, { dataset, expressions, limit: RECORDS }, outside, signal),
	);
	const address = await filterAddress(connection, { dataset, expressions });
	const request = { kind: 'answer', ...ref, expressions } as const;
	return freehold.documents.showText(request, `${dataset} answer.json`, answerText(address, expressions, answers));
}

/** To the clipboard; it holds no credentials. */
export async function copyAddressOf(
	freehold: Freehold,
	ref: DatasetRef,
	expressions: readonly string[],
): Promise<void> {
	const { dataset } = ref;
	const address = await filterAddress(await reapitConnection(freehold, ref), { dataset, expressions });
	await vscode.env.clipboard.writeText(address);
	vscode.window.setStatusBarMessage(vscode.l10n.t('The address was copied.'), 3000);
}

async function reapitConnection(freehold: Freehold, ref: DatasetRef): Promise<ReapitConnection> {
	const connection = (await freehold.projects()).connection(ref);
	if (connection?.source === 'reapit') return connection;
	throw new FreeholdError('usage', {
		what: vscode.l10n.t('{0} cannot be filtered', targetOf(ref)),
		why: vscode.l10n.t('it is no dataset of a Reapit connection'),
		next: vscode.l10n.t('Choose a dataset of Reapit'),
	});
}
