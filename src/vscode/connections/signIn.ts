/** Signs a connection in through the browser: authorization code, with PKCE where the vendor has it; tokens go to its secrets. */
import * as vscode from 'vscode';
import { startBrowserSignIn } from '../../core/jobs/browserSignIn.ts';
import type { BrowserSignIn } from '../../core/jobs/browserSignIn.ts';
import type { ConnectionOutside } from '../../core/jobs/openConnection.ts';
import { listenForSignIn } from '../../core/jobs/signInListener.ts';
import type { ReapitConnection, SparkConnection } from '../../core/project/project.ts';
import { signsInByBrowser } from '../../core/project/secretFields.ts';
import type { Freehold } from '../freehold.ts';
import type { ConnectionRef } from '../refs.ts';
import { chosenConnection } from './chosenConnection.ts';
import { redirectFor } from './redirect.ts';
import type { Redirect } from './redirect.ts';
import { setCredentials } from './setCredentials.ts';
import { waitForBrowser } from './waitForBrowser.ts';

/** The command: for a connection whose application is known, and whose user is to sign in (again). */
export async function signIn(freehold: Freehold, given: ConnectionRef | undefined): Promise<boolean> {
	const question = vscode.l10n.t('Who is to sign in?');
	const chosen = await chosenConnection(freehold, given, question, signsInByBrowser);
	if (chosen === undefined || !signsInByBrowser(chosen.connection)) return false;
	const { ref, connection } = chosen;
	const network = await freehold.network();
	const state = await network.credentialState(ref, connection);
	// Without a client id there is nobody to sign in to; asking for it ends in signing in.
	if (state === 'missing' || state === 'elsewhere') return setCredentials(freehold, ref);
	const title = vscode.l10n.t('Sign In: {0}', ref.connection);
	if (!(await signInAsked(freehold, connection, network.outsideOf(ref, connection), title))) return false;
	void (await freehold.messages()).signedIn(ref);
	return true;
}

/**
 * Shows what has to be registered, opens the browser, and waits.
 *
 * @param outside  its secrets take the tokens
 * @returns `false` where the user left
 * @throws FreeholdError `credentials` where the vendor refuses
 */
export async function signInAsked(
	freehold: Freehold,
	connection: SparkConnection | ReapitConnection,
	outside: ConnectionOutside,
	title: string,
): Promise<boolean> {
	const redirect = redirectFor(connection.redirectUri, editorPlace(freehold));
	if (!(await mayOpenBrowser(redirect, title))) return false;
	const abort = new AbortController();
	try {
		await performSignIn({
			...{ freehold, connection: { ...connection, redirectUri: redirect.uri }, outside, redirect, title, abort },
			open: (url) => vscode.env.openExternal(vscode.Uri.parse(url, true)),
		});
		return true;
	} catch (error) {
		if (abort.signal.aborted) return false;
		throw error;
	}
}

export interface SignInWork {
	readonly freehold: Freehold;
	readonly connection: SparkConnection | ReapitConnection;
	readonly outside: ConnectionOutside;
	readonly redirect: Redirect;
	readonly title: string;
	readonly abort: AbortController;
	/** Opens the vendor's page. */
	readonly open: (url: string) => PromiseLike<unknown>;
}

export async function performSignIn(work: SignInWork): Promise<void> {
	const { connection, outside, redirect, abort } = work;
	const started = await startBrowserSignIn(connection, outside, abort.signal);
	const isListening = redirect.how === 'listener';
	const listener = isListening ? await listenForSignIn(redirect.uri, started.state, 'editor') : undefined;
	try {
		if (listener !== undefined) await forwardPort(work);
		const caught = listener?.returned(abort.signal).then(({ href }) => href);
		await started.finish(await returnedTo(work, started, caught));
	} finally {
		listener?.close();
	}
}

/**
 * In a remote window, the browser on the user's own machine reaches the page only by a forwarded port. Some editors never
 * answer; the address can be pasted all the same, so nobody waits for them.
 */
async function forwardPort({ freehold, redirect }: SignInWork): Promise<void> {
	if (vscode.env.remoteName === undefined) return;
	const log = await freehold.log();
	vscode.env.asExternalUri(vscode.Uri.parse(redirect.uri)).then(undefined, (error: unknown) => {
		log.write('info', 'The port of the sign-in page could not be forwarded', { error });
	});
}

/** The first of: VS Code was handed the address, the page on this machine was opened, the user pasted it. */
async function returnedTo(
	{ freehold, redirect, title, abort, open }: SignInWork,
	{ url, state }: BrowserSignIn,
	caught: Promise<string> | undefined,
): Promise<string> {
	const returns = await freehold.signInReturns();
	const waiting = new AbortController();
	const handed = returns.wait(state, waiting.signal);
	const pasted = waitForBrowser({ url, redirect, title, open, signal: waiting.signal });
	const ways = [handed, pasted, ...(caught === undefined ? [] : [caught])];
	// The ones that come too late end with the wait, which nobody needs to hear of.
	for (const way of ways) way.catch(() => undefined);
	try {
		await open(url);
		const address = await Promise.race(ways);
		if (address !== undefined) return address;
		abort.abort(new vscode.CancellationError());
		throw new vscode.CancellationError();
	} finally {
		waiting.abort(new vscode.CancellationError());
	}
}

function editorPlace({ context }: Freehold): Parameters<typeof redirectFor>[1] {
	return {
		uriScheme: vscode.env.uriScheme,
		extensionId: context.extension.id,
		isLocalDesktop: vscode.env.uiKind === vscode.UIKind.Desktop && vscode.env.remoteName === undefined,
	};
}

/** The vendor sends the browser only where it was told before that it may. */
async function mayOpenBrowser({ uri }: Redirect, title: string): Promise<boolean> {
	const open = vscode.l10n.t('Open the Browser');
	const copy = vscode.l10n.t('Copy the Redirect URI');
	for (;;) {
		const items = [
			{ label: open, detail: vscode.l10n.t('The redirect URI is registered with the vendor') },
			{ label: copy, detail: uri },
		];
		const placeHolder = vscode.l10n.t('The vendor must know the redirect URI {0}', uri);
		const chosen = await vscode.window.showQuickPick(items, { title, placeHolder, ignoreFocusOut: true });
		if (chosen === undefined) return false;
		if (chosen.label === open) return true;
		await vscode.env.clipboard.writeText(uri);
	}
}
