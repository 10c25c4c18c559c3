/** Writes a connection a second time under another name; whether the secrets go along is the user's word. */
import * as vscode from 'vscode';
import { duplicateConnection as duplicated } from '../../core/project/edit/editConnections.ts';
import type { Freehold } from '../freehold.ts';
import type { ConnectionRef } from '../refs.ts';
import { askSteps } from './askSteps.ts';
import { changeProjectFile } from './changeProjectFile.ts';
import { chosenConnection } from './chosenConnection.ts';
import { nameProblem } from './connectionSteps.ts';
import { StepWalk } from './stepWalk.ts';
import type { Step } from './stepWalk.ts';
import { optionOf, questionOf } from './stepTexts.ts';
import type { Option } from './stepTexts.ts';

export async function duplicateConnection(freehold: Freehold, given: ConnectionRef | undefined): Promise<void> {
	const chosen = await chosenConnection(freehold, given, vscode.l10n.t('Which connection is to be duplicated?'));
	if (chosen === undefined) return;
	const { ref, state, connection } = chosen;
	const { secrets } = await freehold.network();
	const taken = [...(state.project?.connections.keys() ?? [])];
	const hasSecrets = (await secrets.standing(ref, connection)).kind === 'here';
	const usual = [2, 3, 4, 5, 6, 7, 8, 9]
		.map((nth) => `${ref.connection}${nth}`)
		.find((name) => nameProblem(name, taken) === undefined);
	const steps: readonly Step[] = [
		{
			...{ kind: 'text', id: 'name', isHidden: false, usual: usual ?? '' },
			problem: (text) => nameProblem(text.trim(), taken),
		},
		...(hasSecrets ? [{ kind: 'choice', id: 'same', values: ['no', 'yes'], usual: 'no' } as const] : []),
	];
	const title = vscode.l10n.t('Duplicate {0}', ref.connection);
	const answers = await askSteps(new StepWalk(() => steps), title, { question, option });
	const name = answers?.name?.trim();
	if (answers === undefined || name === undefined) return;
	await changeProjectFile(state.file, (text) => duplicated(text, ref.connection, name));
	if (answers.same === 'yes') await secrets.copy(ref, { ...ref, connection: name });
	await (await freehold.projects()).refresh();
}

function question(id: string): string {
	return id === 'same' ? vscode.l10n.t('May it use the same credentials?') : questionOf(id, {});
}

function option(id: string, value: string): Option {
	return optionOf(id, value, {});
}
