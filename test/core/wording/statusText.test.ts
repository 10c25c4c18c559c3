/** Remarks of a status: what is missing, by names that people know. */
import { expect, test } from 'vitest';
import type { StatusEntry } from '../../../src/core/jobs/statusEntries.ts';
import type { DatasetState } from '../../../src/core/replica/contract.ts';
import type { Gap } from '../../../src/core/sources/source.ts';
import { statusNotes } from '../../../src/core/wording/statusText.ts';

function notesOf(gaps: readonly Gap[]): readonly string[] {
	const state: DatasetState = {
		...{ dataset: 'contacts', rows: 1, watermark: 1, resume: undefined, lastRun: undefined, lastPurge: undefined },
		...{ gaps, heldSweep: undefined, keyColumns: ['id'], hasHeldRows: true, columns: [] },
	};
	const entry: StatusEntry = {
		...{ connection: 'agency', dataset: 'contacts', state, files: undefined, lastRun: undefined },
		...{ nextAt: undefined, allowedAt: undefined },
		pause: 'none',
	};
	return statusNotes([entry], 0);
}

test.each([
	['["SBOX","at 1 of contacts sorted by created"]', 'the record at place 1 of contacts sorted by created (SBOX)'],
	['20160000000000000000000000', 'record 20160000000000000000000000'],
	['["SBOX","OXF18000001"]', 'record ["SBOX","OXF18000001"]'],
])('the gap %s is told as %s', (key, name) => {
	expect(notesOf([{ key, error: 'it cannot be read' }])).toEqual([
		`agency/contacts: ${name} is missing: it cannot be read`,
	]);
});
