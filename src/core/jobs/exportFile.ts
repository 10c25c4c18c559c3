/** The vendor's own file of a dataset, byte for byte: complete under its name or not there at all. */
import { mkdir, mkdtemp, open, rename, rm } from 'node:fs/promises';
import { dirname, extname, join, resolve } from 'node:path';
import { FreeholdError } from '../errors.ts';
import type { HeaderMode } from '../formats/excel/headers.ts';
import type { FileFormat } from '../formats/rows.ts';
import type { Connection } from '../project/project.ts';
import type { OpenSource, PageDecoder, VendorFile } from '../sources/source.ts';
import type { JobEvent } from './events.ts';
import { openSource } from './openConnection.ts';
import type { ConnectionOutside } from './openConnection.ts';

export interface FileExportOptions {
	readonly connection: Connection;
	readonly dataset: string;
	readonly format: 'xls' | 'xlsx';
	/** Sent along, after they were checked. */
	readonly parameters: Readonly<Record<string, string>>;
	/** The finished file, or a folder in which it keeps the vendor's name. */
	readonly target: { readonly file: string } | { readonly folder: string };
	/** Shared by the exports of one run, so that what one of them learned (the projects) is not asked for again. */
	readonly source: OpenSource;
	readonly signal: AbortSignal;
	readonly onEvent: (event: JobEvent) => void;
}

export interface FileExportResult {
	readonly file: string;
	/** As the vendor calls it. */
	readonly name: string;
	readonly rows: number;
	readonly bytes: number;
}

/**
 * @returns one file, or several where the vendor's own are parts of the dataset
 * @throws FreeholdError `usage` where the source has no files of its own, and what its `file` throws
 */
export async function exportFile(options: FileExportOptions): Promise<readonly FileExportResult[]> {
	const { connection, dataset, format, parameters, source, signal, onEvent } = options;
	const where = { connection: connection.connection, dataset };
	if (source.file === undefined) throw noFiles(connection.connection, format);
	onEvent({ ...where, type: 'prepare' });
	const parts = (await source.fileParts?.(dataset, parameters, signal)) ?? [{ mark: '', parameters }];
	const results: FileExportResult[] = [];
	for (const part of parts) {
		const given = await source.file(dataset, { format, parameters: part.parameters }, signal);
		for (const message of given.warnings) onEvent({ ...where, type: 'warning', message });
		const file = fileOf(options.target, given.name, part.mark);
		await keep(given, file, signal);
		results.push({ file, name: given.name, rows: given.rows, bytes: given.body.byteLength });
	}
	return results;
}

/** A source that gives files and names of datasets, but no rows: it needs no replica. Its owner closes it. */
export function openFileSource(connection: Connection, outside: ConnectionOutside): OpenSource {
	return openSource(connection, { ...outside, decoder: noRows });
}

/** Who makes a file of that format: the vendor, where it has files of its own, or we, from its rows. */
export type Maker =
	| { readonly by: 'vendor'; readonly format: FileExportOptions['format'] }
	| { readonly by: 'us'; readonly format: FileFormat };

export function makerOf({ source }: Connection, format: FileFormat | 'xls'): Maker {
	const isVendors = format === 'xls' || (format === 'xlsx' && source === 'realpad');
	return isVendors ? { by: 'vendor', format } : { by: 'us', format };
}

/** The connection with parameters and header rows of one export; only Realpad's exports take any. */
export function narrowed(
	connection: Connection,
	parameters: Readonly<Record<string, string>>,
	headers?: HeaderMode,
): Connection {
	if (connection.source === 'realpad') return { ...connection, parameters, headers: headers ?? connection.headers };
	if (Object.keys(parameters).length === 0) return connection;
	throw new FreeholdError('usage', {
		what: `The export of ${connection.connection} takes no parameters`,
		why: `${connection.source} has no parameters of exports`,
		next: 'Leave --param out',
	});
}

function fileOf(target: FileExportOptions['target'], name: string, mark: string): string {
	const wanted = resolve('file' in target ? target.file : join(target.folder, name));
	const extension = extname(wanted);
	// The vendor may call all parts alike.
	return mark === '' ? wanted : `${wanted.slice(0, wanted.length - extension.length)}${mark}${extension}`;
}

async function keep({ body }: VendorFile, file: string, signal: AbortSignal): Promise<void> {
	await mkdir(dirname(file), { recursive: true });
	const folder = await mkdtemp(join(dirname(file), '.freehold-export-'));
	try {
		const part = join(folder, 'export');
		const output = await open(part, 'wx');
		try {
			await output.writeFile(body, { signal });
			await output.sync();
		} finally {
			await output.close();
		}
		await rename(part, file);
	} finally {
		await rm(folder, { recursive: true, force: true });
	}
}

/** No rows are read where only files are. */
const noRows: PageDecoder = {
	decode: () => Promise.reject(new Error('no rows are decoded in an export of files')),
	release: () => undefined,
};

function noFiles(connection: string, format: string): FreeholdError {
	return new FreeholdError('usage', {
		what: `${connection} cannot be exported as .${format}`,
		why: 'its vendor makes no such files',
		next: 'Choose --format xlsx, csv or ndjson',
	});
}
