/** The status as a table and the remarks below it: what is stored, how old it is, what went wrong, when it goes on. */
import type { StatusEntry } from '../jobs/statusEntries.ts';
import { formatDuration } from '../project/duration.ts';
import type { DatasetState } from '../replica/contract.ts';
import type { FileState } from '../replica/fileState.ts';
import { phaseName } from './progressLine.ts';
import { ago, bytes, clockTime, count, counted } from './quantities.ts';
import { renderTable } from './table.ts';
import type { TableText } from './table.ts';

/** @param width  columns that there is room for */
export function statusTable(entries: readonly StatusEntry[], now: number, width: number): TableText {
	const hasOwnPauses = entries.some(({ pause }) => pause === 'own');
	return renderTable(
		[
			{ title: 'dataset' },
			{ title: 'rows', align: 'right' },
			{ title: 'last run' },
			{ title: 'age' },
			{ title: 'up to' },
			{ title: 'due' },
			...(hasOwnPauses ? [{ title: 'next allowed' }] : []),
			{ title: 'state' },
		],
		entries.map((entry) => [
			`${entry.connection}/${entry.dataset}`,
			rowsText(entry),
			entry.lastRun === undefined ? '–' : `${phaseName(entry.lastRun.phase)} ${entry.lastRun.outcome}`,
			entry.lastRun?.finishedAt === undefined ? '–' : ago(entry.lastRun.finishedAt, now),
			entry.state?.watermark === undefined ? '–' : new Date(entry.state.watermark).toISOString().slice(0, 19) + 'Z',
			entry.nextAt === undefined ? '–' : entry.nextAt <= now ? 'now' : `in ${formatDuration(entry.nextAt - now)}`,
			...(hasOwnPauses ? [allowedText(entry, now)] : []),
			stateText(entry),
		]),
		width,
	);
}

/** What does not fit into a row: pauses of whole connections, errors, held purges, gaps. */
export function statusNotes(entries: readonly StatusEntry[], now: number): readonly string[] {
	return [
		...pauses(entries, now),
		...entries.flatMap((entry) => {
			const error = entry.lastRun?.error;
			const lines = [...(error === undefined ? [] : [error]), ...troubles(entry, now)];
			return lines.map((line) => `${entry.connection}/${entry.dataset}: ${line}`);
		}),
	];
}

function rowsText({ state, files }: StatusEntry): string {
	const rows = state?.rows ?? files?.stored;
	return rows === undefined ? '–' : count(rows);
}

function allowedText({ pause, allowedAt }: StatusEntry, now: number): string {
	if (allowedAt !== undefined) return clockTime(allowedAt, now);
	return pause === 'own' || pause === 'shared' ? 'now' : '–';
}

/** Pauses of a whole connection; those of a single dataset stand in its row. */
function pauses(entries: readonly StatusEntry[], now: number): readonly string[] {
	const lines = new Set<string>();
	const unknown = new Set(entries.filter(({ pause }) => pause === 'unknown').map(({ connection }) => connection));
	if (unknown.size > 0)
		lines.add(
			`No credentials of ${[...unknown].join(', ')} at hand: when the vendor allows requests next is not known.`,
		);
	for (const { connection, allowedAt, pause } of entries) {
		if (pause === 'shared' && allowedAt !== undefined)
			lines.add(`${connection}: the vendor wants no requests until ${clockTime(allowedAt, now)}`);
	}
	return [...lines];
}

function troubles({ state }: StatusEntry, now: number): readonly string[] {
	const held = state?.heldSweep;
	const gaps = state?.gaps.slice(0, 3) ?? [];
	return [
		...(held === undefined
			? []
			: [
					// Where the walk was not proven, the reason speaks of that and not of how many rows would go.
					`purge held at ${clockTime(held.heldAt, now)}: ${held.why}${held.isProven ? '' : `; ${count(held.wouldDelete)} of ${count(held.rows)} rows would go`}`,
				]),
		...gaps.map((gap) => `${gapName(gap.key)} is missing: ${gap.error}`),
	];
}

/** A record that never came has no key: its place stands in its stead, `["SBOX","at 1 of contacts"]` (Reapit). */
function gapName(key: string): string {
	const parts = partsOf(key);
	const place = parts?.at(-1);
	if (parts === undefined || place?.startsWith('at ') !== true) return `record ${key}`;
	const [customer] = parts.slice(0, -1);
	return `the record ${place.replace(/^at /, 'at place ')}${customer === undefined ? '' : ` (${customer})`}`;
}

function partsOf(key: string): readonly string[] | undefined {
	try {
		const parts: unknown = JSON.parse(key);
		return Array.isArray(parts) ? parts.map(String) : undefined;
	} catch {
		// A key of one column is no JSON.
		return undefined;
	}
}

function stateText({ state, files }: StatusEntry): string {
	if (files !== undefined) return filesText(files);
	return state === undefined ? 'not stored' : datasetText(state);
}

function filesText({ storedBytes, missing, gone }: FileState): string {
	const parts = [
		`${bytes(storedBytes)} backed up`,
		missing === 0 ? '' : `${count(missing)} missing`,
		gone === 0 ? '' : `${count(gone)} gone upstream`,
	];
	return parts.filter((part) => part !== '').join(', ');
}

function datasetText(state: DatasetState): string {
	const parts = [
		state.resume === undefined ? '' : `${phaseName(state.resume.phase)} to be resumed`,
		state.gaps.length === 0 ? '' : counted(state.gaps.length, 'gap'),
		state.heldSweep === undefined ? '' : 'purge held',
		state.watermark === undefined && state.resume === undefined && state.lastRun !== undefined ? 'incomplete' : '',
		// Rows of a relation: they are read with the dataset that they belong to, and have no runs of their own.
		state.lastRun === undefined ? 'read along' : '',
	].filter((part) => part !== '');
	return parts.length === 0 ? 'complete' : parts.join(', ');
}
