/** Records of Reapit as files: opened by one request, sent only by a save by hand, and never over somebody else's change. */
import * as vscode from 'vscode';
import type { TheirVersion } from '../../core/sources/reapit/entities/writeErrors.ts';
import { documentText } from '../../core/sources/reapit/resources/resource.ts';
import type { Resource } from '../../core/sources/reapit/resources/resource.ts';
import { parseResourcePath } from '../../core/sources/reapit/resources/resourcePath.ts';
import { dryRunText } from '../../core/wording/dryRunText.ts';
import type { Freehold } from '../freehold.ts';
import { confirmInDialog } from '../records/confirmWrite.ts';
import type { Confirm } from '../records/confirmWrite.ts';
import { Drafts } from './drafts.ts';
import { fileError } from './fileError.ts';
import { ResourceFolders } from './folders.ts';
import { OpenFiles } from './openFiles.ts';
import { ResourceSaves, asked, fileName } from './resourceSaves.ts';
import type { RefusedText } from './resourceSaves.ts';
import { ResourceTargets } from './resourceTargets.ts';
import { SavesByHand } from './savesByHand.ts';

export class ResourceFiles implements Disposable {
	readonly targets: ResourceTargets;
	readonly folders: ResourceFolders;
	readonly drafts: Drafts;
	/** Says yes in tests. */
	confirm: Confirm;
	readonly #changed: vscode.EventEmitter<vscode.FileChangeEvent[]>;
	readonly #told = new vscode.EventEmitter<undefined>();
	readonly #files: OpenFiles;
	readonly #sends: ResourceSaves;
	/** How many pages of a list were loaded, by its folder. */
	readonly #pages = new Map<string, number>();
	readonly #byHand = new SavesByHand();

	/** What is to be said of open files is another: sent or not, refused or not. */
	readonly onDidTell = this.#told.event;

	private constructor(freehold: Freehold, drafts: Drafts, changed: vscode.EventEmitter<vscode.FileChangeEvent[]>) {
		this.targets = new ResourceTargets(freehold);
		this.folders = new ResourceFolders(freehold, this.targets);
		this.drafts = drafts;
		this.confirm = confirmInDialog(freehold);
		this.#changed = changed;
		this.#files = new OpenFiles(drafts, changed);
		this.#sends = new ResourceSaves({
			...{ freehold, targets: this.targets, drafts, files: this.#files },
			onCreated: (from, to) => this.#follow(from, to),
		});
		for (const { uri } of drafts.all) this.#list(vscode.Uri.parse(uri));
	}

	static async open(
		freehold: Freehold,
		changed: vscode.EventEmitter<vscode.FileChangeEvent[]>,
	): Promise<ResourceFiles> {
		return new ResourceFiles(freehold, await Drafts.open(freehold.context.storageUri), changed);
	}

	/** The version that what is shown was made from. */
	baseOf(uri: vscode.Uri): TheirVersion | undefined {
		return this.#files.baseOf(uri);
	}

	refusedOf(uri: vscode.Uri): RefusedText | undefined {
		return this.#sends.refusedOf(uri);
	}

	/** Asks no vendor: whether a record is there is found out when it is opened. */
	async stat(uri: vscode.Uri): Promise<vscode.FileStat> {
		if (await this.folders.isFolder(uri))
			return { type: vscode.FileType.Directory, ctime: 0, mtime: this.#files.beganAt, size: 0 };
		const path = parseResourcePath(uri.path);
		const placed = await this.targets.placeOf(uri);
		if (path.kind !== 'record' || placed === undefined) throw vscode.FileSystemError.FileNotFound(uri);
		const isThere = path.id === undefined ? this.drafts.get(uri) !== undefined : await this.#hasPath(path.list);
		if (!isThere) throw vscode.FileSystemError.FileNotFound(uri);
		const { mtime, size } = this.#files.of(uri);
		const isReadOnly = placed.connection.readOnly || !vscode.workspace.isTrusted;
		const permissions = isReadOnly ? { permissions: vscode.FilePermission.Readonly } : {};
		return { type: vscode.FileType.File, ctime: 0, mtime, size, ...permissions };
	}

	readDirectory(uri: vscode.Uri): Promise<[string, vscode.FileType][]> {
		return this.folders.list(uri);
	}

	async readFile(uri: vscode.Uri): Promise<Uint8Array> {
		const file = this.#files.of(uri);
		const draft = this.drafts.get(uri);
		const text = draft?.text ?? file.fresh ?? (await this.#ask(uri));
		if (draft?.base !== undefined) this.#files.give(uri, draft.text, draft.base);
		file.fresh = undefined;
		const bytes = new TextEncoder().encode(text);
		file.size = bytes.byteLength;
		return bytes;
	}

	async writeFile(uri: vscode.Uri, content: Uint8Array): Promise<void> {
		const text = new TextDecoder().decode(content);
		const isByHand = this.#byHand.take(uri);
		const path = parseResourcePath(uri.path);
		if (path.kind !== 'record') throw vscode.FileSystemError.FileIsADirectory(uri);
		const placed = await this.targets.placeOf(uri);
		if (placed === undefined) throw vscode.FileSystemError.FileNotFound(uri);
		if (placed.connection.readOnly)
			throw vscode.FileSystemError.NoPermissions(vscode.l10n.t('Connection {0} is read-only', path.connection));
		if (isByHand) await this.#send(uri, text);
		else await this.hold(uri, text);
		const file = this.#files.of(uri);
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
		this.#byHand.dispose();
		this.#files[Symbol.dispose]();
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
			const { resource } = opened;
			const [base] = await asked(resource.label, (signal) =>
				// Without a schema it is checked when it is saved.
				Promise.all([resource.read(signal), resource.learn?.(signal).catch(() => undefined)]),
			);
			const text = documentText(base.value);
			this.#files.give(uri, text, base);
			this.#list(uri);
			return text;
		} catch (error) {
			throw fileError(error);
		}
	}

	async #send(uri: vscode.Uri, text: string): Promise<void> {
		try {
			await this.#sends.send(uri, text);
		} finally {
			this.#told.fire(undefined);
		}
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

	async #hasPath(list: string): Promise<boolean> {
		return /^metadata\/[^/]+$/.test(list) || (await this.folders.paths()).knows(`${list}/id`);
	}

	#list(uri: vscode.Uri): void {
		this.folders.add(vscode.Uri.joinPath(uri, '..'), [fileName(uri)]);
	}

	#forget(uri: vscode.Uri): void {
		this.#files.forget(uri);
		this.#sends.forget(uri);
		this.folders.remove(vscode.Uri.joinPath(uri, '..'), fileName(uri));
		this.#changed.fire([{ type: vscode.FileChangeType.Deleted, uri }]);
		this.#told.fire(undefined);
	}
}
