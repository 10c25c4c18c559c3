/** The log as it is written; of one run, what its replica remembers of it. */
import type { Freehold } from '../freehold.ts';
import type { RecordRef } from '../refs.ts';
import { isRecordRef } from '../refs.ts';

export async function openLog(freehold: Freehold, ref: RecordRef | undefined): Promise<void> {
	if (isRecordRef(ref)) await freehold.documents.show({ kind: 'run', ref }, `${ref.connection} run ${ref.record}.txt`);
	else (await freehold.log()).show();
}
