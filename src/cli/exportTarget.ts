/** Exports one dataset with progress; what `export` and `run` share. */
import { join } from 'node:path';
import { FILE_FORMATS } from '../core/formats/rows.ts';
import type { FileFormat } from '../core/formats/rows.ts';
import type { HeaderMode } from '../core/formats/excel/headers.ts';
import { exportDataset } from '../core/jobs/exportDataset.ts';
import { exportFile, makerOf, narrowed, openFileSource } from '../core/jobs/exportFile.ts';
import type { ExportedFile } from '../core/jobs/runJob.ts';
import type { Connection } from '../core/project/project.ts';
import type { OpenSource } from '../core/sources/source.ts';
import type { CommandContext } from './context.ts';
import { narrow, onceEach, WHOLE } from './narrowing.ts';
import type { Narrowing } from './narrowing.ts';
import type { Network } from './network.ts';
import type { Progress } from '../core/wording/progress.ts';
import { counted } from '../core/wording/quantities.ts';

/** `xls` is always the vendor's own file, `xlsx` where it has such. */
export type ExportFormat = FileFormat | 'xls';

export const EXPORT_FORMATS: readonly ExportFormat[] = [...FILE_FORMATS, 'xls'];

export interface ExportTarget {
	readonly connection: Connection;
	readonly dataset: string;
	readonly format: ExportFormat;
	/** The file, or the folder in which the vendor's own file keeps its name. */
	readonly target: { readonly file: string } | { readonly folder: string };
	readonly narrowing?: Narrowing | undefined;
	readonly headers?: HeaderMode | undefined;
	readonly network: Network;
	readonly progress: Progress;
	/** Shared by several exports of one connection; otherwise each opens its own. */
	readonly source?: OpenSource | undefined;
}

export function exportFileName(connection: string, dataset: string, format: ExportFormat): string {
	return `${connection}-${dataset}.${format}`;
}

export async function exportTarget(context: CommandContext, target: ExportTarget): Promise<void> {
	const { connection, dataset, format, progress } = target;
	const maker = makerOf(connection, format);
	const made = await (maker.by === 'vendor'
		? vendorFiles(context, target, maker.format)
		: converted(context, target, maker.format));
	for (const { file, rows } of made) {
		await tellFile(context, progress, { connection: connection.connection, dataset, format, file, rows });
	}
}

export async function tellFile(
	{ output }: CommandContext,
	progress: Progress,
	{ connection, dataset, format, file, rows }: ExportedFile,
): Promise<void> {
	progress.note(`${output.paint('green', '✓')} ${counted(rows, 'row')} in ${file}`);
	if (output.options.json) await output.line({ type: 'file', connection, dataset, format, file, rows });
}

interface Made {
	readonly file: string;
	readonly rows: number;
}

async function vendorFiles(
	{ signal }: CommandContext,
	asked: ExportTarget,
	format: 'xlsx' | 'xls',
): Promise<readonly Made[]> {
	const { dataset, target, narrowing = WHOLE, headers, network, progress } = asked;
	const connection = narrowed(asked.connection, {}, headers);
	// Told before anything is asked for.
	narrow(connection, dataset, narrowing);
	const parameters = onceEach(narrowing);
	const source = asked.source ?? openFileSource(connection, network.outsideOf(connection));
	try {
		const { onEvent } = progress;
		return await exportFile({ connection, dataset, format, parameters, target, source, signal, onEvent });
	} finally {
		if (asked.source === undefined) await source.close?.();
	}
}

async function converted(
	{ signal }: CommandContext,
	asked: ExportTarget,
	format: FileFormat,
): Promise<readonly Made[]> {
	const { dataset, target, narrowing = WHOLE, headers, network, progress } = asked;
	const connection = narrow(narrowed(asked.connection, {}, headers), dataset, narrowing);
	const file =
		'file' in target ? target.file : join(target.folder, exportFileName(connection.connection, dataset, format));
	const outside = network.outsideOf(connection);
	return [await exportDataset({ connection, dataset, format, file, outside, signal, onEvent: progress.onEvent })];
}
