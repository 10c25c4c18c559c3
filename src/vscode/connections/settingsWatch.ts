/** Notices secrets in settings and moves them to SecretStorage: first they are kept, then they go from the settings. */
import * as vscode from 'vscode';
import { findConnection } from '../../core/project/targets.ts';
import type { Freehold } from '../freehold.ts';
import { askConnection } from '../jobs/askTarget.ts';
import type { ConnectionRef } from '../refs.ts';
import { secretsInSettings } from './secretsInSettings.ts';
import type { SecretInSettings } from './secretsInSettings.ts';

const { Global, Workspace, WorkspaceFolder } = vscode.ConfigurationTarget;

/** Tells of them, once for each window and set of places. */
export async function tellSecretsInSettings(freehold: Freehold): Promise<void> {
	const found = foundSecrets();
	if (found.length === 0) return;
	const messages = await freehold.messages();
	void messages.secretsInSettings(
		found.map(({ place }) => place),
		() => moveSettingsSecrets(freehold, foundSecrets()),
	);
}

/** The settings below `freehold` as users and folders have set them; defaults hold none. */
function foundSecrets(): readonly SecretInSettings[] {
	const all = vscode.workspace.getConfiguration().get<Readonly<Record<string, unknown>>>('freehold') ?? {};
	return secretsInSettings(Object.fromEntries(leafSettings(all)));
}

/** VS Code shows dotted names as objects; a setting is what stands in the file: it is looked for from the longest name on. */
function leafSettings(all: Readonly<Record<string, unknown>>): readonly (readonly [string, unknown])[] {
	return Object.keys(all).flatMap((key) => leavesBelow(`freehold.${key}`, all[key]));
}

function leavesBelow(name: string, value: unknown): readonly (readonly [string, unknown])[] {
	if (isSet(name) || typeof value !== 'object' || value === null || Array.isArray(value)) return [[name, value]];
	return Object.entries(value).flatMap(([key, one]) => leavesBelow(`${name}.${key}`, one));
}

function isSet(name: string): boolean {
	const found = vscode.workspace.getConfiguration().inspect(name);
	return [found?.globalValue, found?.workspaceValue, found?.workspaceFolderValue].some((value) => value !== undefined);
}

async function moveSettingsSecrets(freehold: Freehold, found: readonly SecretInSettings[]): Promise<void> {
	const [projects, network] = await Promise.all([freehold.projects(), freehold.network()]);
	for (const secret of found) {
		const ref = (await namedConnection(freehold, secret)) ?? (await asked(freehold, secret));
		const project = ref === undefined ? undefined : projects.of(ref.folder)?.project;
		if (ref === undefined || project === undefined) return;
		await network.secrets.store(ref, findConnection(project, ref.connection), { [secret.field]: secret.value });
	}
	for (const setting of new Set(found.map((secret) => secret.setting))) await takeOut(setting);
	void (await freehold.messages()).secretsMoved(found.length, vscode.l10n.t('the settings'));
}

async function namedConnection(freehold: Freehold, { names }: SecretInSettings): Promise<ConnectionRef | undefined> {
	for (const { folder, project } of (await freehold.projects()).all) {
		const connection = names.find((name) => project?.connections.has(name) === true);
		if (connection !== undefined) return { folder, connection };
	}
	return undefined;
}

function asked(freehold: Freehold, { place }: SecretInSettings): Promise<ConnectionRef | undefined> {
	return askConnection(freehold, vscode.l10n.t('Whose is {0}?', place));
}

async function takeOut(setting: string): Promise<void> {
	const configuration = vscode.workspace.getConfiguration();
	const found = configuration.inspect(setting);
	if (found?.globalValue !== undefined) await configuration.update(setting, undefined, Global);
	if (found?.workspaceValue !== undefined) await configuration.update(setting, undefined, Workspace);
	for (const { uri } of vscode.workspace.workspaceFolders ?? []) {
		const own = vscode.workspace.getConfiguration(undefined, uri);
		if (own.inspect(setting)?.workspaceFolderValue === undefined) continue;
		await own.update(setting, undefined, WorkspaceFolder);
	}
}
