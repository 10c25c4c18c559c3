/** Records of Reapit as files. Loaded with activation, so it knows nothing of core. */
import type * as vscode from 'vscode';

export const RESOURCE_SCHEME = 'freehold-reapit';
export const RESOURCES: vscode.DocumentFilter = { scheme: RESOURCE_SCHEME };

export function isResource({ uri }: vscode.TextDocument): boolean {
	return uri.scheme === RESOURCE_SCHEME;
}
