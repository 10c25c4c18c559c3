/** Which record of which connection a file is, and the way there. */
import * as vscode from 'vscode';
import type { ReapitConnection } from '../../core/project/project.ts';
import { ReapitMetadata } from '../../core/sources/reapit/metadata/metadataApi.ts';
import { metadataResource, newMetadataResource } from '../../core/sources/reapit/resources/metadataResource.ts';
import { newRecord, recordResource } from '../../core/sources/reapit/resources/recordResource.ts';
import type { NewResource, Resource } from '../../core/sources/reapit/resources/resource.ts';
import { folderPath, metadataType, parseResourcePath } from '../../core/sources/reapit/resources/resourcePath.ts';
import type { ResourceConnection, ResourcePath } from '../../core/sources/reapit/resources/resourcePath.ts';
import type { Freehold } from '../freehold.ts';
import type { ProjectState } from '../projects/projects.ts';
import { openTarget } from '../records/openTarget.ts';
import type { OpenTarget } from '../records/openTarget.ts';
import type { ConnectionRef } from '../refs.ts';
import { RESOURCE_SCHEME } from './scheme.ts';

export interface PlacedConnection {
	readonly ref: ConnectionRef;
	readonly state: ProjectState;
	readonly connection: ReapitConnection;
	readonly customer: string | undefined;
}

export type OpenedResource =
	{ readonly kind: 'there'; readonly resource: Resource } | { readonly kind: 'new'; readonly resource: NewResource };

interface Opened extends OpenTarget {
	readonly metadata: ReapitMetadata;
}

export class ResourceTargets {
	readonly #freehold: Freehold;
	readonly #opened = new Map<string, { readonly of: ReapitConnection; readonly target: Promise<Opened> }>();

	constructor(freehold: Freehold) {
		this.#freehold = freehold;
	}

	/** @returns `undefined` where freehold.yaml has no such connection, or several folders have one */
	async placeOf(uri: vscode.Uri): Promise<PlacedConnection | undefined> {
		const path = parseResourcePath(uri.path);
		if (path.kind === 'root') return undefined;
		const { connection: name, customer } = path;
		const all = (await this.connections()).filter(({ ref }) => ref.connection === name);
		const named = uri.authority === '' ? all : all.filter(({ state }) => authorityOf(state) === uri.authority);
		const [only, ...others] = named;
		if (only === undefined || others.length > 0) return undefined;
		const { customers } = only.connection;
		const isKnown = customer === undefined ? customers.length < 2 : customers.includes(customer);
		return isKnown ? { ...only, customer } : undefined;
	}

	/** Connections to Reapit, in the order of freehold.yaml. */
	async connections(): Promise<readonly Omit<PlacedConnection, 'customer'>[]> {
		const projects = await this.#freehold.projects();
		return projects.all.flatMap((state) =>
			[...(state.project?.connections.values() ?? [])].flatMap((connection) =>
				connection.source === 'reapit'
					? [{ ref: { folder: state.folder, connection: connection.connection }, state, connection }]
					: [],
			),
		);
	}

	/** @param path  below the connection */
	async uriOf({ ref, connection, customer }: Omit<PlacedConnection, 'state'>, path: string): Promise<vscode.Uri> {
		const same = (await this.connections()).filter((one) => one.ref.connection === ref.connection);
		const own = same.find((one) => one.ref.folder === ref.folder);
		const authority = same.length > 1 && own !== undefined ? authorityOf(own.state) : '';
		const of: ResourceConnection = {
			connection: ref.connection,
			customer: connection.customers.length < 2 ? undefined : customer,
		};
		return vscode.Uri.from({ scheme: RESOURCE_SCHEME, authority, path: `${folderPath(of)}/${path}` });
	}

	/** @throws FileSystemError where nothing is sent, or nobody knows what is meant */
	async open(uri: vscode.Uri): Promise<Opened> {
		if (!vscode.workspace.isTrusted)
			throw vscode.FileSystemError.NoPermissions(
				vscode.l10n.t('Freehold sends nothing from a workspace that is not trusted.'),
			);
		const placed = await this.placeOf(uri);
		if (placed === undefined) throw vscode.FileSystemError.FileNotFound(uri);
		const { ref, connection, customer } = placed;
		const key = `${ref.folder}\n${ref.connection}\n${customer ?? ''}`;
		const known = this.#opened.get(key);
		if (known?.of === connection) return known.target;
		const target = this.#open(ref, customer);
		this.#opened.set(key, { of: connection, target });
		// What failed (a secret that is missing) may succeed the next time.
		target.catch(() => this.#opened.delete(key));
		return target;
	}

	async resource(uri: vscode.Uri): Promise<OpenedResource> {
		const path: ResourcePath = parseResourcePath(uri.path);
		if (path.kind !== 'record') throw vscode.FileSystemError.FileIsADirectory(uri);
		const { entities, metadata } = await this.open(uri);
		const { list, id } = path;
		const type = metadataType(list);
		if (id === undefined) {
			const resource =
				type === undefined ? newRecord(entities, list) : newMetadataResource(metadata, type, () => askEntityId(type));
			return { kind: 'new', resource };
		}
		const resource =
			type === undefined
				? recordResource(entities, `${list}/${encodeURIComponent(id)}`)
				: metadataResource(metadata, type, id);
		return { kind: 'there', resource };
	}

	async #open(ref: ConnectionRef, customer: string | undefined): Promise<Opened> {
		const given = customer === undefined ? ref : { ...ref, path: '', customer };
		const target = await openTarget(this.#freehold, given, '');
		if (target === undefined) throw new vscode.CancellationError();
		return { ...target, metadata: new ReapitMetadata(target.api) };
	}
}

/** Only where several folders have a connection of the same name. */
function authorityOf({ name }: ProjectState): string {
	return name.toLowerCase().replaceAll(/[^a-z\d.-]+/g, '-');
}

async function askEntityId(type: string): Promise<string | undefined> {
	const typed = await vscode.window.showInputBox({
		title: vscode.l10n.t('New metadata of type {0}', type),
		prompt: vscode.l10n.t('Id of the record that it belongs to; may be empty'),
		ignoreFocusOut: true,
	});
	if (typed === undefined) throw new vscode.CancellationError();
	return typed.trim() === '' ? undefined : typed.trim();
}
