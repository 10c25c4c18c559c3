/** A request file to begin with: the first list of a connection. */
import * as vscode from 'vscode';
import type { SourceName } from '../../../core/project/project.ts';
import type { Freehold } from '../../freehold.ts';
import { askConnection } from '../../jobs/askTarget.ts';
import type { ConnectionRef, DatasetRef } from '../../refs.ts';
import { REQUEST_LANGUAGE } from '../selector.ts';

export async function newFile(freehold: Freehold, given: ConnectionRef | DatasetRef | undefined): Promise<void> {
	const ref = given ?? (await askConnection(freehold, vscode.l10n.t('Requests to which connection?')));
	if (ref === undefined) return;
	const connection = (await freehold.projects()).connection(ref);
	const dataset = 'dataset' in ref && typeof ref.dataset === 'string' ? ref.dataset : undefined;
	const content = firstRequest(ref.connection, connection?.source ?? 'reapit', dataset);
	await vscode.window.showTextDocument(
		await vscode.workspace.openTextDocument({ content, language: REQUEST_LANGUAGE }),
	);
}

function firstRequest(connection: string, source: SourceName, dataset: string | undefined): string {
	const name = dataset ?? { reapit: 'contacts', spark: 'Property', realpad: 'projects' }[source];
	const lines = {
		reapit: [`GET {{base}}/${name.replaceAll('.', '/')}/`, '  ?pageSize=10'],
		spark: [`GET {{reso}}/${name}`, '  ?$top=10'],
		realpad: [`POST {{ws}}/list-excel-${name}`, '', 'xlsx=1&headermode=ids'],
	}[source];
	return [`### ${name}`, `# @connection ${connection}`, '# @expect 200', ...lines, ''].join('\n');
}
