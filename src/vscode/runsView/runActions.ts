/** What can be done with a run that has ended: run it again, copy it as a command line. */
import * as vscode from 'vscode';
import { replicaFile } from '../../core/jobs/replicaFile.ts';
import type { RunRecord } from '../../core/replica/contract.ts';
import type { Freehold } from '../freehold.ts';
import { askJob } from '../jobs/askTarget.ts';
import { run } from '../jobs/runCommands.ts';
import type { RunRequest } from '../jobs/runRequest.ts';
import type { ConnectionRef, DatasetRef, JobRef, RecordRef } from '../refs.ts';
import { isRecordRef, targetOf } from '../refs.ts';
import { askRun } from './askRun.ts';
import { cliCommandOf, cliCommandOfRun } from './cliCommand.ts';

export async function runAgain(freehold: Freehold, given: RecordRef | undefined): Promise<unknown> {
	const ref = given ?? (await askRun(freehold, vscode.l10n.t('Which run is to be repeated?')));
	const record = ref === undefined ? undefined : await recordOf(freehold, ref);
	return ref === undefined || record === undefined ? undefined : run(freehold, requestOf(ref, record.phase));
}

export async function copyCommand(
	freehold: Freehold,
	given: JobRef | ConnectionRef | DatasetRef | RecordRef | undefined,
): Promise<void> {
	const ref = given ?? (await askJob(freehold, vscode.l10n.t('Which job is to be copied as a command line?')));
	if (ref === undefined) return;
	const record = isRecordRef(ref) ? await recordOf(freehold, ref) : undefined;
	const text = isRecordRef(ref) && record !== undefined ? cliCommandOfRun(ref, record.phase) : cliCommandOf(ref);
	await vscode.env.clipboard.writeText(text);
	void (await freehold.messages()).commandCopied(text);
}

/** As the replica has it; `undefined` where it was dropped with old history. */
async function recordOf(freehold: Freehold, ref: RecordRef): Promise<RunRecord | undefined> {
	const [projects, replicas] = await Promise.all([freehold.projects(), freehold.replicas()]);
	const project = projects.of(ref.folder)?.project;
	if (project === undefined) return undefined;
	return replicas.thread.ask(replicaFile(project.dataFolder, ref.connection), 'run', ref.record);
}

function requestOf(ref: RecordRef, phase: RunRecord['phase']): RunRequest {
	const { folder, connection } = ref;
	if (phase === 'backup' || phase === 'check') return { kind: 'backup', folder, connections: [connection] };
	const mode = phase === 'sweep' ? 'purge' : phase === 'retry' ? 'auto' : phase;
	return { kind: 'replicate', folder, targets: [targetOf(ref)], mode };
}
