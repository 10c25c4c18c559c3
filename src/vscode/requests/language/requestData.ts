/** What is known where request files are written: connections, their APIs, environments. Asks no vendor. */
import { dirname } from 'node:path';
import * as vscode from 'vscode';
import type { Connection, SourceName } from '../../../core/project/project.ts';
import type { Api } from '../../../core/requests/editing/api.ts';
import { realpadApi } from '../../../core/requests/editing/realpadApi.ts';
import { reapitApi } from '../../../core/requests/editing/reapitApi.ts';
import type { KnownConnection, RequestKnowledge } from '../../../core/requests/editing/requestKnowledge.ts';
import { sparkApi } from '../../../core/requests/editing/sparkApi.ts';
import { connectionVariables } from '../../../core/requests/resolve/connectionVariables.ts';
import { loadEnvironments } from '../../../core/requests/resolve/environments.ts';
import { diskFiles } from '../../../core/requests/resolve/requestFiles.ts';
import type { Ending } from '../../feature.ts';
import type { Freehold } from '../../freehold.ts';
import type { CatalogueEntry } from '../../ids.ts';
import type { ConnectionRef } from '../../refs.ts';

/** Resources that every key of Spark has, until the vendor was asked. */
const USUAL_RESOURCES = ['Property', 'Member', 'Office', 'Media', 'OpenHouse', 'Contacts'];

export class RequestData implements Ending {
	readonly #freehold: Freehold;
	readonly #changed = new vscode.EventEmitter<undefined>();
	readonly #endings: Ending[] = [this.#changed];
	#reapit: Promise<Api> | undefined;
	#isFollowing = false;
	/** By the folder of the request file. */
	readonly #known = new Map<string, Promise<RequestKnowledge>>();

	/** What is known may be another. */
	readonly onDidChange = this.#changed.event;

	constructor(freehold: Freehold) {
		this.#freehold = freehold;
		const watcher = vscode.workspace.createFileSystemWatcher('**/http-client*.env.json');
		const again = (): void => this.#forget();
		this.#endings.push(watcher, watcher.onDidChange(again), watcher.onDidCreate(again), watcher.onDidDelete(again));
	}

	/** The same object until something changes: much is remembered by it. */
	async knowledge(uri: vscode.Uri): Promise<RequestKnowledge> {
		await this.#follow();
		const place = vscode.Uri.joinPath(uri, '..').toString();
		const known = this.#known.get(place);
		if (known !== undefined) return known;
		const learning = this.#learn(uri);
		this.#known.set(place, learning);
		learning.catch(() => this.#known.delete(place));
		return learning;
	}

	async #learn(uri: vscode.Uri): Promise<RequestKnowledge> {
		const [projects, catalogues, reapit] = await Promise.all([
			this.#freehold.projects(),
			this.#freehold.catalogues(),
			(this.#reapit ??= reapitApi()),
		]);
		const folder = vscode.workspace.getWorkspaceFolder(uri)?.uri.toString() ?? projects.all[0]?.folder;
		const project = folder === undefined ? undefined : projects.of(folder)?.project;
		const realpad = realpadApi();
		const spark = sparkApi(USUAL_RESOURCES.map((name) => ({ name, columns: [], relations: [] })));
		const apis: Readonly<Record<SourceName, Api>> = { realpad, reapit, spark };
		const known = (ref: ConnectionRef, connection: Connection): readonly CatalogueEntry[] =>
			catalogues.known(ref, connection);
		const connections = [...(project?.connections ?? [])].map(([name, connection]): KnownConnection => {
			const entries = folder === undefined ? [] : known({ folder, connection: name }, connection);
			return {
				...{ name, source: connection.source, variables: connectionVariables(connection) },
				isReadOnly: connection.readOnly === true,
				api:
					connection.source === 'spark' && entries.length > 0
						? sparkApi(entries.map(resourceOf))
						: apis[connection.source],
			};
		});
		return {
			connections: project === undefined ? undefined : connections,
			environmentVariables: await environmentVariables(uri, project?.root),
			apis,
		};
	}

	dispose(): void {
		for (const one of this.#endings) one.dispose();
	}

	#forget(): void {
		this.#known.clear();
		this.#changed.fire(undefined);
	}

	async #follow(): Promise<void> {
		if (this.#isFollowing) return;
		this.#isFollowing = true;
		const [projects, catalogues] = await Promise.all([this.#freehold.projects(), this.#freehold.catalogues()]);
		const again = (): void => this.#forget();
		this.#endings.push(projects.onDidChange(again), catalogues.onDidChange(again));
	}
}

function resourceOf({ id, title, columns = [], relations = [] }: CatalogueEntry): {
	readonly name: string;
	readonly title: string;
	readonly columns: readonly string[];
	readonly relations: readonly string[];
} {
	return { name: id, title, columns, relations };
}

/** Of all environments: which one is chosen is asked when a request is sent. */
async function environmentVariables(uri: vscode.Uri, root: string | undefined): Promise<readonly string[]> {
	if (uri.scheme !== 'file') return [];
	try {
		const environments = await loadEnvironments(dirname(uri.fsPath), root, diskFiles);
		return [...new Set([...environments.values()].flatMap(({ values }) => [...values.keys()]))];
	} catch {
		// A file that is no JSON is told when a request is sent with it; until then none is known.
		return [];
	}
}
