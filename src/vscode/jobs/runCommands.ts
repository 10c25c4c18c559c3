/** Starts runs that somebody asked for, and tells how they ended. */
import * as vscode from 'vscode';
import type { ExportOrder } from '../../core/jobs/runJob.ts';
import type { Freehold } from '../freehold.ts';
import type { ConnectionRef, DatasetRef, JobRef } from '../refs.ts';
import { targetOf } from '../refs.ts';
import { askConnection, askDataset, askJob } from './askTarget.ts';
import type { RunEnd } from './runInProgress.ts';
import type { RunRequest } from './runRequest.ts';

export async function runDeclaredJob(freehold: Freehold, given: JobRef | undefined): Promise<RunEnd | undefined> {
	const ref = given ?? (await askJob(freehold, vscode.l10n.t('Which job is to be run?')));
	return ref === undefined ? undefined : run(freehold, { kind: 'job', ...ref });
}

export async function replicateRow(
	freehold: Freehold,
	given: ConnectionRef | DatasetRef | undefined,
): Promise<RunEnd | undefined> {
	const ref = given ?? (await askConnection(freehold, vscode.l10n.t('Which connection is to be replicated?')));
	if (ref === undefined) return undefined;
	return run(freehold, { kind: 'replicate', folder: ref.folder, targets: [targetOf(ref)], mode: 'auto' });
}

export async function backUpRow(freehold: Freehold, given: ConnectionRef | undefined): Promise<RunEnd | undefined> {
	const question = vscode.l10n.t('Whose files are to be backed up?');
	const ref = given ?? (await askConnection(freehold, question, ({ source }) => source === 'realpad'));
	if (ref === undefined) return undefined;
	return run(freehold, { kind: 'backup', folder: ref.folder, connections: [ref.connection] });
}

export async function exportRow(freehold: Freehold, given: DatasetRef | undefined): Promise<RunEnd | undefined> {
	const ref = given ?? (await askDataset(freehold, vscode.l10n.t('Which dataset is to be exported?'), false));
	if (ref === undefined) return undefined;
	const format = await askFormat(freehold, ref);
	if (format === undefined) return undefined;
	const order = { targets: [targetOf(ref)], format, headers: undefined };
	const end = await run(freehold, { kind: 'export', folder: ref.folder, ...order });
	const messages = await freehold.messages();
	for (const { file, rows } of end.files) void messages.exported(vscode.Uri.file(file), rows);
	return end;
}

const FORMATS = ['csv', 'xlsx', 'ndjson', 'json', 'parquet', 'md', 'sql', 'tsv'] as const;
/** As the vendor makes them. */
const VENDOR_FORMATS = ['xlsx', 'xls'] as const;

async function askFormat(freehold: Freehold, ref: DatasetRef): Promise<ExportOrder['format'] | undefined> {
	const connection = (await freehold.projects()).connection(ref);
	const formats = [...new Set([...(connection?.source === 'realpad' ? VENDOR_FORMATS : []), ...FORMATS])];
	const placeHolder = vscode.l10n.t('Format of the file');
	const chosen = await vscode.window.showQuickPick(formats, { placeHolder });
	return formats.find((format) => format === chosen);
}

/** The run goes on whatever becomes of the view; who started it is told how it ended. */
export async function run(freehold: Freehold, request: RunRequest): Promise<RunEnd> {
	const jobs = await freehold.jobs();
	const started = jobs.start(request);
	const end = await started.end;
	void (await freehold.messages()).runEnded(started.run, end, () => run(freehold, request));
	return end;
}
