/** Looks at what a Parquet file says of itself before it is believed: hyparquet trusts it. */
import { parquetSchema } from 'hyparquet';
import type { FileMetaData, RowGroup, SchemaTree } from 'hyparquet';
import { checkCodec } from './parquetCodecs.ts';
import { damaged, unsupported } from './parquetProblems.ts';

/** Of one column in one row group, packed: what one piece of memory may hold. */
export const MOST_CHUNK_BYTES = 2 * 1024 * 1024 * 1024 - 1;

/** @throws FreeholdError `badResponse` */
export function checkMetadata(metadata: FileMetaData): void {
	const { children } = parquetSchema(metadata);
	const names = new Set<string>();
	for (const { element } of children) {
		// Values are found by name: the second of two would show those of the first.
		if (names.has(element.name)) throw unsupported(`two of its columns are called ${element.name}`);
		names.add(element.name);
	}
	const leaves = children.flatMap((child) => leavesOf(child, true));
	for (const group of metadata.row_groups) checkGroup(group, leaves);
}

interface LeafPath {
	readonly path: string;
	/** Each row has one value of it. */
	readonly isFlat: boolean;
}

function leavesOf({ children, element, path }: SchemaTree, isTop: boolean): readonly LeafPath[] {
	if (children.length > 0) return children.flatMap((child) => leavesOf(child, false));
	return [{ path: path.join('\0'), isFlat: isTop && element.repetition_type !== 'REPEATED' }];
}

function checkGroup({ columns, num_rows: count }: RowGroup, leaves: readonly LeafPath[]): void {
	if (columns.length !== leaves.length || count < 0n) throw damaged('a row group has not the columns of the schema');
	for (const [nth, { meta_data: meta, file_path: elsewhere }] of columns.entries()) {
		if (elsewhere !== undefined && elsewhere !== '') throw unsupported(`a part of it is in another file, ${elsewhere}`);
		if (meta === undefined) throw unsupported('it is encrypted');
		const leaf = leaves[nth];
		if (meta.path_in_schema.join('\0') !== leaf?.path) throw damaged('a row group has not the columns of the schema');
		if (leaf.isFlat && meta.num_values !== count) throw damaged('a column has not as many values as there are rows');
		checkCodec(meta.codec);
		if (meta.total_compressed_size > MOST_CHUNK_BYTES)
			throw unsupported('a row group is larger than 2 GB in one column');
	}
}
