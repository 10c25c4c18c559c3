/** What a command may be used on: plain data, so that rows, links, tasks and keyboard all say it in the same way. */

export interface ConnectionRef {
	/** URI of the workspace folder that holds freehold.yaml. */
	readonly folder: string;
	readonly connection: string;
}

export interface DatasetRef extends ConnectionRef {
	readonly dataset: string;
}

export interface JobRef {
	readonly folder: string;
	readonly job: string;
}

/** A run in progress of this window. */
export interface RunRef {
	readonly run: string;
}

/** A run that has ended, as its replica keeps it. */
export interface RecordRef extends DatasetRef {
	/** Number of the run in the replica. */
	readonly record: number;
}

/** A file of the workspace. */
export interface FileRef {
	/** Its URI. */
	readonly file: string;
}

/** Something in a file, by a place in it: a set of filters, a statement. */
export interface PlaceRef extends FileRef {
	/** In UTF-16 units. */
	readonly offset: number;
}

/** A record or a list at Reapit, whether it is replicated or not. */
export interface EntityRef extends ConnectionRef {
	/** As the vendor calls it: `contacts/OXF1`. */
	readonly path: string;
	/** Absent where the connection has one. */
	readonly customer?: string;
}

export type Ref = ConnectionRef | DatasetRef | EntityRef | RecordRef | JobRef | RunRef | FileRef | PlaceRef;

/** A row of a view that stands for something. */
export interface Row<R extends Ref = Ref> {
	readonly ref: R;
}

/** What VS Code hands to a command (a row, a plain ref, or nothing of ours) as the ref that it stands for. */
export function refOf(input: unknown): Ref | undefined {
	if (typeof input !== 'object' || input === null) return undefined;
	if ('ref' in input) return refOf(input.ref);
	if ('run' in input && typeof input.run === 'string') return { run: input.run };
	if ('file' in input && typeof input.file === 'string') {
		const { file } = input;
		return 'offset' in input && typeof input.offset === 'number' ? { file, offset: input.offset } : { file };
	}
	if (!('folder' in input) || typeof input.folder !== 'string') return undefined;
	const { folder } = input;
	if ('job' in input && typeof input.job === 'string') return { folder, job: input.job };
	if (!('connection' in input) || typeof input.connection !== 'string') return undefined;
	const { connection } = input;
	if ('path' in input && typeof input.path === 'string') {
		const entity = { folder, connection, path: input.path };
		return 'customer' in input && typeof input.customer === 'string' ? { ...entity, customer: input.customer } : entity;
	}
	if (!('dataset' in input) || typeof input.dataset !== 'string') return { folder, connection };
	const { dataset } = input;
	return 'record' in input && typeof input.record === 'number'
		? { folder, connection, dataset, record: input.record }
		: { folder, connection, dataset };
}

/** `mls/Property` or `mls`, as the command line names it. */
export function targetOf(ref: ConnectionRef | DatasetRef): string {
	return 'dataset' in ref ? `${ref.connection}/${ref.dataset}` : ref.connection;
}

export function isDatasetRef(ref: Ref | undefined): ref is DatasetRef {
	return ref !== undefined && 'dataset' in ref;
}

export function isEntityRef(ref: Ref | undefined): ref is EntityRef {
	return ref !== undefined && 'path' in ref;
}

export function isConnectionRef(ref: Ref | undefined): ref is ConnectionRef | DatasetRef {
	return ref !== undefined && 'connection' in ref;
}

export function isJobRef(ref: Ref | undefined): ref is JobRef {
	return ref !== undefined && 'job' in ref;
}

export function isRunRef(ref: Ref | undefined): ref is RunRef {
	return ref !== undefined && 'run' in ref;
}

export function isRecordRef(ref: Ref | undefined): ref is RecordRef {
	return ref !== undefined && 'record' in ref;
}

export function isFileRef(ref: Ref | undefined): ref is FileRef {
	return ref !== undefined && 'file' in ref;
}
