/** Checks documents of SQL while they are typed: comments at once, statements by SQLite, nothing of which is run. */
import * as vscode from 'vscode';
import { fileFindings, statementFindings } from '../../core/sqlText/findings.ts';
import type { SqlFinding } from '../../core/sqlText/findings.ts';
import type { SqlFile, SqlStatement } from '../../core/sqlText/statements.ts';
import { CheckedDocuments } from '../doors/checkedDocuments.ts';
import type { Ending } from '../feature.ts';
import type { Freehold } from '../freehold.ts';
import { isSqlDocument } from './selectors.ts';
import { rangeOf, sqlIn } from './sqlDocuments.ts';
import { connectionsFor, replicasOf } from './sqlTargets.ts';
import type { SqlReplicas } from './sqlTargets.ts';

interface Checked {
	readonly version: number;
	readonly findings: readonly SqlFinding[];
}

const checked = new WeakMap<vscode.TextDocument, Checked>();

export class SqlChecks implements Ending {
	readonly #documents: CheckedDocuments;
	readonly #endings: Ending[];

	constructor(freehold: Freehold) {
		this.#documents = new CheckedDocuments(freehold, {
			name: 'freehold-sql',
			concerns: isSqlDocument,
			find: async (document) => (await checkSql(freehold, document)).map((one) => diagnosticOf(document, one)),
		});
		this.#endings = [this.#documents];
		void this.#follow(freehold);
	}

	dispose(): void {
		for (const one of this.#endings) one.dispose();
	}

	/** Which tables there are may have changed. */
	async #follow(freehold: Freehold): Promise<void> {
		const [data, projects, replicas] = await Promise.all([
			freehold.sqlData(),
			freehold.projects(),
			freehold.replicas(),
		]);
		const again = (): void => this.#documents.checkAll();
		this.#endings.push(data.onDidLearn(again), projects.onDidChange(again), replicas.onDidChange(again));
	}
}

/** Of the version that was checked last, where that is the one before the user. */
export function knownFindings(document: vscode.TextDocument): readonly SqlFinding[] {
	const known = checked.get(document);
	return known?.version === document.version ? known.findings : [];
}

export async function checkSql(freehold: Freehold, document: vscode.TextDocument): Promise<readonly SqlFinding[]> {
	const { version } = document;
	const file = sqlIn(document);
	const connections = connectionsFor(await freehold.projects(), document.uri).map(({ connection }) => connection);
	const groups = await groupedByReplicas(freehold, document, file);
	const found = await Promise.all(groups.map((group) => checkGroup(freehold, file, group)));
	const findings = [...fileFindings(file, connections), ...found.flat()];
	checked.set(document, { version, findings });
	return findings;
}

interface Group {
	readonly replicas: SqlReplicas;
	readonly statements: readonly SqlStatement[];
}

async function groupedByReplicas(
	freehold: Freehold,
	document: vscode.TextDocument,
	file: SqlFile,
): Promise<readonly Group[]> {
	const groups = new Map<string, { replicas: SqlReplicas; statements: SqlStatement[] }>();
	for (const statement of file.statements) {
		const replicas = await replicasOf(freehold, { document, file, statement });
		if (replicas === undefined) continue;
		const key = JSON.stringify(replicas);
		const group = groups.get(key) ?? { replicas, statements: [] };
		group.statements.push(statement);
		groups.set(key, group);
	}
	return [...groups.values()];
}

async function checkGroup(
	freehold: Freehold,
	{ text }: SqlFile,
	{ replicas, statements }: Group,
): Promise<readonly SqlFinding[]> {
	const data = await freehold.sqlData();
	const missing = await data.missing(replicas);
	if (missing.length > 0) return statements.slice(0, 1).map((statement) => notReplicated(statement, missing));
	const [schema, errors] = await Promise.all([
		data.schema(replicas),
		data.errors(
			replicas,
			text,
			statements.map(({ number }) => number),
		),
	]);
	return statements.flatMap((statement, nth) => statementFindings(statement, errors[nth] ?? [], schema));
}

function notReplicated({ tokens: [first], body }: SqlStatement, missing: readonly string[]): SqlFinding {
	const message = vscode.l10n.t('Nothing was replicated yet of {0}: it cannot be checked or run', missing.join(', '));
	const { start, end } = first ?? body;
	return { message, start, end, severity: 'warning', fixes: [] };
}

/** The same finding gives the same diagnostic: fixes name those that they mend. */
export function diagnosticOf(document: vscode.TextDocument, finding: SqlFinding): vscode.Diagnostic {
	const { Error, Warning } = vscode.DiagnosticSeverity;
	const severity = finding.severity === 'error' ? Error : Warning;
	const diagnostic = new vscode.Diagnostic(rangeOf(document, finding), finding.message, severity);
	diagnostic.source = 'Freehold';
	return diagnostic;
}
