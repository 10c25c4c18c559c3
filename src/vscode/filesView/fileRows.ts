/** The rows of the Requests & Filters view: files of the workspace that Freehold works with, by kind. */
import type { ViewNode } from '../views/rowModel.ts';
import { joined } from '../views/rowModel.ts';
import type { Language } from '../views/words.ts';

export interface WorkspaceFile {
	readonly uri: string;
	/** Within its folder, with `/`. */
	readonly path: string;
	/** Name of its folder, where several are open. */
	readonly folder: string | undefined;
}

/** Files that the view shows, for the editor's search and watcher. */
export const FILES_PATTERN = '**/{freehold.yaml,*.rfilter,*.freehold.http,*.freehold.sql}';

type FileKind = 'requests' | 'filters' | 'queries' | 'projects';

const KINDS: readonly FileKind[] = ['requests', 'filters', 'queries', 'projects'];

export function fileNodes(l10n: Language, files: readonly WorkspaceFile[]): readonly ViewNode[] {
	return KINDS.flatMap((kind) => {
		const own = files.filter((file) => kindOf(file.path) === kind).toSorted((a, b) => compare(a.path, b.path));
		return own.length === 0 ? [] : [groupNode(l10n, kind, own)];
	});
}

/** `undefined` for a file of another kind: a freehold.yaml counts at the top of its folder only. */
export function kindOf(path: string): FileKind | undefined {
	if (path === 'freehold.yaml') return 'projects';
	if (path.endsWith('.rfilter')) return 'filters';
	if (path.endsWith('.freehold.http')) return 'requests';
	return path.endsWith('.freehold.sql') ? 'queries' : undefined;
}

function compare(a: string, b: string): number {
	return a < b ? -1 : a > b ? 1 : 0;
}

function groupNode(l10n: Language, kind: FileKind, files: readonly WorkspaceFile[]): ViewNode {
	return {
		row: {
			...{ id: `group/${kind}`, label: kindTitle(l10n, kind), description: String(files.length) },
			...{ icon: { id: KIND_ICONS[kind] }, context: 'group', children: 'expanded' },
		},
		children: files.map((file) => fileNode(l10n, kind, file)),
	};
}

function fileNode(l10n: Language, kind: FileKind, { uri, path, folder }: WorkspaceFile): ViewNode {
	const cut = path.lastIndexOf('/');
	return {
		ref: { file: uri },
		row: {
			id: `file/${uri}`,
			label: path.slice(cut + 1),
			description: joined([folder, cut === -1 ? undefined : path.slice(0, cut)]),
			// The editor's own icon for the kind of file.
			icon: { id: 'file' },
			context: `file.${kind}`,
			resource: uri,
			tooltip: [path],
			command: { command: 'vscode.open', title: l10n.t('Open File'), arguments: [uri] },
		},
	};
}

const KIND_ICONS: Readonly<Record<FileKind, string>> = {
	requests: 'globe',
	filters: 'filter',
	queries: 'database',
	projects: 'settings-gear',
};

function kindTitle(l10n: Language, kind: FileKind): string {
	switch (kind) {
		case 'requests':
			return l10n.t('Requests');
		case 'filters':
			return l10n.t('Filters');
		case 'queries':
			return l10n.t('Queries');
		case 'projects':
			return l10n.t('Projects');
	}
}
