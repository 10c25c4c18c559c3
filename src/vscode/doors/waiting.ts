/** Shows that something is awaited, where it can be cancelled: a limit of a vendor may make it wait. */
import * as vscode from 'vscode';

/** @param work  is given a way to tell how far it is */
export function whileWaiting<T>(
	title: string,
	work: (signal: AbortSignal, tell: (message: string) => void) => Promise<T>,
): Promise<T> {
	const options = { location: vscode.ProgressLocation.Notification, title, cancellable: true };
	const waiting = vscode.window.withProgress(options, (progress, token) => {
		const abort = new AbortController();
		token.onCancellationRequested(() => abort.abort(new vscode.CancellationError()));
		return work(abort.signal, (message) => progress.report({ message }));
	});
	return Promise.resolve(waiting);
}
