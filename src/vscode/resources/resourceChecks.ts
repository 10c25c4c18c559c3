/** What is wrong with records that are edited as files: shown at their fields while they are typed; nothing of them is sent. */
import * as vscode from 'vscode';
import { FreeholdError } from '../../core/errors.ts';
import { shownLength } from '../../core/requests/editing/checkJsonBody.ts';
import { markedConflicts } from '../../core/sources/reapit/entities/conflictMarkers.ts';
import type { JsonPath } from '../../core/sources/reapit/entities/jsonPath.ts';
import { pathText } from '../../core/sources/reapit/entities/jsonPath.ts';
import { JsonText } from '../../core/sources/reapit/entities/jsonText.ts';
import { CheckedDocuments } from '../doors/checkedDocuments.ts';
import type { Ending } from '../feature.ts';
import { rangeOf } from '../filter/documents.ts';
import type { Freehold } from '../freehold.ts';
import type { ResourceFiles } from './resources.ts';
import { isResource } from './scheme.ts';

const { Error: ERROR, Information: INFORMATION } = vscode.DiagnosticSeverity;

export class ResourceChecks implements Ending {
	readonly #documents: CheckedDocuments;
	readonly #following: vscode.Disposable;

	constructor(freehold: Freehold, files: ResourceFiles) {
		this.#documents = new CheckedDocuments(freehold, {
			name: 'freehold-reapit',
			concerns: isResource,
			find: (document) => findingsOf(files, document),
		});
		this.#following = files.onDidTell(() => this.#documents.checkAll());
	}

	dispose(): void {
		this.#following.dispose();
		this.#documents.dispose();
	}
}

async function findingsOf(files: ResourceFiles, document: vscode.TextDocument): Promise<readonly vscode.Diagnostic[]> {
	const { uri } = document;
	const text = document.getText();
	const found: vscode.Diagnostic[] = [];
	if (files.drafts.get(uri)?.text === text) {
		const unsent = vscode.l10n.t('Not sent yet: save by hand to send it to Reapit');
		found.push(diagnostic(document.lineAt(0).range, unsent, INFORMATION, 'notSent'));
	}
	const conflicts = markedConflicts(text);
	const conflict = vscode.l10n.t('A conflict to be resolved: leave yours or theirs');
	for (const span of conflicts) found.push(diagnostic(rangeOf(document, span), conflict, ERROR, CONFLICT));
	const json = conflicts.length > 0 ? undefined : parsed(text);
	if (json === undefined) return found;
	const { text: refusedText, error } = files.refusedOf(uri) ?? {};
	const problems = refusedText === text ? (error?.fields ?? []) : await problemsOf(files, uri, json);
	for (const { path, message } of problems) {
		const range = rangeOf(document, spanOf(json, text, path));
		found.push(diagnostic(range, `${pathText(path)} ${message}`, ERROR, refusedText === text ? 'refused' : 'model'));
	}
	return found;
}

/** Code of the finding that quick fixes resolve. */
export const CONFLICT = 'conflict';

async function problemsOf(
	files: ResourceFiles,
	uri: vscode.Uri,
	json: JsonText,
): Promise<readonly { readonly path: JsonPath; readonly message: string }[]> {
	if (!vscode.workspace.isTrusted) return [];
	const opened = await files.targets.resource(uri);
	if (opened.kind === 'new') return opened.resource.check(json);
	const base = files.baseOf(uri);
	return base === undefined ? [] : opened.resource.check(json, base);
}

function spanOf(json: JsonText, text: string, path: JsonPath): { readonly start: number; readonly end: number } {
	const start = json.offsetOf(path);
	return { start, end: start + shownLength(text.slice(start)) };
}

function parsed(text: string): JsonText | undefined {
	try {
		return JsonText.parse(text, '');
	} catch (error) {
		// The editor's own help for JSON says where.
		if (FreeholdError.is(error, 'usage')) return undefined;
		throw error;
	}
}

function diagnostic(
	range: vscode.Range,
	message: string,
	severity: vscode.DiagnosticSeverity,
	code: string,
): vscode.Diagnostic {
	const made = new vscode.Diagnostic(range, message, severity);
	made.source = 'Freehold';
	made.code = code;
	return made;
}
