/** What folders of records list: what the replica knows, what is open, and what was loaded by the user's word. Asks no vendor. */
import * as vscode from 'vscode';
import { replicaFile } from '../../core/jobs/replicaFile.ts';
import { reapitLists } from '../../core/sources/reapit/catalogue/lists.ts';
import { customerColumn } from '../../core/sources/reapit/catalogue/lists.ts';
import { EntityPaths } from '../../core/sources/reapit/entities/entityPaths.ts';
import { builtInTypes } from '../../core/sources/reapit/metadata/entityTypes.ts';
import { fileNameOf, folderPath, parseResourcePath } from '../../core/sources/reapit/resources/resourcePath.ts';
import { reapitEndpoints } from '../../vendor/reapit/endpoints.ts';
import type { Freehold } from '../freehold.ts';
import type { PlacedConnection, ResourceTargets } from './resourceTargets.ts';

/** More files than this no view of files takes well; the grid shows all rows. */
const MOST = 1000;
const METADATA = 'metadata';

export class ResourceFolders {
	readonly #freehold: Freehold;
	readonly #targets: ResourceTargets;
	/** Names of files by folder, as they were loaded or opened. */
	readonly #loaded = new Map<string, Set<string>>();
	#paths: Promise<EntityPaths> | undefined;

	constructor(freehold: Freehold, targets: ResourceTargets) {
		this.#freehold = freehold;
		this.#targets = targets;
	}

	async list(uri: vscode.Uri): Promise<[string, vscode.FileType][]> {
		if (!vscode.workspace.isTrusted) return [];
		const path = parseResourcePath(uri.path);
		if (path.kind === 'root') return this.#connections();
		const placed = await this.#targets.placeOf(uri);
		if (placed === undefined || path.kind === 'record') throw vscode.FileSystemError.FileNotFound(uri);
		const { list } = path;
		if (list === '') return asFolders(await this.#resources());
		if (list === METADATA) return asFolders([...new Set([...builtInTypes, ...this.#below(uri)])]);
		const known = list.startsWith(`${METADATA}/`) ? [] : await this.#replicated(placed, list);
		const names = [...new Set([...known.map(fileNameOf), ...(this.#loaded.get(uri.toString()) ?? [])])];
		return names.toSorted().map((name) => [name, vscode.FileType.File]);
	}

	/** Whether the vendor has lists or records there. */
	async isFolder(uri: vscode.Uri): Promise<boolean> {
		const path = parseResourcePath(uri.path);
		if (path.kind === 'root') return true;
		if (path.kind === 'record' || (await this.#targets.placeOf(uri)) === undefined) return false;
		const { list } = path;
		if (list === '' || list === METADATA || list.startsWith(`${METADATA}/`)) return true;
		const paths = await this.paths();
		return paths.knows(list) || paths.knows(`${list}/id`);
	}

	/** @param names  of files */
	add(folder: vscode.Uri, names: readonly string[]): void {
		const key = folder.toString();
		this.#loaded.set(key, new Set([...(this.#loaded.get(key) ?? []), ...names]));
	}

	remove(folder: vscode.Uri, name: string): void {
		this.#loaded.get(folder.toString())?.delete(name);
	}

	paths(): Promise<EntityPaths> {
		this.#paths ??= reapitEndpoints().then((endpoints) => new EntityPaths(endpoints));
		return this.#paths;
	}

	async #connections(): Promise<[string, vscode.FileType][]> {
		const names = (await this.#targets.connections()).flatMap(({ connection: { connection, customers } }) =>
			customers.length < 2
				? [folderPath({ connection, customer: undefined })]
				: customers.map((customer) => folderPath({ connection, customer })),
		);
		return asFolders([...new Set(names)].map((name) => name.slice(1)));
	}

	async #resources(): Promise<readonly string[]> {
		const paths = await this.paths();
		const items = paths.having('GET').flatMap((path) => /^\/(\w+)\/\{\w+\}$/.exec(path)?.[1] ?? []);
		return [...new Set([...items, METADATA])].toSorted();
	}

	#below(uri: vscode.Uri): readonly string[] {
		const prefix = `${uri.toString()}/`;
		return [...this.#loaded.keys()].flatMap((key) => (key.startsWith(prefix) ? [key.slice(prefix.length)] : []));
	}

	async #replicated({ ref, state, connection, customer }: PlacedConnection, list: string): Promise<readonly string[]> {
		const bare = (path: string): string => path.replaceAll(/^\/|\/$/g, '');
		const found = [...(await reapitLists()).values()].find(({ path }) => bare(path) === list);
		if (found === undefined || found.digestColumn !== undefined || state.project === undefined || !state.isLocal)
			return [];
		const replicas = await this.#freehold.replicas();
		const { datasets } = await replicas.read(ref, state);
		if (!datasets.some(({ dataset }) => dataset === found.id)) return [];
		const [own] = connection.customers;
		const of = (customer ?? own ?? '').replaceAll("'", "''");
		const sql = `SELECT id FROM "${found.id}" WHERE "${customerColumn}" = '${of}' ORDER BY id`;
		const result = await replicas.thread.ask(replicaFile(state.project.dataFolder, ref.connection), 'query', sql, MOST);
		return (result?.rows ?? []).map(([id]) => String(id));
	}
}

function asFolders(names: readonly string[]): [string, vscode.FileType][] {
	return names.map((name) => [name, vscode.FileType.Directory]);
}
