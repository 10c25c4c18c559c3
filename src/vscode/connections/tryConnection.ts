/** Tries a connection before it is saved, and asks what to do where it does not work. */
import * as vscode from 'vscode';
import { FreeholdError } from '../../core/errors.ts';
import { checkConnection } from '../../core/jobs/checkConnection.ts';
import type { ConnectionOutside } from '../../core/jobs/openConnection.ts';
import type { Connection } from '../../core/project/project.ts';
import type { Dataset } from '../../core/sources/source.ts';
import { nextStep } from '../nextStep.ts';
import type { HostLog } from '../outside/hostLog.ts';

export type Tried =
	| { readonly kind: 'works'; readonly datasets: readonly Dataset[] }
	/** To the credentials, or to the step before. */
	| { readonly kind: 'change' }
	/** Saved as it is, untried. */
	| { readonly kind: 'saveAnyway' }
	/** Without the credentials, which were refused. */
	| { readonly kind: 'saveWithout' }
	| { readonly kind: 'left' };

/** A test is no run: whoever waits for it wants to hear soon that the vendor asks for a pause. */
const MAX_WAIT_MS = 5000;

interface Way extends vscode.QuickPickItem {
	readonly tried: Exclude<Tried['kind'], 'works'> | 'again' | 'log';
}

export interface Trial {
	readonly connection: Connection;
	readonly outside: ConnectionOutside;
	readonly title: string;
	readonly log: HostLog;
	/** Whether it can be saved without its credentials. */
	readonly mayDoWithout: boolean;
	/** Before the test, where a user signs in through the browser; `false` where the user left. */
	readonly signIn?: (() => Promise<boolean>) | undefined;
}

export async function tryConnection(trial: Trial): Promise<Tried> {
	let isSignedIn = trial.signIn === undefined;
	for (;;) {
		let error: unknown;
		try {
			isSignedIn ||= (await trial.signIn?.()) === true;
			if (!isSignedIn) return { kind: 'change' };
			return await attempt(trial);
		} catch (caught) {
			error = caught;
		}
		const kind = await askWay(error, trial);
		if (kind !== 'again') return { kind };
	}
}

/** @returns `left` where the user did not wait for the answer */
async function attempt({ connection, outside, title }: Trial): Promise<Tried> {
	const abort = new AbortController();
	const waiting = vscode.window.createQuickPick();
	waiting.title = title;
	waiting.placeholder = testText(connection);
	waiting.busy = true;
	waiting.enabled = false;
	waiting.ignoreFocusOut = true;
	waiting.onDidHide(() => abort.abort(new vscode.CancellationError()));
	waiting.show();
	try {
		const datasets = await checkConnection(connection, { ...outside, maxWaitMs: MAX_WAIT_MS }, abort.signal);
		return { kind: 'works', datasets };
	} catch (error) {
		if (abort.signal.aborted) return { kind: 'left' };
		throw error;
	} finally {
		waiting.dispose();
	}
}

/** What the test asks of the vendor: of Realpad nothing that would make the first run wait. */
export function testText({ source }: Connection): string {
	switch (source) {
		case 'realpad':
			return vscode.l10n.t('Testing the login with one narrow export, which starts no cool-down…');
		case 'reapit':
			return vscode.l10n.t('Testing the credentials with one office of each customer…');
		case 'spark':
			return vscode.l10n.t('Testing the credentials with the metadata of the MLS…');
	}
}

/** The words of the failure stand below the ways out of it, where there is room for them. */
async function askWay(error: unknown, trial: Trial): Promise<Exclude<Way['tried'], 'log'>> {
	const { title, log } = trial;
	log.write('warn', 'A connection was tried and does not work', { error });
	const isTold = FreeholdError.is(error);
	const message = error instanceof Error ? error.message : String(error);
	const next = isTold ? nextStep(vscode.l10n, error) : undefined;
	const items: readonly Way[] = [
		{ tried: 'change', label: vscode.l10n.t('Change Answers'), detail: isTold ? error.why : message },
		...otherWays(FreeholdError.is(error, 'credentials'), trial),
		{ tried: 'log', label: vscode.l10n.t('Open Log'), ...(next === undefined ? {} : { detail: next }) },
	];
	const options = { title, placeHolder: isTold ? error.what : message, ignoreFocusOut: true };
	for (;;) {
		const tried = (await vscode.window.showQuickPick(items, options))?.tried ?? 'left';
		if (tried !== 'log') return tried;
		log.show();
	}
}

function otherWays(isRefused: boolean, { signIn, mayDoWithout }: Trial): readonly Way[] {
	const again: Way = { tried: 'again', label: vscode.l10n.t('Test Again') };
	if (!isRefused) return [again, { tried: 'saveAnyway', label: vscode.l10n.t('Save Untested') }];
	return [
		// A refused login is not sent a second time: each attempt can prolong a ban. A user may have pressed the wrong button.
		...(signIn === undefined ? [] : [again]),
		...(mayDoWithout ? [{ tried: 'saveWithout', label: vscode.l10n.t('Save Without Credentials') } as const] : []),
	];
}
