/** Shows that a sign-in waits for the browser; takes the address by hand where the browser cannot bring it. */
import * as vscode from 'vscode';
import type { Redirect } from './redirect.ts';

export interface BrowserWait {
	/** The vendor's page. */
	readonly url: string;
	readonly redirect: Redirect;
	readonly title: string;
	readonly open: (url: string) => PromiseLike<unknown>;
	/** Aborted when the browser came back by itself. */
	readonly signal: AbortSignal;
}

/** @returns the pasted address; `undefined` where the user left */
export function waitForBrowser({ url, redirect, title, open, signal }: BrowserWait): Promise<string | undefined> {
	const input = vscode.window.createInputBox();
	const again = button('link-external', vscode.l10n.t('Open the sign-in page again'));
	const copyPage = button('copy', vscode.l10n.t('Copy the address of the sign-in page'));
	const copyRedirect = button('references', vscode.l10n.t('Copy the redirect URI {0}', redirect.uri));
	input.title = title;
	input.busy = true;
	input.ignoreFocusOut = true;
	input.placeholder = `${redirect.uri}?…`;
	input.prompt =
		redirect.how === 'paste'
			? vscode.l10n.t('Sign in through the browser, then paste the whole address that it ended on')
			: vscode.l10n.t('Waiting for the browser; if it ends on a page that cannot be opened, paste its address');
	input.buttons = [again, copyPage, copyRedirect];
	return new Promise<string | undefined>((resolve, reject) => {
		const onAbort = (): void => reject(signal.reason as Error);
		signal.addEventListener('abort', onAbort, { once: true });
		input.onDidAccept(() => {
			const text = input.value.trim();
			if (URL.canParse(text)) resolve(text);
			else input.validationMessage = vscode.l10n.t('That is no address: it begins with {0}', redirect.uri);
		});
		input.onDidTriggerButton((pressed) => {
			if (pressed === again) void open(url);
			else void vscode.env.clipboard.writeText(pressed === copyPage ? url : redirect.uri);
		});
		input.onDidHide(() => resolve(undefined));
		input.show();
	}).finally(() => input.dispose());
}

function button(icon: string, tooltip: string): vscode.QuickInputButton {
	return { iconPath: new vscode.ThemeIcon(icon), tooltip };
}
