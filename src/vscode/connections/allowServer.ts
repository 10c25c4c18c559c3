/** Asks whether the servers that freehold.yaml names now may have secrets that were given for others. */
import * as vscode from 'vscode';
import { foreignOrigins, isLoopbackOrigin } from '../../core/project/origins.ts';
import type { Connection } from '../../core/project/project.ts';
import type { Freehold } from '../freehold.ts';
import type { ConnectionRef } from '../refs.ts';
import { chosenConnection } from './chosenConnection.ts';

/** @returns whether they may */
export async function allowServer(freehold: Freehold, given: ConnectionRef | undefined): Promise<boolean> {
	const question = vscode.l10n.t('Which connection may use another server?');
	const chosen = await chosenConnection(freehold, given, question);
	if (chosen === undefined) return false;
	const { ref, connection } = chosen;
	const { secrets } = await freehold.network();
	const standing = await secrets.standing(ref, connection);
	if (standing.kind !== 'elsewhere') return standing.kind === 'here';
	const detail = vscode.l10n.t(
		'They were given for {0}. freehold.yaml names another server now. Only go on if you know that server and changed it yourself.',
		standing.given.join(', '),
	);
	if (!(await asked(standing.now, ref, detail))) return false;
	await secrets.allow(ref, connection);
	return true;
}

/**
 * Before secrets are typed in: a freehold.yaml that came with a cloned repository could name any server. The vendor's and
 * this machine itself need no word, nor do servers that were given some before.
 */
export async function mayHaveSecrets(freehold: Freehold, ref: ConnectionRef, connection: Connection): Promise<boolean> {
	const servers = foreignOrigins(connection).filter((origin) => !isLoopbackOrigin(origin));
	const { secrets } = await freehold.network();
	if (servers.length === 0 || (await secrets.standing(ref, connection)).kind === 'here') return true;
	const detail = vscode.l10n.t(
		'freehold.yaml names this server, which is not the vendor’s. Only go on if you know it.',
	);
	return asked(servers, ref, detail);
}

/** Whoever has the secrets has the data: so it is asked in a dialog, which names the server. */
async function asked(servers: readonly string[], { connection }: ConnectionRef, detail: string): Promise<boolean> {
	const names = servers.join(', ');
	const allow = vscode.l10n.t('Send Them to {0}', names);
	const question = vscode.l10n.t('May {0} have the credentials of {1}?', names, connection);
	return (await vscode.window.showWarningMessage(question, { modal: true, detail }, allow)) === allow;
}
