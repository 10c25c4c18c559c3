/** Every name that the manifest and the code share. `test/vscode/manifest.test.ts` proves that both sides agree. */
import type { ToolName } from '../core/tools/toolCatalogue.ts';
import type { KeptLayout } from './grid/layoutMemory.ts';
import type { KeyringMark } from './outside/keyring.ts';
import type { ConnectionRef, DatasetRef, EntityRef, FileRef, PlaceRef, JobRef, RecordRef, RunRef } from './refs.ts';

/** Commands, and what each may be given; without it they ask. */
export interface CommandInputs {
	'freehold.sandbox.try': undefined;
	'freehold.sandbox.start': undefined;
	'freehold.sandbox.stop': undefined;
	'freehold.init': undefined;
	'freehold.openFolder': undefined;
	'freehold.openProject': ConnectionRef | JobRef;
	'freehold.connection.add': undefined;
	'freehold.connection.setCredentials': ConnectionRef;
	'freehold.connection.signIn': ConnectionRef;
	'freehold.connection.test': ConnectionRef;
	'freehold.connection.edit': ConnectionRef;
	'freehold.connection.rename': ConnectionRef;
	'freehold.connection.duplicate': ConnectionRef;
	'freehold.connection.remove': ConnectionRef;
	'freehold.connection.import': undefined;
	'freehold.connection.allowServer': ConnectionRef;
	/** Of a connection in freehold.yaml, or of a request file; without it, of the one in the editor, or of every freehold.yaml. */
	'freehold.moveSecrets': ConnectionRef | FileRef;
	'freehold.run': JobRef;
	'freehold.replicate': ConnectionRef | DatasetRef;
	'freehold.export': DatasetRef;
	'freehold.backup': ConnectionRef;
	'freehold.verify': ConnectionRef | DatasetRef;
	'freehold.releaseHeld': DatasetRef;
	'freehold.cancel': RunRef | JobRef | ConnectionRef | DatasetRef;
	'freehold.showJobs': undefined;
	'freehold.showSources': undefined;
	'freehold.status': ConnectionRef;
	'freehold.plot': DatasetRef;
	'freehold.grid.open': DatasetRef | RecordRef | JobRef;
	'freehold.grid.copyWithHeaders': undefined;
	'freehold.grid.copyAsMarkdown': undefined;
	'freehold.grid.copyAsJson': undefined;
	'freehold.grid.copyAsSql': undefined;
	'freehold.grid.find': undefined;
	'freehold.grid.columns': undefined;
	'freehold.grid.clearFilters': undefined;
	'freehold.grid.refresh': undefined;
	'freehold.grid.details': undefined;
	'freehold.grid.moveColumnLeft': undefined;
	'freehold.grid.moveColumnRight': undefined;
	'freehold.grid.hideColumn': undefined;
	'freehold.grid.pinColumn': undefined;
	'freehold.grid.toggleProfiles': undefined;
	'freehold.grid.export': undefined;
	'freehold.grid.plot': undefined;
	/** Without it, of the grid in front. */
	'freehold.profile': DatasetRef;
	'freehold.export.open': JobRef | DatasetRef;
	'freehold.files.reveal': ConnectionRef | RecordRef | JobRef;
	'freehold.files.open': ConnectionRef | RecordRef | JobRef;
	'freehold.diff': DatasetRef | RecordRef;
	'freehold.diff.json': DatasetRef | RecordRef;
	/** As a table; without a row, of the grid that is open. */
	'freehold.changes': DatasetRef | RecordRef;
	'freehold.changes.seen': DatasetRef;
	'freehold.asOf': DatasetRef | RecordRef;
	'freehold.rowHistory': DatasetRef;
	'freehold.runs.again': RecordRef;
	'freehold.runs.more': undefined;
	'freehold.copyCommand': JobRef | ConnectionRef | DatasetRef | RecordRef;
	'freehold.writeSchedule': JobRef;
	'freehold.filter.new': undefined;
	'freehold.filter.check': FileRef;
	'freehold.filter.format': FileRef;
	'freehold.filter.explain': FileRef;
	'freehold.filter.eval': FileRef;
	'freehold.filter.sql': FileRef;
	'freehold.filter.try': DatasetRef;
	'freehold.filter.run': PlaceRef;
	'freehold.filter.copyAddress': PlaceRef;
	'freehold.filter.rows': PlaceRef;
	'freehold.filter.chooseDataset': PlaceRef;
	'freehold.sql.new': ConnectionRef | DatasetRef;
	'freehold.sql.run': PlaceRef;
	'freehold.sql.explain': PlaceRef;
	'freehold.sql.copyCommand': PlaceRef;
	'freehold.sql.chooseConnection': undefined;
	'freehold.sql.recent': undefined;
	'freehold.grid.openAsSql': undefined;
	'freehold.requests.new': ConnectionRef | DatasetRef;
	/** Of a request in a file; without it, of the one at the cursor. */
	'freehold.requests.run': PlaceRef;
	'freehold.requests.runAllPages': PlaceRef;
	'freehold.requests.count': PlaceRef;
	'freehold.requests.cost': PlaceRef;
	'freehold.requests.dryRun': PlaceRef;
	'freehold.requests.copyAs': PlaceRef;
	/** A link of an answer: its document, and which of its links. */
	'freehold.requests.followLink': PlaceRef;
	'freehold.requests.openRows': undefined;
	'freehold.requests.import': undefined;
	'freehold.requests.history': undefined;
	'freehold.requests.compare': undefined;
	'freehold.requests.clearHistory': undefined;
	'freehold.requests.chooseEnvironment': undefined;
	'freehold.types': DatasetRef;
	'freehold.scaffold': ConnectionRef;
	'freehold.reapit.get': ConnectionRef | DatasetRef | EntityRef;
	'freehold.reapit.create': ConnectionRef | DatasetRef | EntityRef;
	'freehold.reapit.patch': ConnectionRef | DatasetRef | EntityRef;
	'freehold.reapit.put': ConnectionRef | DatasetRef | EntityRef;
	'freehold.reapit.delete': ConnectionRef | DatasetRef | EntityRef;
	'freehold.reapit.upload': ConnectionRef;
	'freehold.reapit.metadata': ConnectionRef;
	'freehold.reapit.schema': ConnectionRef;
	'freehold.reapit.estimate': ConnectionRef | DatasetRef;
	'freehold.reapit.webhooks': ConnectionRef;
	'freehold.reapit.listen': ConnectionRef;
	'freehold.resources.open': ConnectionRef | DatasetRef | EntityRef;
	'freehold.resources.new': ConnectionRef | DatasetRef | EntityRef;
	'freehold.resources.loadMore': ConnectionRef | DatasetRef | EntityRef;
	'freehold.refresh': undefined;
	/** Of a run: what is remembered of it; of all, as it is written. */
	'freehold.openLog': RecordRef;
	'freehold.copyDiagnostics': undefined;
	'freehold.showMessagesAgain': undefined;
}
export type CommandId = keyof CommandInputs;

