/** Which replicas a statement of a document is meant for. */
import * as vscode from 'vscode';
import { FreeholdError } from '../../core/errors.ts';
import { sqlTarget } from '../../core/sqlText/directives.ts';
import type { AttachedReplica } from '../../core/sqlText/directives.ts';
import type { SqlFile, SqlStatement } from '../../core/sqlText/statements.ts';
import type { Freehold } from '../freehold.ts';
import { askChoice } from '../jobs/askTarget.ts';
import type { Projects } from '../projects/projects.ts';
import type { ConnectionRef } from '../refs.ts';
import { targetOf } from '../refs.ts';

/** Replicas of one folder. */
export interface SqlReplicas extends ConnectionRef {
	readonly attached: readonly AttachedReplica[];
}

interface Asking {
	readonly document: vscode.TextDocument;
	readonly file: SqlFile;
	readonly statement: SqlStatement | undefined;
}

/** Files whose choice is remembered. */
const MOST_REMEMBERED = 100;

/** Of the folder that the document lies in; of all folders where it lies in none that has a freehold.yaml. */
export function connectionsFor(projects: Projects, uri: vscode.Uri): readonly ConnectionRef[] {
	const own = vscode.workspace.getWorkspaceFolder(uri)?.uri.toString();
	const isOwn = own !== undefined && projects.of(own) !== undefined;
	return projects.all
		.filter(({ folder }) => !isOwn || folder === own)
		.flatMap(({ folder, project }) =>
			[...(project?.connections.keys() ?? [])].map((connection) => ({ folder, connection })),
		);
}

/** @returns `undefined` where nobody has said which, or names one that there is not */
export async function replicasOf(freehold: Freehold, asking: Asking): Promise<SqlReplicas | undefined> {
	const { document, file, statement } = asking;
	const known = connectionsFor(await freehold.projects(), document.uri);
	const { connection, attached } = sqlTarget(file, statement);
	const chosen = connection === undefined ? usual(freehold, document.uri, known) : named(known, connection);
	return chosen === undefined ? undefined : { ...chosen, attached };
}

/** Asks where nothing says it; `undefined`: the user left. @throws FreeholdError `usage` for a connection that there is not */
export async function replicasOrAsk(freehold: Freehold, asking: Asking): Promise<SqlReplicas | undefined> {
	const found = await replicasOf(freehold, asking);
	if (found !== undefined) return found;
	const { document, file, statement } = asking;
	const { connection, attached } = sqlTarget(file, statement);
	if (connection !== undefined) throw unknownConnection(connection);
	const chosen = await askSqlConnection(freehold, document.uri);
	if (chosen === undefined) return undefined;
	await remember(freehold, document.uri, chosen);
	return { ...chosen, attached };
}

export async function askSqlConnection(freehold: Freehold, uri: vscode.Uri): Promise<ConnectionRef | undefined> {
	const known = connectionsFor(await freehold.projects(), uri);
	const choices = known.map((value) => ({ label: value.connection, value }));
	return askChoice(freehold, choices, vscode.l10n.t('Which replica is to be queried?'), targetOf);
}

function usual(freehold: Freehold, uri: vscode.Uri, known: readonly ConnectionRef[]): ConnectionRef | undefined {
	const [only] = known;
	if (known.length === 1) return only;
	const remembered = freehold.storage.ofWorkspace('sqlConnections')?.[uri.toString()];
	return known.find(({ folder, connection }) => folder === remembered?.folder && connection === remembered.connection);
}

function named(known: readonly ConnectionRef[], name: string): ConnectionRef | undefined {
	return known.find(({ connection }) => connection === name);
}

async function remember(freehold: Freehold, uri: vscode.Uri, { folder, connection }: ConnectionRef): Promise<void> {
	const { [uri.toString()]: _, ...others } = freehold.storage.ofWorkspace('sqlConnections') ?? {};
	const kept = Object.entries(others).slice(-(MOST_REMEMBERED - 1));
	const all = { ...Object.fromEntries(kept), [uri.toString()]: { folder, connection } };
	await freehold.storage.rememberInWorkspace('sqlConnections', all);
}

function unknownConnection(name: string): FreeholdError {
	return new FreeholdError('usage', {
		what: vscode.l10n.t('The statement cannot be run'),
		why: vscode.l10n.t("freehold.yaml has no connection '{0}'", name),
		next: vscode.l10n.t('Change the comment -- @connection, or add the connection'),
	});
}
