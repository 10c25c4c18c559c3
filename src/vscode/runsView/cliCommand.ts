/** What was done in the editor, as a command line that does the same. */
import type { RunRecord } from '../../core/replica/contract.ts';
import type { ConnectionRef, DatasetRef, JobRef } from '../refs.ts';
import { isJobRef, targetOf } from '../refs.ts';

export function cliCommandOf(ref: JobRef | ConnectionRef | DatasetRef): string {
	return isJobRef(ref) ? `freehold run ${quoted(ref.job)}` : `freehold replicate ${quoted(targetOf(ref))}`;
}

/** Of a run that has ended: the same phase of the same dataset. */
export function cliCommandOfRun(ref: DatasetRef, phase: RunRecord['phase']): string {
	switch (phase) {
		case 'backup':
			return `freehold backup ${quoted(ref.connection)}`;
		case 'check':
			return `freehold backup ${quoted(ref.connection)} --verify`;
		case 'sweep':
			return `freehold replicate ${quoted(targetOf(ref))} --mode purge`;
		case 'initial':
		case 'update':
			return `freehold replicate ${quoted(targetOf(ref))} --mode ${phase}`;
		case 'retry':
			return `freehold replicate ${quoted(targetOf(ref))}`;
	}
}

/** For shells of all kinds: names that need no quotes get none. */
export function quoted(word: string): string {
	return /^[\w./-]+$/.test(word) ? word : `"${word.replaceAll(/["\\$`]/g, '\\$&')}"`;
}
