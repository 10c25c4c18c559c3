/** Edits a connection setting by setting: each change is written at once, with comments and order of the file kept. */
import * as vscode from 'vscode';
import { changedSetting, editableSettings, settingProblem } from '../../core/project/edit/editableSettings.ts';
import type { EditableSetting } from '../../core/project/edit/editableSettings.ts';
import { runCommand } from '../doors/commands.ts';
import type { Freehold } from '../freehold.ts';
import type { ConnectionRef } from '../refs.ts';
import { allowServer } from './allowServer.ts';
import { askSteps } from './askSteps.ts';
import { changeProjectFile } from './changeProjectFile.ts';
import { chosenConnection } from './chosenConnection.ts';
import { assertIdle } from './idle.ts';
import { StepWalk } from './stepWalk.ts';
import type { Step } from './stepWalk.ts';

interface Choice extends vscode.QuickPickItem {
	readonly setting?: EditableSetting;
	readonly run?: () => unknown;
}

export async function editConnection(freehold: Freehold, given: ConnectionRef | undefined): Promise<void> {
	const chosen = await chosenConnection(freehold, given, vscode.l10n.t('Which connection is to be edited?'));
	if (chosen === undefined) return;
	const { ref, state } = chosen;
	await assertIdle(freehold, ref);
	const title = vscode.l10n.t('Edit {0}', ref.connection);
	for (;;) {
		const text = (await vscode.workspace.openTextDocument(state.file)).getText();
		const options = { title, matchOnDetail: true, matchOnDescription: true, ignoreFocusOut: true };
		const choice = await vscode.window.showQuickPick(choicesOf(ref, text), options);
		if (choice === undefined) return;
		if (choice.setting === undefined) {
			await choice.run?.();
			return;
		}
		await editSetting(freehold, ref, state.file, text, choice.setting);
	}
}

function choicesOf(ref: ConnectionRef, text: string): readonly Choice[] {
	const { Separator } = vscode.QuickPickItemKind;
	return [
		{ label: vscode.l10n.t('Name…'), run: () => runCommand('freehold.connection.rename', ref) },
		{ label: vscode.l10n.t('Credentials…'), run: () => runCommand('freehold.connection.setCredentials', ref) },
		{ label: vscode.l10n.t('In the file…'), run: () => runCommand('freehold.openProject', ref) },
		{ label: 'freehold.yaml', kind: Separator },
		...editableSettings(text, ref.connection).map((setting): Choice => ({
			label: setting.key,
			description: setting.value === '' ? (setting.usual ?? '') : setting.value,
			detail: setting.description,
			setting,
		})),
	];
}

async function editSetting(
	freehold: Freehold,
	ref: ConnectionRef,
	file: vscode.Uri,
	text: string,
	setting: EditableSetting,
): Promise<void> {
	const title = vscode.l10n.t('Edit {0}', `${ref.connection}: ${setting.key}`);
	const wording = {
		question: () => setting.description,
		option: (_: string, value: string) => ({ value, label: value === '' ? unset(setting) : value }),
	};
	const steps = [stepOf(setting, text, ref.connection)];
	const answers = await askSteps(new StepWalk(() => steps), title, wording);
	const answer = answers?.[setting.key];
	if (answer === undefined || answer.trim() === setting.value) return;
	// A choice is checked when it is made, because there is no typing to check.
	const problem = settingProblem(text, ref.connection, setting, answer);
	if (problem !== undefined) {
		await vscode.window.showQuickPick([{ label: vscode.l10n.t('Back') }], { title, placeHolder: problem });
		return;
	}
	await changeProjectFile(file, (now) => changedSetting(now, ref.connection, setting, answer));
	await (await freehold.projects()).refresh();
	// The user changed the address, and still says apart that the secrets may go there.
	if (setting.key === 'baseUrl' || setting.key === 'identityUrl') await allowServer(freehold, ref);
}

function stepOf(setting: EditableSetting, text: string, name: string): Step {
	const { key: id, value: usual } = setting;
	if (setting.kind === 'choice') {
		const values = setting.isRequired ? setting.values : [...setting.values, ''];
		return { kind: 'choice', id, values, usual };
	}
	return {
		...{ kind: 'text', id, isHidden: false, usual },
		problem: (answer) => {
			const says = settingProblem(text, name, setting, answer);
			return says === undefined ? undefined : { says };
		},
	};
}

function unset({ usual }: EditableSetting): string {
	return usual === undefined ? vscode.l10n.t('None') : vscode.l10n.t('As usual: {0}', usual);
}
