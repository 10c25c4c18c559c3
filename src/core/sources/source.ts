/**
 * The contract between a source (one vendor API) and the jobs that carry its data: a source tells which datasets exist
 * and yields batches; it writes nothing anywhere.
 */
import type { Budget, FetchLike, HttpStatistics } from '../http/contract.ts';
import type { TraceEvent } from '../http/trace.ts';
import type { Json, JsonObject } from '../json.ts';
import type { Clock, Log, Random, Secrets } from '../outside.ts';

/** How a column's values are to be understood. Instants are kept as UTC text that sorts, decimals without loss. */
export type ColumnType = 'text' | 'integer' | 'decimal' | 'boolean' | 'date' | 'time' | 'instant' | 'json';

export interface Column {
	readonly name: string;
	readonly type: ColumnType;
	/** Readable name, where the vendor gives one (Spark's local fields). */
	readonly label?: string | undefined;
	/** Members of the vendor's enumeration. */
	readonly values?: readonly string[] | undefined;
	/** Readable names of those members that have one: wire value → label. */
	readonly valueLabels?: Readonly<Record<string, string>> | undefined;
	/** Whether a double may be too small for the vendor's declared precision (absent precision counts as too small). */
	readonly isExact?: boolean | undefined;
}

/** Rows that arrive nested in another dataset's rows (Spark `$expand`) and live in a table of their own. */
export interface Relation {
	/** Property that holds the nested rows: `Media`. */
	readonly property: string;
	/** Property that holds `property` in turn, where it does not lie in the row itself (HAL: `_embedded`). */
	readonly within?: string | undefined;
	/** Dataset (and table) that they belong to. */
	readonly dataset: string;
	readonly key: readonly string[];
	/**
	 * Column added to each nested row, holding the parent's key (single-column keys only). Absent: the rows are not parts
	 * of their parent but records of their own that came along; they are written, and never deleted because of it.
	 */
	readonly parentColumn?: string | undefined;
	readonly columns?: readonly Column[] | undefined;
	/** Change-of-relation column of the parent that moves when these rows change (`PhotosChangeTimestamp`). */
	readonly changedBy?: readonly string[] | undefined;
}

export interface Dataset {
	/** Name and table: `Property`. */
	readonly id: string;
	readonly title: string;
	readonly group: string;
	readonly key: readonly string[];
	/** Column that update runs ask by; absent: no incremental update, each run reads everything. */
	readonly cursor?: string | undefined;
	/** Whether a walk over the keys alone is possible, and so a purge. */
	readonly canSweep: boolean;
	/** Whether a run without `since` reports deletions only by absence from a full read (contacts). */
	readonly fullReadFindsDeletions: boolean;
	readonly columns: readonly Column[];
	readonly relations: readonly Relation[];
	/** Properties whose array of one object is spread into the row's own columns (Spark `CustomFields`). */
	readonly spread?: readonly string[] | undefined;
	/** Dataset whose relations bring these rows along; left out when all datasets are asked for without naming this one. */
	readonly alongWith?: string | undefined;
	/** Why it is left out when all datasets are asked for without naming this one. */
	readonly leftOut?: string | undefined;
	/** Each read is one snapshot: an interrupted one cannot be resumed and begins anew. */
	readonly isSnapshot?: boolean | undefined;
	/** Columns asked for where the connection narrows them; absent: all. Holds the key and the cursor. */
	readonly select?: readonly string[] | undefined;
	/** Parameters of the vendor that narrow the dataset. */
	readonly parameters?: readonly DatasetParameter[] | undefined;
	/** Name of the parameter that takes a filter expression (Reapit: `metadata`, on `/metadata/` itself `filter`). */
	readonly filterParameter?: string | undefined;
	/** Fields that the vendor sorts by. */
	readonly sortFields?: readonly string[] | undefined;
	/** Notes and warnings of the vendor about this dataset. */
	readonly notes: readonly string[];
}

/** A query parameter of the vendor's list. */
export interface DatasetParameter {
	readonly name: string;
	readonly type: 'text' | 'whole' | 'number' | 'boolean' | 'date' | 'instant';
	/** Whether it may be given more than once. */
	readonly isRepeatable: boolean;
	readonly values?: readonly string[] | undefined;
}

/**
 * How the rows of a page lie in its JSON body: plain data, so that a worker can read the body without knowing the vendor.
 */