/** Commands that send something to a vendor: refused in a workspace that nobody has said to trust. */
export const NETWORK_COMMANDS: ReadonlySet<CommandId> = new Set<CommandId>([
	'freehold.sandbox.try',
	// They try what they save.
	'freehold.init',
	'freehold.connection.add',
	'freehold.connection.setCredentials',
	'freehold.connection.signIn',
	'freehold.connection.test',
	// Whoever allows a server in a workspace that nobody trusts gives its author what was meant for another.
	'freehold.connection.allowServer',
	'freehold.run',
	'freehold.replicate',
	'freehold.export',
	'freehold.backup',
	'freehold.verify',
	'freehold.runs.again',
	'freehold.filter.run',
	'freehold.requests.run',
	'freehold.requests.runAllPages',
	'freehold.requests.count',
	'freehold.requests.cost',
	'freehold.requests.followLink',
	'freehold.reapit.get',
	'freehold.reapit.create',
	'freehold.reapit.patch',
	'freehold.reapit.put',
	'freehold.reapit.delete',
	'freehold.reapit.upload',
	'freehold.reapit.metadata',
	'freehold.reapit.schema',
	'freehold.reapit.estimate',
	'freehold.reapit.webhooks',
	'freehold.resources.open',
	'freehold.resources.new',
	'freehold.resources.loadMore',
]);

export const VIEWS = {
	sources: 'freehold.sources',
	jobs: 'freehold.jobs',
	runs: 'freehold.runs',
	files: 'freehold.files',
} as const;
export type ViewId = (typeof VIEWS)[keyof typeof VIEWS];

/** The grid as a panel, and as a read-only editor of files with tables. */
export const GRID_VIEW = 'freehold.grid';
export const TABLE_EDITOR = 'freehold.table';
export const PLOT_VIEW = 'freehold.plot';
/** The profile of a table. */
export const PROFILE_VIEW = 'freehold.profile';

