/** Exports one dataset with progress; what `export` and `run` share. */
import { join } from 'node:path';
import type { Format } from '../core/formats/rows.ts';
import { exportDataset } from '../core/jobs/exportDataset.ts';
import type { Connection, Project } from '../core/project/project.ts';
import type { CommandContext } from './context.ts';
import type { Network } from './network.ts';
import type { Progress } from './progress.ts';
import { counted } from './quantities.ts';

export interface ExportTarget {
	readonly connection: Connection;
	readonly dataset: string;
	readonly format: Format;
	readonly file: string;
	readonly network: Network;
	readonly progress: Progress;
}

export function defaultExportFile(project: Project, connection: string, dataset: string, format: Format): string {
	return join(project.dataFolder, 'exports', `${connection}-${dataset}.${format}`);
}

export async function exportTarget({ output, signal }: CommandContext, target: ExportTarget): Promise<void> {
	const { connection, dataset, format, file, network, progress } = target;
	const outside = network.outsideOf(connection);
	const onEvent = progress.onEvent;
	const result = await exportDataset({ connection, dataset, format, file, outside, signal, onEvent });
	progress.note(`${output.paint('green', '✓')} ${counted(result.rows, 'row')} in ${result.file}`);
	if (output.options.json) {
		const where = { connection: connection.connection, dataset };
		await output.line({ type: 'file', ...where, format, file: result.file, rows: result.rows });
	}
}
