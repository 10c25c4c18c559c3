/** Records of Reapit as files: opened by one request, sent only by a save by hand, and never over somebody else's change. */
import * as vscode from 'vscode';
import { FreeholdError } from '../../core/errors.ts';
import { isJsonObject } from '../../core/json.ts';
import { JsonText } from '../../core/sources/reapit/entities/jsonText.ts';
import { firstMarker } from '../../core/sources/reapit/entities/conflictMarkers.ts';
import { EntityConflict, InvalidFields } from '../../core/sources/reapit/entities/writeErrors.ts';
import type { TheirVersion } from '../../core/sources/reapit/entities/writeErrors.ts';
import { conflictText, documentText } from '../../core/sources/reapit/resources/resource.ts';
import type { NewResource, Resource } from '../../core/sources/reapit/resources/resource.ts';
import { fileNameOf, parseResourcePath } from '../../core/sources/reapit/resources/resourcePath.ts';
import { dryRunText } from '../../core/wording/dryRunText.ts';
import { whileWaitingLong } from '../doors/waiting.ts';
import type { Freehold } from '../freehold.ts';
import { confirmInDialog } from '../records/confirmWrite.ts';
import type { Confirm } from '../records/confirmWrite.ts';
import { Drafts } from './drafts.ts';
import { ResourceFolders } from './folders.ts';
import { ResourceTargets } from './resourceTargets.ts';
import { SavesByHand } from './savesByHand.ts';

interface OpenFile {
	/** What it was read as; absent for a record that is still to be created. */
	base: TheirVersion | undefined;
	/** What the next reading shows without asking: what a save has just read. */
	fresh: string | undefined;
	mtime: number;
	size: number;
	/** A change that VS Code is told of once it has saved. */
	isChanged: boolean;
}

/** What the vendor, or the check before it, said of a text. */
export interface RefusedText {
	readonly text: string;
	readonly error: InvalidFields;
}

export class ResourceFiles implements Disposable {
	readonly targets: ResourceTargets;
	readonly folders: ResourceFolders;
	readonly drafts: Drafts;
	/** Says yes in tests. */
	confirm: Confirm;
	readonly #changed: vscode.EventEmitter<vscode.FileChangeEvent[]>;
	readonly #told = new vscode.EventEmitter<undefined>();
	readonly #files = new Map<string, OpenFile>();
	/** How many pages of a list were loaded, by its folder. */
	readonly #pages = new Map<string, number>();
	readonly #refused = new Map<string, RefusedText>();
	readonly #saves = new SavesByHand();
	readonly #following: vscode.Disposable;
	/** When this window began: what nobody has read yet is of then. */
	readonly #beganAt = Date.now();

	/** What is to be said of open files is another: sent or not, refused or not. */
	readonly onDidTell = this.#told.event;

	private constructor(freehold: Freehold, drafts: Drafts, changed: vscode.EventEmitter<vscode.FileChangeEvent[]>) {
		this.targets = new ResourceTargets(freehold);
		this.folders = new ResourceFolders(freehold, this.targets);
		this.drafts = drafts;
		this.confirm = confirmInDialog(freehold);
		this.#changed = changed;
		for (const { uri } of drafts.all) this.#list(vscode.Uri.parse(uri));
		this.#following = vscode.workspace.onDidSaveTextDocument(({ uri }) => this.#tellChange(uri));
	}

	static async open(
		freehold: Freehold,
		changed: vscode.EventEmitter<vscode.FileChangeEvent[]>,
	): Promise<ResourceFiles> {
		return new ResourceFiles(freehold, await Drafts.open(freehold.context.storageUri), changed);
	}

	/** The version that a file was read as. */
	baseOf(uri: vscode.Uri): TheirVersion | undefined {
		return this.drafts.get(uri)?.base ?? this.#files.get(uri.toString())?.base;
	}

	refusedOf(uri: vscode.Uri): RefusedText | undefined {
		return this.#refused.get(uri.toString());
	}

