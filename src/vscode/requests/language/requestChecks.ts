/** Checks requests while they are typed; nothing of them is sent. */
import * as vscode from 'vscode';
import { CheckMemory } from '../../../core/requests/editing/checkMemory.ts';
import { checkRequests } from '../../../core/requests/editing/checkRequests.ts';
import type { RequestFinding } from '../../../core/requests/editing/requestFindings.ts';
import { CheckedDocuments } from '../../doors/checkedDocuments.ts';
import { documentUri } from '../../doors/documents.ts';
import type { Ending } from '../../feature.ts';
import { rangeOf } from '../../filter/documents.ts';
import type { Freehold } from '../../freehold.ts';
import { isRequestDocument } from '../selector.ts';
import type { RequestData } from './requestData.ts';
import { requestsIn } from './requestDocuments.ts';

interface Checked {
	readonly version: number;
	readonly findings: readonly RequestFinding[];
}

const checked = new WeakMap<vscode.TextDocument, Checked>();
const memories = new WeakMap<vscode.TextDocument, CheckMemory>();

export class RequestChecks implements Ending {
	readonly #documents: CheckedDocuments;
	readonly #following: vscode.Disposable;

	constructor(freehold: Freehold, data: RequestData) {
		this.#documents = new CheckedDocuments(freehold, {
			name: 'freehold-http',
			concerns: isRequestDocument,
			find: async (document) => {
				const { version } = document;
				const knowledge = await data.knowledge(document.uri);
				const memory = memories.get(document) ?? new CheckMemory();
				memories.set(document, memory);
				const findings = checkRequests(requestsIn(document), knowledge, memory);
				checked.set(document, { version, findings });
				return findings.map((finding) => diagnosticOf(document, finding));
			},
		});
		this.#following = data.onDidChange(() => this.#documents.checkAll());
	}

	dispose(): void {
		this.#following.dispose();
		this.#documents.dispose();
	}
}

export function requestFixes(document: vscode.TextDocument, range: vscode.Range): vscode.CodeAction[] {
	const known = checked.get(document);
	if (known?.version !== document.version) return [];
	return known.findings
		.filter((finding) => rangeOf(document, finding).intersection(range) !== undefined)
		.flatMap((finding) =>
			finding.fixes.map(({ title, edits, isPreferred }) => {
				const action = new vscode.CodeAction(title, vscode.CodeActionKind.QuickFix);
				action.edit = new vscode.WorkspaceEdit();
				for (const edit of edits) action.edit.replace(document.uri, rangeOf(document, edit), edit.text);
				action.diagnostics = [diagnosticOf(document, finding)];
				action.isPreferred = isPreferred ?? false;
				return action;
			}),
		);
}

/** The same finding gives the same diagnostic: fixes name those that they mend. */
function diagnosticOf(document: vscode.TextDocument, finding: RequestFinding): vscode.Diagnostic {
	const { Error, Warning, Information } = vscode.DiagnosticSeverity;
	const severity = { error: Error, warning: Warning, information: Information }[finding.severity];
	const diagnostic = new vscode.Diagnostic(rangeOf(document, finding), finding.message, severity);
	diagnostic.source = 'Freehold';
	const { code } = finding;
	diagnostic.code = { value: code, target: documentUri({ kind: 'finding', code }, `${code}.md`) };
	return diagnostic;
}
