/** Where each dataset stands: rows, watermark, what to resume, gaps, held purges, columns. */
import type { DatabaseSync } from 'node:sqlite';
import type { Json } from '../json.ts';
import type { ColumnType, Gap, Phase } from '../sources/source.ts';
import { countRows, hasHistory } from './columnChanges.ts';
import { datasetNames, readLayout } from './columnLayout.ts';
import type { DatasetState, HeldSweep } from './contract.ts';
import { readRuns } from './runs.ts';
import { asNumber, asText, optionalNumber, optionalText } from './sql.ts';
import type { SqlRow } from './sql.ts';

export function readStates(db: DatabaseSync): readonly DatasetState[] {
	return datasetNames(db).map((dataset) => readState(db, dataset));
}

function readState(db: DatabaseSync, dataset: string): DatasetState {
	const row = db.prepare('SELECT * FROM _datasets WHERE dataset = ?').get(dataset) ?? {};
	const layout = readLayout(db, dataset);
	const rows = layout === undefined ? 0 : countRows(db, layout);
	return {
		dataset,
		rows,
		hasHeldRows: rows > 0 || hasHistory(db, dataset),
		watermark: optionalNumber(row.watermark),
		resume: resumeOf(row),
		lastRun: readRuns(db, 1, dataset)[0],
		lastPurge: optionalNumber(row.last_purge),
		gaps: readGaps(db, dataset),
		heldSweep: readHeld(db, dataset),
		keyColumns: JSON.parse(asText(row.key_columns)) as string[],
		columns: readColumns(db, dataset),
	};
}

function resumeOf(row: SqlRow): DatasetState['resume'] {
	const phase = optionalText(row.resume_phase);
	if (phase === undefined) return undefined;
	return {
		phase: phase as Phase,
		relations: JSON.parse(asText(row.resume_relations)) as string[],
		checkpoint: JSON.parse(asText(row.resume_checkpoint)) as Json,
	};
}

function readGaps(db: DatabaseSync, dataset: string): readonly Gap[] {
	const gaps = db.prepare('SELECT key, error FROM _gaps WHERE dataset = ? ORDER BY key').all(dataset);
	return gaps.map((row) => ({ key: asText(row.key), error: asText(row.error) }));
}

export function readHeld(db: DatabaseSync, dataset: string): HeldSweep | undefined {
	const row = db.prepare('SELECT * FROM _held WHERE dataset = ?').get(dataset);
	if (row === undefined) return undefined;
	return {
		run: asNumber(row.run),
		heldAt: asNumber(row.held_at),
		wouldDelete: asNumber(row.would_delete),
		rows: asNumber(row.rows),
		why: asText(row.why),
		isProven: asNumber(row.is_complete) === 1,
	};
}

export function readColumns(db: DatabaseSync, dataset: string): DatasetState['columns'] {
	const columns = db.prepare('SELECT * FROM _columns WHERE dataset = ? AND name IS NOT NULL ORDER BY position');
	return columns.all(dataset).map((row) => {
		const enumeration = optionalText(row.enumeration);
		const labels = optionalText(row.value_labels);
		return {
			name: asText(row.name),
			type: asText(row.type) as ColumnType,
			label: optionalText(row.label),
			values: enumeration === undefined ? undefined : (JSON.parse(enumeration) as string[]),
			valueLabels: labels === undefined ? undefined : (JSON.parse(labels) as Record<string, string>),
			hiddenCount: asNumber(row.hidden),
		};
	});
}
