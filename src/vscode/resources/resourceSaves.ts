/** Sends what was saved by hand: the changed fields of a record, or a record that is new. */
import * as vscode from 'vscode';
import { FreeholdError } from '../../core/errors.ts';
import { isJsonObject } from '../../core/json.ts';
import { firstMarker } from '../../core/sources/reapit/entities/conflictMarkers.ts';
import { JsonText } from '../../core/sources/reapit/entities/jsonText.ts';
import { EntityConflict, InvalidFields } from '../../core/sources/reapit/entities/writeErrors.ts';
import type { TheirVersion } from '../../core/sources/reapit/entities/writeErrors.ts';
import { objectOf } from '../../core/sources/reapit/resources/recordResource.ts';
import { conflictText, documentText } from '../../core/sources/reapit/resources/resource.ts';
import type { NewResource, Resource } from '../../core/sources/reapit/resources/resource.ts';
import { fileNameOf } from '../../core/sources/reapit/resources/resourcePath.ts';
import { whileWaitingLong } from '../doors/waiting.ts';
import type { Freehold } from '../freehold.ts';
import type { Drafts } from './drafts.ts';
import { fileError } from './fileError.ts';
import { offerMergeEditor } from './mergeEditor.ts';
import type { MarkedRecord } from './mergeEditor.ts';
import type { OpenFiles } from './openFiles.ts';
import type { ResourceTargets } from './resourceTargets.ts';

/** What the vendor, or the check before it, said of a text. */
export interface RefusedText {
	readonly text: string;
	readonly error: InvalidFields;
}

interface Around {
	readonly freehold: Freehold;
	readonly targets: ResourceTargets;
	readonly drafts: Drafts;
	readonly files: OpenFiles;
	/** A record was made; `to` is its file, where the vendor has told its id. */
	readonly onCreated: (from: vscode.Uri, to: vscode.Uri | undefined) => Promise<void>;
}

/** What was sent, on which version, and the version that it met. */
interface MetConflict extends MarkedRecord {
	readonly yours: { readonly text: string; readonly version: TheirVersion };
	readonly theirs: TheirVersion;
}

export class ResourceSaves {
	readonly #around: Around;
	readonly #refused = new Map<string, RefusedText>();

	constructor(around: Around) {
		this.#around = around;
	}

	refusedOf(uri: vscode.Uri): RefusedText | undefined {
		return this.#refused.get(uri.toString());
	}

	forget(uri: vscode.Uri): void {
		this.#refused.delete(uri.toString());
	}

	/** @throws FileSystemError that says what was not sent, and why */
	async send(uri: vscode.Uri, text: string): Promise<void> {
		this.forget(uri);
		try {
			const opened = await this.#around.targets.resource(uri);
			if (firstMarker(text) !== undefined) throw unresolved(opened.resource.label);
			const document = JsonText.parse(text, fileName(uri));
			if (opened.kind === 'there') await this.#save(uri, opened.resource, document, text);
			else await this.#create(uri, opened.resource, document);
		} catch (error) {
			if (error instanceof InvalidFields) this.#refused.set(uri.toString(), { text, error });
			throw fileError(error);
		}
	}

	async #save(uri: vscode.Uri, resource: Resource, document: JsonText, text: string): Promise<void> {
		const { drafts, files } = this.#around;
		const base = files.baseOf(uri) ?? (await asked(resource.label, (signal) => resource.read(signal)));
		const file = files.of(uri);
		try {
			const { outcome, isReplayed } = await asked(resource.label, (signal) => resource.save(document, base, signal));
			const now = outcome === 'sent' ? await asked(resource.label, (signal) => resource.read(signal)) : base;
			const fresh = documentText(now.value);
			// Until the editor shows what came back, its fields are those that were sent.
			file.versions.sent(text, { ...now, value: objectOf(document, resource.label) });
			file.versions.give(fresh, now);
			file.isChanged = fresh !== text;
			file.fresh = file.isChanged ? fresh : undefined;
			await drafts.drop(uri);
			if (isReplayed)
				vscode.window.setStatusBarMessage(
					vscode.l10n.t('{0}: others had changed other fields; yours was made on their version', resource.label),
					REPLAY_SHOWN_MS,
				);
		} catch (error) {
			if (error instanceof EntityConflict && isJsonObject(document.value)) {
				const marked = conflictText(document.value, base, error);
				const met = { uri, label: resource.label, marked, yours: { text, version: base }, theirs: error.theirs };
				// Once VS Code has taken that it was not saved.
				setImmediate(() => void this.#showConflict(met));
			}
			throw error;
		}
	}

	async #showConflict(conflict: MetConflict): Promise<void> {
		const { freehold } = this.#around;
		const { uri, label, marked, yours } = conflict;
		try {
			const document = await vscode.workspace.openTextDocument(uri);
			if (!(await replaceText(document, yours.text, marked))) throw notMarked(label);
			await this.#take(document, conflict);
			await offerMergeEditor(freehold, conflict);
		} catch (error) {
			await (await freehold.messages()).failed(error);
		}
	}

	/** The markers stand in the text: from here on it is about their version. */
	async #take(document: vscode.TextDocument, { uri, marked, yours, theirs }: MetConflict): Promise<void> {
		const { drafts, files } = this.#around;
		const { versions } = files.of(uri);
		versions.meet(yours, { text: marked, version: theirs });
		// Where the conflict is undone, also by now, the text is about the version before again.
		versions.show(document.getText(), 'undone');
		if (document.getText() === marked) await drafts.hold({ uri: uri.toString(), text: marked, base: theirs });
	}

	/** A record that Reapit has made is called by its id. */
	async #create(uri: vscode.Uri, resource: NewResource, document: JsonText): Promise<void> {
		const { drafts, files, onCreated } = this.#around;
		const id = await asked(resource.label, (signal) => resource.create(document, signal));
		await drafts.drop(uri);
		files.of(uri).fresh = documentText(document.value);
		const created = id === undefined ? undefined : vscode.Uri.joinPath(uri, '..', fileNameOf(id));
		setImmediate(() => void onCreated(uri, created));
	}
}

const REPLAY_SHOWN_MS = 10_000;

export function asked<T>(label: string, work: (signal: AbortSignal) => Promise<T>): Promise<T> {
	return whileWaitingLong(vscode.l10n.t('Asking Reapit for {0}', label), work);
}

export function fileName({ path }: vscode.Uri): string {
	return path.split('/').at(-1) ?? path;
}

/** @returns `false` where it was typed in since, or the editor refused the edit: it reads the file anew */
async function replaceText(document: vscode.TextDocument, sent: string, text: string): Promise<boolean> {
	if (document.getText() !== sent) return false;
	const edit = new vscode.WorkspaceEdit();
	edit.replace(document.uri, new vscode.Range(0, 0, document.lineCount, 0), text);
	// The editor refuses it where the document has become another one meanwhile.
	return vscode.workspace.applyEdit(edit);
}

/** What the text says is still about the version before: saved again, it meets the conflict again. */
function notMarked(label: string): FreeholdError {
	return new FreeholdError('conflict', {
		what: vscode.l10n.t('The conflict could not be written into {0}', label),
		why: vscode.l10n.t('the editor refused the change'),
		next: vscode.l10n.t('Save it again: nothing was sent, and your text is as it was'),
	});
}

function unresolved(label: string): FreeholdError {
	return new FreeholdError('usage', {
		what: vscode.l10n.t('{0} was not sent', label),
		why: vscode.l10n.t('it holds a conflict that is not resolved'),
		next: vscode.l10n.t('Leave yours or theirs, take the markers away and save again'),
	});
}