	/** Asks no vendor: whether a record is there is found out when it is opened. */
	async stat(uri: vscode.Uri): Promise<vscode.FileStat> {
		if (await this.folders.isFolder(uri))
			return { type: vscode.FileType.Directory, ctime: 0, mtime: this.#beganAt, size: 0 };
		const path = parseResourcePath(uri.path);
		const placed = await this.targets.placeOf(uri);
		if (path.kind !== 'record' || placed === undefined) throw vscode.FileSystemError.FileNotFound(uri);
		const isThere = path.id === undefined ? this.drafts.get(uri) !== undefined : await this.#hasPath(path.list);
		if (!isThere) throw vscode.FileSystemError.FileNotFound(uri);
		const { mtime, size } = this.#fileOf(uri);
		const isReadOnly = placed.connection.readOnly || !vscode.workspace.isTrusted;
		const permissions = isReadOnly ? { permissions: vscode.FilePermission.Readonly } : {};
		return { type: vscode.FileType.File, ctime: 0, mtime, size, ...permissions };
	}

	readDirectory(uri: vscode.Uri): Promise<[string, vscode.FileType][]> {
		return this.folders.list(uri);
	}

	async readFile(uri: vscode.Uri): Promise<Uint8Array> {
		const file = this.#fileOf(uri);
		const text = this.drafts.get(uri)?.text ?? file.fresh ?? (await this.#ask(uri));
		file.fresh = undefined;
		const bytes = new TextEncoder().encode(text);
		file.size = bytes.byteLength;
		return bytes;
	}

	async writeFile(uri: vscode.Uri, content: Uint8Array): Promise<void> {
		const text = new TextDecoder().decode(content);
		const isByHand = this.#saves.take(uri);
		const path = parseResourcePath(uri.path);
		if (path.kind !== 'record') throw vscode.FileSystemError.FileIsADirectory(uri);
		const placed = await this.targets.placeOf(uri);
		if (placed === undefined) throw vscode.FileSystemError.FileNotFound(uri);
		if (placed.connection.readOnly)
			throw vscode.FileSystemError.NoPermissions(vscode.l10n.t('Connection {0} is read-only', path.connection));
		if (isByHand) await this.#send(uri, text);
		else await this.hold(uri, text);
		const file = this.#fileOf(uri);
		file.mtime = Math.max(Date.now(), file.mtime + 1);
		file.size = content.byteLength;
	}

	/** Of a list, the page that was not loaded yet. */
	nextPage(folder: vscode.Uri): number {
		return (this.#pages.get(folder.toString()) ?? 0) + 1;
	}

	/** A page of a list has come. */
	loaded(folder: vscode.Uri, names: readonly string[]): void {
		this.#pages.set(folder.toString(), this.nextPage(folder));
		this.folders.add(folder, names);
		this.#changed.fire([{ type: vscode.FileChangeType.Changed, uri: folder }]);
	}

	/** Keeps a text that is not sent yet. */
	async hold(uri: vscode.Uri, text: string): Promise<void> {
		const base = this.baseOf(uri);
		// What is as it was read is no change that waits.
		if (base !== undefined && text === documentText(base.value)) await this.drafts.drop(uri);
		else await this.drafts.hold({ uri: uri.toString(), text, base });
		this.#list(uri);
		this.#told.fire(undefined);
	}

	async delete(uri: vscode.Uri): Promise<void> {
		try {
			const opened = await this.targets.resource(uri);
			if (opened.kind === 'there') await this.#delete(uri, opened.resource);
		} catch (error) {
			throw fileError(error);
		}
		await this.drafts.drop(uri);
		this.#forget(uri);
	}

	[Symbol.dispose](): void {
		this.#saves.dispose();
		this.#following.dispose();
		this.#told.dispose();
	}

	async #delete(uri: vscode.Uri, resource: Resource): Promise<void> {
		const target = await this.targets.open(uri);
		const { path } = target.entities.paths.operation(resource.label, 'DELETE').at;
		if (!(await this.confirm(target, dryRunText({ method: 'DELETE', path })))) throw new vscode.CancellationError();
		await asked(resource.label, (signal) => resource.delete(signal));
	}

	async #ask(uri: vscode.Uri): Promise<string> {
		try {
			const opened = await this.targets.resource(uri);
			if (opened.kind === 'new') throw vscode.FileSystemError.FileNotFound(uri);
			const base = await asked(opened.resource.label, (signal) => opened.resource.read(signal));
			this.#fileOf(uri).base = base;
			this.#list(uri);
			return documentText(base.value);
		} catch (error) {
			throw fileError(error);
		}
	}

	async #send(uri: vscode.Uri, text: string): Promise<void> {
		this.#refused.delete(uri.toString());
		try {
			const opened = await this.targets.resource(uri);
			if (firstMarker(text) !== undefined) throw unresolved(opened.resource.label);
			const document = JsonText.parse(text, fileName(uri));
			if (opened.kind === 'there') await this.#save(uri, opened.resource, document, text);
			else await this.#create(uri, opened.resource, document);
		} catch (error) {
			// Whatever becomes of the save, the text is not lost with the window.
			if (error instanceof InvalidFields) this.#refused.set(uri.toString(), { text, error });
			throw fileError(error);
		} finally {
			this.#told.fire(undefined);
		}
	}

