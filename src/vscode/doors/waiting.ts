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

/** What is usually there at once shows itself only when it is not. */
const NOT_AT_ONCE_MS = 1000;

/** As `whileWaiting`, for work of which nobody notices that it is waited for. */
export async function whileWaitingLong<T>(title: string, work: (signal: AbortSignal) => Promise<T>): Promise<T> {
	const abort = new AbortController();
	const working = work(abort.signal);
	const timer = setTimeout(() => {
		void whileWaiting(title, (cancelled) => {
			cancelled.addEventListener('abort', () => abort.abort(cancelled.reason), { once: true });
			return working.catch(() => undefined);
		});
	}, NOT_AT_ONCE_MS);
	return working.finally(() => clearTimeout(timer));
}
