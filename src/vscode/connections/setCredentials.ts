/** Asks for a connection's secrets, one after another, and keeps them in SecretStorage. */
import * as vscode from 'vscode';
import { findConnection } from '../../core/project/targets.ts';
import type { Freehold } from '../freehold.ts';
import { askConnection } from '../jobs/askTarget.ts';
import { secretFields } from '../outside/secretFields.ts';
import type { ConnectionRef } from '../refs.ts';

/** @returns whether they were stored */
export async function setCredentials(freehold: Freehold, given: ConnectionRef | undefined): Promise<boolean> {
	const ref = given ?? (await askConnection(freehold, vscode.l10n.t('Whose credentials are to be set?')));
	if (ref === undefined) return false;
	const [projects, network] = await Promise.all([freehold.projects(), freehold.network()]);
	const project = projects.of(ref.folder)?.project;
	if (project === undefined) return false;
	const connection = findConnection(project, ref.connection);
	const fields = secretFields(connection);
	const values: Record<string, string> = {};
	for (const [nth, { name, isHidden }] of fields.entries()) {
		const value = await vscode.window.showInputBox({
			title: vscode.l10n.t('Credentials of {0} ({1}/{2})', ref.connection, nth + 1, fields.length),
			prompt: vscode.l10n.t('{0}; it is kept in the secret storage of the editor', name),
			password: isHidden,
			ignoreFocusOut: true,
			validateInput: (text) => (text.trim() === '' ? vscode.l10n.t('It cannot be empty') : undefined),
		});
		// Leaving midway leaves nothing behind.
		if (value === undefined) return false;
		values[name] = value;
	}
	await network.secrets.store(ref, connection, values);
	return true;
}
