/** The rows of the Sources view: source → connection → group → dataset → column. Plain data; `rows.ts` draws them. */
import type { News } from '../../core/changes/tableChanges.ts';
import type { Connection, SourceName } from '../../core/project/project.ts';
import type { DatasetState } from '../../core/replica/contract.ts';
import type { CatalogueEntry } from '../ids.ts';
import type { ProjectState } from '../projects/projects.ts';
import type { ConnectionRef, DatasetRef } from '../refs.ts';
import type { FileState } from '../../core/replica/fileState.ts';

/** The group of what the vendor's catalogue does not name: tables of relations, datasets that it offers no longer. */
export const OTHERS = '…';

export interface SourceNode {
	readonly kind: 'source';
	readonly source: SourceName;
}

export interface ConnectionNode {
	readonly kind: 'connection';
	readonly ref: ConnectionRef;
	readonly connection: Connection;
	readonly project: ProjectState;
	/** Whether the folder has to be named, because another one is open too. */
	readonly isFolderTold: boolean;
}

/** Connections of one vendor that freehold.yaml puts into one group. */
export interface ConnectionGroupNode {
	readonly kind: 'connectionGroup';
	readonly group: string;
	readonly members: readonly ConnectionNode[];
}

export interface GroupNode {
	readonly kind: 'group';
	readonly parent: ConnectionNode;
	readonly group: string;
}

export interface DatasetNode {
	readonly kind: 'dataset';
	readonly ref: DatasetRef;
	readonly parent: ConnectionNode;
	readonly entry: CatalogueEntry;
	/** Absent where it was never replicated. */
	readonly state: DatasetState | undefined;
	/** What has changed since somebody has last looked at that. */
	readonly news: News | undefined;
	/** The vendor wants no requests before (ms). */
	readonly allowedAt: number | undefined;
}

export interface FilesNode {
	readonly kind: 'files';
	readonly ref: ConnectionRef;
	readonly parent: ConnectionNode;
	readonly files: FileState;
}

export interface ColumnNode {
	readonly kind: 'column';
	readonly parent: DatasetNode;
	readonly column: DatasetState['columns'][number];
	readonly isKey: boolean;
	/** From 0 to 1; absent until it was counted. */
	readonly emptyShare: number | undefined;
}

/** Says in place of rows why there are none, with one action. */
export interface NoticeNode {
	readonly kind: 'notice';
	readonly notice: 'noCredentials' | 'signedOut' | 'otherServer' | 'neverRun' | 'unreadable';
	readonly ref: ConnectionRef;
	readonly detail: string | undefined;
}

export type SourcesNode =
	SourceNode | ConnectionGroupNode | ConnectionNode | GroupNode | DatasetNode | FilesNode | ColumnNode | NoticeNode;

/** Stable, so that what is expanded and selected survives a refresh. */
export function idOf(node: SourcesNode): string {
	switch (node.kind) {
		case 'source':
			return node.source;
		case 'connection':
			return `${node.connection.source}/${refId(node.ref)}`;
		case 'connectionGroup':
			return `${node.members[0]?.connection.source ?? ''}/group/${node.group}`;
		case 'group':
			return `${idOf(node.parent)}/group/${node.group}`;
		case 'dataset':
			return `${idOf(node.parent)}/dataset/${node.ref.dataset}`;
		case 'files':
			return `${idOf(node.parent)}/files`;
		case 'column':
			return `${idOf(node.parent)}/column/${node.column.name}`;
		case 'notice':
			return `${refId(node.ref)}/notice/${node.notice}`;
	}
}

function refId({ folder, connection }: ConnectionRef): string {
	return `${folder}#${connection}`;
}
