/** What stands below a dataset: its key first, then its columns, each with the share of rows that have no value. */
import { replicaFile } from '../../core/jobs/replicaFile.ts';
import type { DatasetState } from '../../core/replica/contract.ts';
import type { Replicas } from '../replicas/replicas.ts';
import type { ColumnNode, DatasetNode } from './nodes.ts';

/** More expressions in one statement than SQLite takes by default fail; no screen shows as many. */
const MOST_COUNTED = 500;

export async function columnsOf(node: DatasetNode, replicas: Replicas): Promise<readonly ColumnNode[]> {
	const { state, ref, parent } = node;
	const { project } = parent.project;
	if (state === undefined || project === undefined) return [];
	const columns = keyFirst(state);
	const names = columns.slice(0, MOST_COUNTED).map(({ name }) => name);
	const file = replicaFile(project.dataFolder, ref.connection);
	const counted = await replicas.thread.ask(file, 'emptyShares', ref.dataset, names);
	return columns.map((column) => {
		const empty = counted?.empty[column.name];
		return {
			kind: 'column',
			...{ parent: node, column, isKey: state.keyColumns.includes(column.name) },
			emptyShare: counted === undefined || counted.rows === 0 || empty === undefined ? undefined : empty / counted.rows,
		};
	});
}

function keyFirst({ columns, keyColumns }: DatasetState): DatasetState['columns'] {
	const isKey = ({ name }: { readonly name: string }): boolean => keyColumns.includes(name);
	return [...columns.filter(isKey), ...columns.filter((column) => !isKey(column))];
}
