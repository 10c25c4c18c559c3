/** Gives a connection another name: in freehold.yaml and its jobs, and where the user says so its data and secrets too. */
import * as vscode from 'vscode';
import { renameConnectionData } from '../../core/jobs/connectionData.ts';
import { applyChanges, renameConnection as renamed } from '../../core/project/language/connectionNames.ts';
import type { Freehold } from '../freehold.ts';
import type { ConnectionRef } from '../refs.ts';
import { askSteps } from './askSteps.ts';
import { changeProjectFile } from './changeProjectFile.ts';
import { chosenConnection, hasStoredData } from './chosenConnection.ts';
import type { ChosenConnection } from './chosenConnection.ts';
import { nameProblem } from './connectionSteps.ts';
import { assertIdle } from './idle.ts';
import { StepWalk } from './stepWalk.ts';
import type { Step } from './stepWalk.ts';
import { optionOf, questionOf } from './stepTexts.ts';
import type { Option } from './stepTexts.ts';

export async function renameConnection(freehold: Freehold, given: ConnectionRef | undefined): Promise<void> {
	const chosen = await chosenConnection(freehold, given, vscode.l10n.t('Which connection is to be renamed?'));
	if (chosen === undefined) return;
	const { ref, state } = chosen;
	await assertIdle(freehold, ref);
	const others = [...(state.project?.connections.keys() ?? [])].filter((name) => name !== ref.connection);
	const hasData = await hasStoredData(chosen);
	const steps: readonly Step[] = [
		{
			...{ kind: 'text', id: 'name', isHidden: false, usual: ref.connection },
			problem: (text) => nameProblem(text.trim(), others),
		},
		...(hasData ? [{ kind: 'choice', id: 'data', values: ['withData', 'nameOnly'], usual: 'withData' } as const] : []),
	];
	const title = vscode.l10n.t('Rename {0}', ref.connection);
	const answers = await askSteps(new StepWalk(() => steps), title, { question, option });
	const name = answers?.name?.trim();
	if (answers === undefined || name === undefined || name === ref.connection) return;
	await carryOutRename(freehold, chosen, name, answers.data === 'nameOnly' ? 'nameOnly' : 'withData');
}

/** The data first: where they cannot be moved, nothing has happened. */
export async function carryOutRename(
	freehold: Freehold,
	{ ref, state, dataFolder }: ChosenConnection,
	name: string,
	how: 'withData' | 'nameOnly',
): Promise<ConnectionRef> {
	await assertIdle(freehold, ref);
	const { secrets } = await freehold.network();
	const next = { ...ref, connection: name };
	const data = how === 'withData' ? dataFolder : undefined;
	if (data !== undefined) await renameConnectionData(data, ref.connection, name);
	try {
		await secrets.copy(ref, next);
		await changeProjectFile(state.file, (text) => applyChanges(text, renamed(text, ref.connection, name)));
	} catch (error) {
		await secrets.remove(next);
		if (data !== undefined) await renameConnectionData(data, name, ref.connection);
		throw error;
	}
	await secrets.remove(ref);
	await (await freehold.catalogues()).move(ref, next);
	await (await freehold.projects()).refresh();
	return next;
}

function question(id: string): string {
	return id === 'data' ? vscode.l10n.t('What of its replica and its files?') : questionOf(id, {});
}

function option(id: string, value: string): Option {
	if (value === 'withData') {
		const detail = vscode.l10n.t('The next run goes on where the last one stopped');
		return { value, label: vscode.l10n.t('Rename Them Too'), detail };
	}
	if (value === 'nameOnly') {
		const detail = vscode.l10n.t('They stay under the old name; the next run begins anew');
		return { value, label: vscode.l10n.t('Leave Them as They Are'), detail };
	}
	return optionOf(id, value, {});
}
