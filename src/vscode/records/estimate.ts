/** What reading a dataset of Reapit would cost in billable calls. */
import * as vscode from 'vscode';
import { estimateRead } from '../../core/jobs/estimateRead.ts';
import { asReapit } from '../../core/project/targets.ts';
import { estimateText } from '../../core/wording/estimateText.ts';
import { chosenConnection } from '../connections/chosenConnection.ts';
import { whileWaiting } from '../doors/waiting.ts';
import type { Freehold } from '../freehold.ts';
import { askDataset } from '../jobs/askTarget.ts';
import type { ConnectionRef, DatasetRef } from '../refs.ts';
import { isDatasetRef, targetOf } from '../refs.ts';
import { askingText } from './openTarget.ts';
import { showOnce } from './showOnce.ts';

export async function estimateDataset(
	freehold: Freehold,
	given: ConnectionRef | DatasetRef | undefined,
): Promise<vscode.TextDocument | undefined> {
	const isMeant = (name: string): boolean => given === undefined || name === given.connection;
	const question = vscode.l10n.t('Which dataset’s cost is to be estimated?');
	const ref = isDatasetRef(given)
		? given
		: await askDataset(
				freehold,
				question,
				false,
				({ source, connection }) => source === 'reapit' && isMeant(connection),
			);
	const chosen = ref === undefined ? undefined : await chosenConnection(freehold, ref, question);
	if (ref === undefined || chosen === undefined) return undefined;
	const connection = asReapit(chosen.connection);
	const embeds = await askEmbeds(freehold, ref);
	if (embeds === undefined) return undefined;
	const outside = (await freehold.network()).outsideOf(ref, connection);
	const found = await whileWaiting(askingText(chosen, ref.dataset), (signal) =>
		estimateRead(connection, ref.dataset, embeds, outside, signal),
	);
	const lines = [estimateText(targetOf(ref), embeds, found), ...found.notes];
	return showOnce(freehold, chosen, ref.dataset, `${ref.dataset} estimate.txt`, `${lines.join('\n')}\n`);
}

/** What is read along; most of the cost is that of embeds. */
async function askEmbeds(freehold: Freehold, ref: DatasetRef): Promise<readonly string[] | undefined> {
	const entries = (await freehold.catalogues()).told(ref);
	const relations = entries.find(({ id }) => id === ref.dataset)?.relations ?? [];
	if (relations.length === 0) return [];
	const placeHolder = vscode.l10n.t('Which records are read along? None is cheapest.');
	return vscode.window.showQuickPick([...relations], { placeHolder, canPickMany: true, ignoreFocusOut: true });
}
