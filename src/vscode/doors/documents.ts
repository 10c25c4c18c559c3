/** The only door to read-only documents: texts that are made when they are opened, and made anew when they are asked for again. */
import * as vscode from 'vscode';
import type { FindingCode } from '../../core/filter/findings.ts';
import type { RequestFindingCode } from '../../core/requests/editing/requestFindings.ts';
import type { Ending } from '../feature.ts';
import type { Freehold } from '../freehold.ts';
import type { RecordRef } from '../refs.ts';

export const DOCUMENT_SCHEME = 'freehold';

export interface DiffRequest {
	readonly kind: 'diff';
	readonly folder: string;
	readonly connection: string;
	readonly dataset: string;
	readonly from: number;
	/** Absent: as it is now. */
	readonly to?: number | undefined;
	readonly format: 'text' | 'json';
}

export interface StatusRequest {
	readonly kind: 'status';
	/** Absent: all. */
	readonly connection?: { readonly folder: string; readonly connection: string } | undefined;
}

export type FilterVerb = 'check' | 'format' | 'explain' | 'eval' | 'sql';

export interface FilterRequest {
	readonly kind: 'filter';
	readonly verb: FilterVerb;
	/** URI of an .rfilter file, or an expression. */
	readonly source: { readonly file: string } | { readonly expression: string };
	/** `agency/properties` of a folder, where the filter does not say itself which data it is meant for. */
	readonly data?: { readonly folder: string; readonly target: string } | undefined;
}

/** A page on one code of filters or requests. */
export interface FindingRequest {
	readonly kind: 'finding';
	readonly code: FindingCode | RequestFindingCode;
}

/** What Reapit has for a filter. Asked when it is shown, and never again by itself. */
export interface AnswerRequest {
	readonly kind: 'answer';
	readonly folder: string;
	readonly connection: string;
	readonly dataset: string;
	readonly expressions: readonly string[];
}

/** What a vendor said, or what would be sent to it: made once, and nobody is asked again because a tab is open. */
export interface OnceRequest {
	readonly kind: 'once';
	readonly folder: string;
	readonly connection: string;
	/** What it is about: `contacts/OXF1`. */
	readonly about: string;
	readonly format: 'json' | 'text';
}

/** A side of a conflict, for a merge editor: gone with its window, and never made up, because it is what is merged. */
export interface SideRequest {
	readonly kind: 'side';
	readonly side: 'base' | 'theirs' | 'yours';
	/** Of the record that met the conflict. */
	readonly uri: string;
}

/** What became of one row. */
export interface RowHistoryRequest {
	readonly kind: 'rowHistory';
	readonly folder: string;
	readonly connection: string;
	readonly dataset: string;
	readonly key: string;
}

/** A run that has ended, with all that is remembered of it. */
export interface RunRequest {
	readonly kind: 'run';
	readonly ref: RecordRef;
}

/** How a query would find its rows. */
export interface PlanRequest {
	readonly kind: 'plan';
	readonly folder: string;
	readonly connection: string;
	readonly attached: readonly { readonly connection: string; readonly schema: string }[];
	readonly sql: string;
}

export type DocumentRequest =
	| PlanRequest
	| DiffRequest
	| StatusRequest
	| FilterRequest
	| FindingRequest
	| AnswerRequest
	| OnceRequest
	| SideRequest
	| RunRequest
	| RowHistoryRequest;

/** @param name  what stands in its tab; the ending tells the language */
export function documentUri(request: DocumentRequest, name: string): vscode.Uri {
	return vscode.Uri.from({ scheme: DOCUMENT_SCHEME, path: `/${name}`, query: JSON.stringify(request) });
}

export class Documents implements vscode.TextDocumentContentProvider, Ending {
	readonly #freehold: Freehold;
	readonly #changed = new vscode.EventEmitter<vscode.Uri>();
	/** Texts that were just made, for the editor to take. */
	readonly #made = new Map<string, string>();

	readonly onDidChange = this.#changed.event;

	constructor(freehold: Freehold) {
		this.#freehold = freehold;
	}

	/** Asked by the editor: for what was just made, or for a document that a reloaded window still has open. */
	async provideTextDocumentContent(uri: vscode.Uri): Promise<string> {
		const made = this.#made.get(uri.toString());
		this.#made.delete(uri.toString());
		return made ?? this.#make(JSON.parse(uri.query) as DocumentRequest);
	}

	/**
	 * @param name  what stands in its tab; the ending tells the language
	 * @throws FreeholdError where the text could not be made: the editor would not say why
	 */
	async show(request: DocumentRequest, name: string): Promise<vscode.TextDocument> {
		return this.showText(request, name, await this.#make(request));
	}

	/** Shows what was made already; made anew, it would cost a request of the vendor. */
	async showText(request: DocumentRequest, name: string, text: string): Promise<vscode.TextDocument> {
		const document = await vscode.workspace.openTextDocument(this.offer(request, name, text));
		await vscode.window.showTextDocument(document, { preview: true });
		return document;
	}

	/** A text that was made already, for whoever opens its document. */
	offer(request: DocumentRequest, name: string, text: string): vscode.Uri {
		const uri = documentUri(request, name);
		this.#made.set(uri.toString(), text);
		// One that is open already shows how things were.
		this.#changed.fire(uri);
		return uri;
	}

	async #make(request: DocumentRequest): Promise<string> {
		const { contentOf } = await import('../documents/contentOf.ts');
		return contentOf(this.#freehold, request);
	}

	dispose(): void {
		this.#changed.dispose();
	}
}
