/** Where the browser comes back to after signing in: decided by where the editor runs and what freehold.yaml says. */
import { USUAL_REDIRECT } from '../../core/jobs/signInListener.ts';
import { isLoopbackOrigin } from '../../core/project/origins.ts';

/**
 * `editor`: the operating system hands the address to VS Code · `listener`: a page on this machine takes it · `paste`: it
 * leads to another machine, so that the user brings the address.
 */
export interface Redirect {
	/** To be registered with the vendor, to the letter. */
	readonly uri: string;
	readonly how: 'editor' | 'listener' | 'paste';
}

export interface EditorPlace {
	/** `vscode`, `vscode-insiders`, … */
	readonly uriScheme: string;
	readonly extensionId: string;
	/** Whether the extension runs on the user's own machine, in a window of its own: not in a browser, not remotely. */
	readonly isLocalDesktop: boolean;
}

/** Path of the address that VS Code hands over. */
export const SIGN_IN_PATH = '/signed-in';

/** @param declared  `redirectUri` of the connection: what is registered already */
export function redirectFor(declared: string | undefined, place: EditorPlace): Redirect {
	if (declared !== undefined) {
		const url = URL.parse(declared);
		const isCaught = url?.protocol === 'http:' && isLoopbackOrigin(url.origin);
		return { uri: declared, how: isCaught ? 'listener' : 'paste' };
	}
	if (!place.isLocalDesktop) return { uri: USUAL_REDIRECT, how: 'listener' };
	return { uri: `${place.uriScheme}://${place.extensionId}${SIGN_IN_PATH}`, how: 'editor' };
}