/** Tools for language models, as core names them; the editor calls them `freehold_…`. */
export const LANGUAGE_MODEL_TOOLS = [
	'list_datasets',
	'query_replica',
	'explain_filter',
	'run_job',
] as const satisfies readonly ToolName[];
export const MCP_PROVIDER = 'freehold.mcp';

/** Type of tasks in tasks.json, and what finds mistakes in their output. */
export const TASK_TYPE = 'freehold';
export const PROBLEM_MATCHER = '$freehold';

/** Why there is nothing to show: one welcome text each, but for the first and the last. */
export const CONDITIONS = [
	/** Nothing is known yet. */
	'loading',
	'noFolder',
	'noProject',
	'untrusted',
	/** freehold.yaml has mistakes and never was right. */
	'problems',
	'noConnection',
	/** No connection has data, and none has credentials. */
	'noCredentials',
	/** No connection has data, because the vendors could not be reached. */
	'offline',
	/** No connection has data, because their runs failed. */
	'error',
	'ready',
] as const;
export type ProjectCondition = (typeof CONDITIONS)[number];

/** Context keys, and what each may hold. */
export interface ContextValues {
	'freehold.condition': ProjectCondition;
	'freehold.isSandboxRunning': boolean;
	'freehold.isRunning': boolean;
	/** Whether freehold.yaml has a connection to Reapit. */
	'freehold.hasReapit': boolean;
}
export type ContextKey = keyof ContextValues;

/** Settings, and what each holds. */
export interface SettingValues {
	'freehold.jobs.runOnSchedule': boolean;
	'freehold.network.longestWaitMinutes': number;
	'freehold.export.guardFormulas': boolean;
}
export type SettingId = keyof SettingValues;

/** What is remembered for a workspace. */
export interface WorkspaceStateValues {
	/** Runs that had not ended: a reloaded window takes them up again. */
	runsInProgress: readonly string[];
	/** Port of the sandbox that this workspace uses: started again with the window. */
	sandboxPort: number | undefined;
	/** What vendors said to exist, by connection id: so that the tree can be shown before anybody is asked. */
	catalogues: Readonly<Record<string, readonly CatalogueEntry[]>>;
	/** The run up to which somebody has looked at what changed, by dataset. */
	seenChanges: Readonly<Record<string, number>>;
	/** Connections that were chosen for files of SQL that name none, by the file's URI. */
	sqlConnections: Readonly<Record<string, { readonly folder: string; readonly connection: string }>>;
	/** What was last given for parameters, as it was written, by the file's URI and the parameter. */
	sqlParameters: Readonly<Record<string, Readonly<Record<string, string>>>>;
	/** Statements that were run, newest first. */
	recentQueries: readonly RecentQuery[];
	/** Rows that a command was last used on, newest first. */
	lastUsed: readonly string[];
	/** Name of the environment that requests are sent with. */
	requestEnvironment: string | undefined;
	/** Ending of the file that all pages of a request went to last. */
	pagesOutput: string;
	/** How columns of grids were laid out, the last used last. */
	gridLayouts: readonly KeptLayout[];
}

/** A statement that was run. */
export interface RecentQuery {
	readonly sql: string;
	readonly folder: string;
	readonly connection: string;
	readonly attached: readonly { readonly connection: string; readonly schema: string }[];
	/** ms since 1970. */
	readonly at: number;
}

/** What is remembered for the user. */
export interface UserStateValues {
	/** Messages that are not to be shown again. */
	silencedMessages: readonly string[];
	/** A mark that was put into the secret storage, to see whether it lasts. */
	keyring: KeyringMark;
	/** Whether it was said that the secret storage forgets. */
	isForgettingTold: boolean;
	/** Whether grids do not show what their columns hold. */
	areProfilesHidden: boolean;
}

/** A dataset as the tree needs it. */
export interface CatalogueEntry {
	readonly id: string;
	readonly title: string;
	readonly group: string;
	readonly key: readonly string[];
	readonly isLeftOut: boolean;
	readonly notes: readonly string[];
	/** Names of relations and columns, for completion; absent in what an older Freehold has remembered. */
	readonly relations?: readonly string[];
	readonly columns?: readonly string[];
}

/** Key under which SecretStorage keeps what belongs to a connection. */
export type SecretKey = `freehold:${string}`;
