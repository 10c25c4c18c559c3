/**
 * `freehold reapit listen` as a command line: it has to be reachable from the internet and to go on when this window is
 * closed, so that a terminal, or a machine that is always on, is the place for it.
 */
import * as vscode from 'vscode';
import { asReapit } from '../../core/project/targets.ts';
import { chosenConnection } from '../connections/chosenConnection.ts';
import type { Freehold } from '../freehold.ts';
import type { ConnectionRef } from '../refs.ts';
import { quoted } from '../runsView/cliCommand.ts';

export async function copyListenCommand(freehold: Freehold, given: ConnectionRef | undefined): Promise<void> {
	const question = vscode.l10n.t('Events of which connection?');
	const chosen = await chosenConnection(freehold, given, question, ({ source }) => source === 'reapit');
	if (chosen === undefined) return;
	const text = `freehold reapit listen ${quoted(asReapit(chosen.connection).connection)}`;
	await vscode.env.clipboard.writeText(text);
	void (await freehold.messages()).commandCopied(text);
}
