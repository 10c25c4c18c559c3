/** Failures of records as files, as the editor shows them beside the name of the file. */
import * as vscode from 'vscode';
import { FreeholdError } from '../../core/errors.ts';

export function fileError(error: unknown): unknown {
	if (!FreeholdError.is(error)) return error;
	const text = `${error.what}: ${error.why}. ${error.next}`;
	switch (error.reason) {
		case 'notFound':
			return vscode.FileSystemError.FileNotFound(text);
		case 'forbidden':
		case 'unsafe':
			return vscode.FileSystemError.NoPermissions(text);
		default:
			return vscode.FileSystemError.Unavailable(text);
	}
}