export interface RowPlan {
	readonly dataset: string;
	readonly key: readonly string[];
	/** Path from the document's root to the array of rows: `['value']`, `['D', 'Results']`. */
	readonly rowsAt: readonly string[];
	readonly columns: readonly Column[];
	readonly relations: readonly Relation[];
	/** Prefix of bookkeeping properties that are not data: `@odata.`; also dropped when it follows a relation's name. */
	readonly dropPrefix?: string | undefined;
	/** The text that stands for a value hidden from this role; stored as NULL and named in `_hidden`. */
	readonly hiddenValue?: string | undefined;
	/** Properties that are not stored: `_embedded`, whose rows go to tables of their own. */
	readonly omitted?: readonly string[] | undefined;
	/** Columns that the document does not hold and every row gets, those of relations too: Reapit's `customerId`. */
	readonly constants?: Readonly<Record<string, string>> | undefined;
	/** Column that takes a digest of the row's own content, where the vendor gives its records no id; part of the key. */
	readonly digestColumn?: string | undefined;
	/** Properties that lists leave empty where the record itself has them (Reapit's `_eTag`): if nothing else changed, the stored value stays. */
	readonly keptWhenEmpty?: readonly string[] | undefined;
	/** Whether the keys of all rows are wanted in `DecodedPage.keys`. */
	readonly wantsKeys?: boolean | undefined;
	/** Set when the rows carry the keys alone (a sweep): they are tallied, not stored. */
	readonly keysOnly?: boolean | undefined;
	/** A property whose array of one object is spread into the row's own columns (Spark `CustomFields`). */
	readonly spread?: readonly string[] | undefined;
	/** Set when the rows are the rest of one parent's relation: the column that takes the parent's key, and that key. */
	readonly parent?: { readonly column: string; readonly key: string } | undefined;
	/** With `parent`: every row of the relation has been given since the parent's own row; those not among them are gone. */
	readonly completesRelation?: boolean | undefined;
}

/** A page that was read in the worker; its rows stay there until they are applied or released. */
export interface DecodedPage {
	readonly handle: number;
	readonly rowCount: number;
	/** The document without its rows: `@odata.count`, `@odata.nextLink`, `D.Success`, … */
	readonly envelope: JsonObject;
	/** Keys of all rows, in order, for plans with `wantsKeys`. */
	readonly keys?: readonly string[] | undefined;
	/** How many rows came nested in these, by relation. */
	readonly nestedCounts: Readonly<Record<string, number>>;
	readonly firstKey: string | undefined;
	readonly lastKey: string | undefined;
	/** Relations that the vendor paged: the rest of the rows is behind these links. */
	readonly partialRelations: readonly {
		readonly parentKey: string;
		readonly property: string;
		readonly nextLink: string;
	}[];
}

/**
 * Reads JSON bodies off the caller's thread. The body's buffer is given away.
 *
 * @throws FreeholdError `badResponse` where the body is not JSON or not of the plan's shape; `why` names the byte
 */
export interface PageDecoder {
	decode(body: Uint8Array, plan: RowPlan): Promise<DecodedPage>;
	/** Forgets a decoded page that will not be applied. */
	release(handle: number): void;
}

/** What a run of a dataset asks of its source. */
export type ReadRequest =
	| {
			readonly phase: 'initial';
			readonly relations: readonly string[];
			readonly strict?: boolean;
			readonly checkpoint?: Json | undefined;
	  }
	| {
			readonly phase: 'update';
			readonly relations: readonly string[];
			/** Server time of the first response of the last successful run, in ms since 1970. */
			readonly since: number;
			readonly checkpoint?: Json | undefined;
	  }
	| {
			readonly phase: 'sweep';
			readonly checkpoint?: Json | undefined;
			/** Set for a comparison: nothing may be written, so only keys are wanted where the vendor gives whole rows. */
			readonly keysOnly?: boolean;
	  }
	/** Single records by key: those that an earlier run had to leave out. */
	| { readonly phase: 'retry'; readonly relations: readonly string[]; readonly keys: readonly string[] };

export type Phase = ReadRequest['phase'];

/** A record that the vendor could not deliver (a page that always fails, narrowed down to it). */
export interface Gap {
	readonly key: string;
	readonly error: string;
}

export interface Batch {
	/** Rows to be applied, decoded in the worker. */
	readonly page: DecodedPage;
	/** Opaque: with it, the same read goes on after this batch. */
	readonly checkpoint: Json;
	/** Whether the source is known to hold nothing after this batch. */
	readonly isLast: boolean;
	/** The server's clock (`Date`) at the first response of this read, in ms since 1970; survives resuming. */
	readonly serverStart: number;
	readonly total?: number | undefined;
	/** Records read in this phase so far, those before a resume included. */
	readonly done: number;
	readonly gaps?: readonly Gap[] | undefined;
	/** Keys asked for by a `retry` that no longer exist at the vendor. */
	readonly missing?: readonly string[] | undefined;
	/** For the last batch of a sweep, or of a full read that finds deletions: whether every key was proven to have been seen, and why not. */
	readonly sweepProof?: SweepProof | undefined;
	/** What the user should know about this batch (a dropped filter condition). */
	readonly warnings?: readonly string[] | undefined;
}

