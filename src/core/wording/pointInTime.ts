/** `RUN|TIME` of --as-of, --from and --to: a run's number, or the last run begun by an instant. */
import { FreeholdError } from '../errors.ts';
import type { ReplicaReader } from '../replica/reader.ts';

/** How far back the last change of a table is looked for. */
const RUNS_LOOKED_AT = 10_000;

/** @throws FreeholdError `usage` where the text is neither, or names a run that there never was */
export function runOf(reader: Pick<ReplicaReader, 'runAt' | 'runs'>, text: string): number {
	if (!/^\d+$/.test(text)) return reader.runAt(timeOf(text));
	const run = Number(text);
	const newest = newestRun(reader);
	if (run <= newest) return run;
	throw new FreeholdError('usage', {
		what: `There is no run ${text}`,
		why: newest === 0 ? 'nothing has been run yet' : `the newest run is ${newest}`,
		next: "Give that one or an earlier one ('id' of 'freehold status --json'), or a time",
	});
}

export function newestRun(reader: Pick<ReplicaReader, 'runs'>): number {
	return reader.runs(1)[0]?.id ?? 0;
}

/**
 * The state before the last download or update that changed this table. Purges are looked past: they follow an update
 * and belong to it in the eyes of whoever asks what is new.
 */
export function beforeLastChange(reader: Pick<ReplicaReader, 'runs'>, table: string): number {
	const last = reader.runs(RUNS_LOOKED_AT).find((run) => {
		const counts = run.counts[table];
		if (counts === undefined || run.phase === 'sweep') return false;
		return counts.inserted + counts.updated + counts.deleted > 0;
	});
	return last === undefined ? 0 : last.id - 1;
}

/**
 * A date alone, or a time without a zone, is meant by the clock of whoever types it.
 *
 * @throws FreeholdError `usage` where the text is no time
 */
export function timeOf(text: string): number {
	const at = /^\d{4}-\d{2}-\d{2}$/.test(text) ? Date.parse(`${text}T00:00:00`) : Date.parse(text);
	if (/^\d{4}-\d{2}-\d{2}/.test(text) && !Number.isNaN(at)) return at;
	throw new FreeholdError('usage', {
		what: `'${text}' is neither a run nor a time`,
		why: "A run is a number ('id' of 'freehold status --json'); a time looks like 2026-05-01 or 2026-05-01T12:00Z",
		next: 'Give one of those',
	});
}
