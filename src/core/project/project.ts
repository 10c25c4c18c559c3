/** A project: one folder with a `freehold.yaml`. */
import type { HeaderMode, RealpadSettings } from '../sources/realpad/realpadSettings.ts';
import type { ReapitSettings } from '../sources/reapit/reapitSettings.ts';
import type { SparkSettings } from '../sources/spark/sparkSettings.ts';
import type { ConnectionMarks } from './connectionKeys.ts';

export type SourceName = 'realpad' | 'reapit' | 'spark';

export interface SparkConnection extends SparkSettings, ConnectionMarks {
	readonly source: 'spark';
	/** Nothing may be changed at the vendor. */
	readonly readOnly?: boolean | undefined;
}

export interface RealpadConnection extends RealpadSettings, ConnectionMarks {
	readonly source: 'realpad';
	/** Nothing may be changed at the vendor, which takes no changes anyway. */
	readonly readOnly?: boolean | undefined;
	/** It signs in by its forms: there is no identity provider. */
	readonly identityUrl: undefined;
}

export interface ReapitConnection extends ReapitSettings, ConnectionMarks {
	readonly source: 'reapit';
}

export type Connection = SparkConnection | RealpadConnection | ReapitConnection;

export interface ReplicateJob {
	readonly kind: 'replicate';
	readonly name: string;
	/** `mls/Property`, `mls/*` or `mls` (all datasets). */
	readonly targets: readonly string[];
	/** Relations read along with the datasets that have them; `undefined`: all of them. */
	readonly expand: readonly string[] | undefined;
	readonly everyMs: number | undefined;
	/** How often a purge is due; `undefined`: only on demand. */
	readonly purgeMs: number | undefined;
	/** A purge that would remove more than this share of the rows is held. */
	readonly purgeLimitPercent: number;
	/** How often datasets that never report deletions (contacts) are read in full. */
	readonly fullMs: number;
}

export interface ExportJob {
	readonly kind: 'export';
	readonly name: string;
	readonly targets: readonly string[];
	/** `xlsx` is the vendor's own file where the source has such, `xls` always. */
	readonly format: 'csv' | 'tsv' | 'ndjson' | 'json' | 'md' | 'sql' | 'parquet' | 'xlsx' | 'xls';
	/** Header rows of the vendor's own files; as the connection says where absent. */
	readonly headers: HeaderMode | undefined;
	readonly everyMs: number | undefined;
}

/** Files kept on this disk: what is missing is fetched, each one checked. */
export interface BackupJob {
	readonly kind: 'backup';
	readonly name: string;
	/** Names of connections that have files. */
	readonly targets: readonly string[];
	readonly everyMs: number | undefined;
}

export type Job = ReplicateJob | ExportJob | BackupJob;

export interface Project {
	/** The folder that holds freehold.yaml. */
	readonly root: string;
	readonly file: string;
	/** Absolute folder for replicas and exports. */
	readonly dataFolder: string;
	/** Days that change history is kept. */
	readonly historyDays: number;
	readonly connections: ReadonlyMap<string, Connection>;
	readonly jobs: ReadonlyMap<string, Job>;
}

/** Something wrong in freehold.yaml, with its place. */
export interface Problem {
	readonly message: string;
	readonly severity: 'error' | 'warning';
	/** 1-based. */
	readonly line: number;
	readonly column: number;
	/** Offsets in the text, for editors. */
	readonly from: number;
	readonly to: number;
	/** A replacement that mends it, where there is one. */
	readonly fix?: { readonly title: string; readonly text: string } | undefined;
}
