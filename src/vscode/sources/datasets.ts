/** What stands below a connection: groups, their datasets, its files, or why there is nothing. */
import { filesDataset } from '../../core/replica/fileManifest.ts';
import type { ReplicaState } from '../replicas/replicas.ts';
import type { CatalogueEntry } from '../ids.ts';
import { OTHERS } from './nodes.ts';
import type { ConnectionNode, DatasetNode, FilesNode, GroupNode, NoticeNode, SourcesNode } from './nodes.ts';
import type { SourcesParts } from './sourcesTree.ts';

export async function groupsOf(node: ConnectionNode, parts: SourcesParts): Promise<readonly SourcesNode[]> {
	const state = await parts.replicas.read(node.ref, node.project);
	if (state.error !== undefined) return [notice(node, 'unreadable', messageOf(state.error))];
	const entries = entriesOf(node, state, parts);
	const groups = [...new Set(entries.map(({ group }) => group))];
	const notices = await noticesOf(node, state, parts);
	const [only] = groups;
	const rows: readonly SourcesNode[] =
		groups.length === 1 && only !== undefined
			? await membersOf({ kind: 'group', parent: node, group: only }, parts)
			: groups.map((group): GroupNode => ({ kind: 'group', parent: node, group }));
	return [...notices, ...rows, ...filesOf(node, state)];
}

export async function membersOf({ parent, group }: GroupNode, parts: SourcesParts): Promise<readonly DatasetNode[]> {
	const { ref, connection, project } = parent;
	const state = await parts.replicas.read(ref, project);
	const entries = entriesOf(parent, state, parts).filter((entry) => entry.group === group);
	const stored = new Map(state.datasets.map((one) => [one.dataset, one]));
	const ids = entries.map(({ id }) => id);
	const blocked = await parts.network.blockedDatasets(ref, connection, ids);
	return entries.map((entry) => {
		const datasetRef = { ...ref, dataset: entry.id };
		return {
			...{ kind: 'dataset', ref: datasetRef, parent, entry },
			...{ state: stored.get(entry.id), allowedAt: blocked.get(entry.id) },
			news: parts.seenChanges.newsOf(datasetRef, state.changes),
		};
	});
}

/** What the vendor offers, in its order; then what is stored and no longer offered, or not known to be yet. */
function entriesOf(
	{ ref, connection }: ConnectionNode,
	state: ReplicaState,
	{ catalogues }: SourcesParts,
): readonly CatalogueEntry[] {
	const stored = new Set(state.datasets.map(({ dataset }) => dataset));
	const known = catalogues.known(ref, connection).filter(({ id, isLeftOut }) => !isLeftOut || stored.has(id));
	const ids = new Set(known.map(({ id }) => id));
	const others = state.datasets
		.filter(({ dataset }) => !ids.has(dataset) && dataset !== filesDataset)
		.map(({ dataset, keyColumns }) => {
			return { id: dataset, title: dataset, group: OTHERS, key: keyColumns, isLeftOut: false, notes: [] };
		});
	return [...known, ...others];
}

function filesOf(node: ConnectionNode, { files }: ReplicaState): readonly FilesNode[] {
	return files === undefined ? [] : [{ kind: 'files', ref: node.ref, parent: node, files }];
}

async function noticesOf(
	node: ConnectionNode,
	{ datasets }: ReplicaState,
	{ network, jobs }: SourcesParts,
): Promise<readonly NoticeNode[]> {
	const { folder, connection } = node.ref;
	if (jobs.of(folder, connection) !== undefined) return [];
	const state = await network.credentialState(node.ref, node.connection);
	// Told with data too: every run fails until somebody has said yes or no.
	if (state === 'elsewhere') return [notice(node, 'otherServer', addressesOf(node.connection))];
	if (datasets.length > 0) return [];
	const notices = { ready: 'neverRun', missing: 'noCredentials', signedOut: 'signedOut' } as const;
	return [notice(node, notices[state], undefined)];
}

function addressesOf({ baseUrl, identityUrl }: ConnectionNode['connection']): string | undefined {
	const addresses = [...new Set([baseUrl, identityUrl].filter((address) => address !== undefined))];
	return addresses.length === 0 ? undefined : addresses.join(', ');
}

function notice(node: ConnectionNode, what: NoticeNode['notice'], detail: string | undefined): NoticeNode {
	return { kind: 'notice', notice: what, ref: node.ref, detail };
}

function messageOf(error: unknown): string {
	return error instanceof Error ? error.message : String(error);
}
