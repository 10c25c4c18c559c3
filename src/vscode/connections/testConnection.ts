/** Tries a saved connection with the cheapest request that its vendor has, and says what came of it. */
import * as vscode from 'vscode';
import { checkConnection } from '../../core/jobs/checkConnection.ts';
import type { Freehold } from '../freehold.ts';
import { VIEWS } from '../ids.ts';
import type { ConnectionRef } from '../refs.ts';
import { allowServer } from './allowServer.ts';
import { chosenConnection } from './chosenConnection.ts';
import { testText } from './tryConnection.ts';

/** @returns how many datasets there are; `undefined` where it was not tried */
export async function testConnection(
	freehold: Freehold,
	given: ConnectionRef | undefined,
): Promise<number | undefined> {
	const chosen = await chosenConnection(freehold, given, vscode.l10n.t('Which connection is to be tested?'));
	if (chosen === undefined) return undefined;
	const { ref, connection } = chosen;
	const [network, catalogues, messages] = await Promise.all([
		freehold.network(),
		freehold.catalogues(),
		freehold.messages(),
	]);
	const isElsewhere = (await network.credentialState(ref, connection)) === 'elsewhere';
	if (isElsewhere && !(await allowServer(freehold, ref))) return undefined;
	const title = `${ref.connection}: ${testText(connection)}`;
	const location = { viewId: VIEWS.sources };
	const datasets = await vscode.window.withProgress({ location, title, cancellable: true }, (_, token) => {
		const abort = new AbortController();
		token.onCancellationRequested(() => abort.abort(new vscode.CancellationError()));
		return checkConnection(connection, network.outsideOf(ref, connection), abort.signal);
	});
	await catalogues.remember(ref, datasets);
	void messages.connectionWorks(ref, datasets.length);
	return datasets.length;
}