export interface SweepProof {
	readonly isComplete: boolean;
	readonly why?: string | undefined;
	/** How many different keys the walk must have seen; the replica, which keeps them, counts. */
	readonly atLeast?: number | undefined;
}

/** What the replica already holds of a dataset that is about to be read. */
export interface KnownTable {
	/** Undefined where it has no table yet. */
	readonly key: readonly string[] | undefined;
	readonly columns: readonly string[] | undefined;
	/** Of the phase that is being resumed. */
	readonly checkpoint: Json | undefined;
}

/** How the vendor's own file of a dataset is wanted. */
export interface VendorFileRequest {
	readonly format: 'xls' | 'xlsx';
	readonly parameters: Readonly<Record<string, string>>;
}

export interface FilePart {
	readonly mark: string;
	readonly parameters: Readonly<Record<string, string>>;
}

export interface VendorFile {
	/** Byte for byte as the vendor sent it. */
	readonly body: Uint8Array;
	/** As the vendor calls it, made safe. */
	readonly name: string;
	/** What it is, by its content: `xlsx`, `xls`, or whatever else the vendor made. */
	readonly format: string;
	readonly rows: number;
	readonly warnings: readonly string[];
}

export interface Source {
	/** What exists for this connection. One or two requests; the caller keeps the answer. */
	datasets(signal: AbortSignal): Promise<readonly Dataset[]>;
	/** Yields batches in order. Ends after the batch with `isLast`, or throws a `FreeholdError`. */
	read(dataset: Dataset, request: ReadRequest, signal: AbortSignal): AsyncIterable<Batch>;
	/** How many records the source holds now; `undefined` where the vendor does not tell. */
	count(dataset: Dataset, signal: AbortSignal): Promise<number | undefined>;
	/**
	 * For vendors whose key and columns are only known when the data has come: fetches it and tells them. `read` then gives
	 * what was fetched.
	 */
	prepare?(dataset: Dataset, known: KnownTable, signal: AbortSignal): Promise<Dataset>;
	/** The vendor's own file of a dataset, where it has one. */
	file?(dataset: string, request: VendorFileRequest, signal: AbortSignal): Promise<VendorFile>;
	/**
	 * The requests that the vendor's own files of a dataset take, where one does not hold it all (a history is one file per
	 * project); `mark` tells their names apart.
	 */
	fileParts?(
		dataset: string,
		parameters: Readonly<Record<string, string>>,
		signal: AbortSignal,
	): Promise<readonly FilePart[]>;
	/** What a read would cost, before it begins; where the vendor bills by calls. */
	estimate?(dataset: Dataset, request: ReadRequest, signal: AbortSignal): Promise<ReadEstimate>;
	/** From when the vendor gives a dataset again (ms by our clock); `undefined`: now. */
	nextAllowedAt?(dataset: string): Promise<number | undefined>;
	/** Whether a throttle concerns one dataset alone, so that the others go on. */
	readonly isThrottledPerDataset?: boolean;
	/** Lets go of what a read that was not finished has left. */
	close?(): Promise<void>;
}

export interface ReadEstimate {
	readonly records: number;
	/** Requests of ours. */
	readonly requests: number;
	/** Those and the calls that the vendor makes on our behalf (embeds), as far as they can be known before. */
	readonly billableCalls: number;
	/** Calls of the application since midnight UTC, and how many the vendor allows in a day. */
	readonly usedToday: number;
	readonly requestsPerDay: number;
	/** How the figures were had, and what they do not know. */
	readonly notes: readonly string[];
}

/** What a source needs of the outside world; one set per connection and run. */
export interface SourceOutside {
	readonly fetch: FetchLike;
	readonly clock: Clock;
	readonly random: Random;
	readonly log: Log;
	readonly budget: Budget;
	readonly secrets: Secrets;
	readonly decoder: PageDecoder;
	/** Longest wait for a throttle; longer ones end the read as `suspended`. */
	readonly maxWaitMs: number;
	/** Told when a request has to wait, and for what. */
	readonly onWait?: ((until: number, why: string) => void) | undefined;
	/** Told of every attempt, without secrets: a HAR file on demand. */
	readonly onTrace?: ((event: TraceEvent) => void) | undefined;
}

/** A source with the network behind it. */
export interface OpenSource extends Source {
	/** What was sent and received since it was opened. */
	statistics(): HttpStatistics;
}
