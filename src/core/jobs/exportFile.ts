/** The vendor's own file of a dataset, byte for byte: complete under its name or not there at all. */
import { mkdir, mkdtemp, open, rename, rm } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { FreeholdError } from '../errors.ts';
import type { HeaderMode } from '../formats/excel/headers.ts';
import type { Connection } from '../project/project.ts';
import type { Dataset, PageDecoder, VendorFile } from '../sources/source.ts';
import type { JobEvent } from './events.ts';
import { openSource } from './openConnection.ts';
import type { ConnectionOutside } from './openConnection.ts';
import { pickDatasets } from './pickDatasets.ts';

export interface FileExportOptions {
	readonly connection: Connection;
	readonly dataset: string;
	readonly format: 'xls' | 'xlsx';
	/** Sent along, after they were checked. */
	readonly parameters: Readonly<Record<string, string>>;
	/** The finished file, or a folder in which it keeps the vendor's name. */
	readonly target: { readonly file: string } | { readonly folder: string };
	readonly outside: ConnectionOutside;
	readonly signal: AbortSignal;
	readonly onEvent: (event: JobEvent) => void;
}

export interface FileExportResult {
	readonly file: string;
	/** As the vendor calls it. */
	readonly name: string;
	readonly rows: number;
	readonly bytes: number;
	readonly warnings: readonly string[];
}

/** @throws FreeholdError `usage` where the source has no files of its own, and what its `file` throws */
export async function exportFile(options: FileExportOptions): Promise<FileExportResult> {
	const { connection, dataset, format, parameters, outside, signal, onEvent } = options;
	const where = { connection: connection.connection, dataset };
	const source = openSource(connection, { ...outside, decoder: noRows });
	try {
		if (source.file === undefined) throw noFiles(connection.connection, format);
		onEvent({ ...where, type: 'prepare' });
		const given = await source.file(dataset, { format, parameters }, signal);
		for (const message of given.warnings) onEvent({ ...where, type: 'warning', message });
		const file = resolve('file' in options.target ? options.target.file : join(options.target.folder, given.name));
		await keep(given, file, signal);
		return { file, name: given.name, rows: given.rows, bytes: given.body.byteLength, warnings: given.warnings };
	} finally {
		await source.close?.();
	}
}

/** The datasets that an export of everything consists of; asks for no rows and opens no replica. */
export async function exportedDatasets(
	connection: Connection,
	outside: ConnectionOutside,
	signal: AbortSignal,
): Promise<readonly Dataset[]> {
	const source = openSource(connection, { ...outside, decoder: noRows });
	try {
		return pickDatasets(await source.datasets(signal), [], connection.connection);
	} finally {
		await source.close?.();
	}
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
		why: 'its vendor makes no Excel files',
		next: 'Choose --format csv, ndjson or json',
	});
}