	async #save(uri: vscode.Uri, resource: Resource, document: JsonText, text: string): Promise<void> {
		const base = this.baseOf(uri) ?? (await asked(resource.label, (signal) => resource.read(signal)));
		const file = this.#fileOf(uri);
		try {
			const { outcome, isReplayed } = await asked(resource.label, (signal) => resource.save(document, base, signal));
			const now = outcome === 'sent' ? await asked(resource.label, (signal) => resource.read(signal)) : base;
			const fresh = documentText(now.value);
			file.base = now;
			file.isChanged = fresh !== text;
			file.fresh = file.isChanged ? fresh : undefined;
			await this.drafts.drop(uri);
			if (isReplayed)
				vscode.window.setStatusBarMessage(
					vscode.l10n.t('{0}: others had changed other fields; yours was made on their version', resource.label),
					REPLAY_SHOWN_MS,
				);
		} catch (error) {
			if (error instanceof EntityConflict && isJsonObject(document.value)) {
				file.base = error.theirs;
				const marked = conflictText(document.value, base, error);
				await this.drafts.hold({ uri: uri.toString(), text: marked, base: error.theirs });
				// Once VS Code has taken that it was not saved.
				setImmediate(() => void replaceText(uri, marked));
			}
			throw error;
		}
	}

	/** A record that Reapit has made is called by its id. */
	async #create(uri: vscode.Uri, resource: NewResource, document: JsonText): Promise<void> {
		const id = await asked(resource.label, (signal) => resource.create(document, signal));
		await this.drafts.drop(uri);
		const file = this.#fileOf(uri);
		file.fresh = `${JSON.stringify(document.value, null, '\t')}\n`;
		const created = id === undefined ? undefined : vscode.Uri.joinPath(uri, '..', fileNameOf(id));
		setImmediate(() => void this.#follow(uri, created));
	}

	async #follow(from: vscode.Uri, to: vscode.Uri | undefined): Promise<void> {
		const tabs = vscode.window.tabGroups.all.flatMap((group) => group.tabs);
		const own = tabs.filter(
			({ input }) => input instanceof vscode.TabInputText && input.uri.toString() === from.toString(),
		);
		if (to !== undefined) await vscode.window.showTextDocument(to, { preview: false });
		await vscode.window.tabGroups.close(own, true);
		this.#forget(from);
		if (to !== undefined) this.#changed.fire([{ type: vscode.FileChangeType.Created, uri: to }]);
	}

	#tellChange(uri: vscode.Uri): void {
		const file = this.#files.get(uri.toString());
		if (file?.isChanged !== true) return;
		file.isChanged = false;
		file.mtime++;
		file.size = Buffer.byteLength(file.fresh ?? '');
		this.#changed.fire([{ type: vscode.FileChangeType.Changed, uri }]);
	}

	async #hasPath(list: string): Promise<boolean> {
		return /^metadata\/[^/]+$/.test(list) || (await this.folders.paths()).knows(`${list}/id`);
	}

	#list(uri: vscode.Uri): void {
		this.folders.add(vscode.Uri.joinPath(uri, '..'), [fileName(uri)]);
	}

	#forget(uri: vscode.Uri): void {
		this.#files.delete(uri.toString());
		this.#refused.delete(uri.toString());
		this.folders.remove(vscode.Uri.joinPath(uri, '..'), fileName(uri));
		this.#changed.fire([{ type: vscode.FileChangeType.Deleted, uri }]);
		this.#told.fire(undefined);
	}

	#fileOf(uri: vscode.Uri): OpenFile {
		const known = this.#files.get(uri.toString());
		if (known !== undefined) return known;
		const size = Buffer.byteLength(this.drafts.get(uri)?.text ?? '');
		const file = { base: undefined, fresh: undefined, mtime: this.#beganAt, size, isChanged: false };
		this.#files.set(uri.toString(), file);
		return file;
	}
}

const REPLAY_SHOWN_MS = 10_000;

function asked<T>(label: string, work: (signal: AbortSignal) => Promise<T>): Promise<T> {
	return whileWaitingLong(vscode.l10n.t('Asking Reapit for {0}', label), work);
}

async function replaceText(uri: vscode.Uri, text: string): Promise<void> {
	const document = await vscode.workspace.openTextDocument(uri);
	const edit = new vscode.WorkspaceEdit();
	edit.replace(uri, new vscode.Range(0, 0, document.lineCount, 0), text);
	await vscode.workspace.applyEdit(edit);
}

function fileName({ path }: vscode.Uri): string {
	return path.split('/').at(-1) ?? path;
}

function unresolved(label: string): FreeholdError {
	return new FreeholdError('usage', {
		what: vscode.l10n.t('{0} was not sent', label),
		why: vscode.l10n.t('it holds a conflict that is not resolved'),
		next: vscode.l10n.t('Leave yours or theirs, take the markers away and save again'),
	});
}

/** As the editor shows it beside the name of the file. */
function fileError(error: unknown): unknown {
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
