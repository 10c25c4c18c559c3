/** Opens the customer of Reapit that a command works on: of the row it was called from, or as the user chooses. */
import * as vscode from 'vscode';
import { asReapit } from '../../core/project/targets.ts';
import type { ConnectionOutside } from '../../core/jobs/openConnection.ts';
import type { ReapitConnection } from '../../core/project/project.ts';
import { openCustomer } from '../../core/sources/reapit/entities/openCustomer.ts';
import type { OpenCustomer } from '../../core/sources/reapit/entities/openCustomer.ts';
import { reapitHosts } from '../../core/sources/reapit/reapitHosts.ts';
import { chosenConnection } from '../connections/chosenConnection.ts';
import type { Freehold } from '../freehold.ts';
import type { ConnectionRef } from '../refs.ts';
import { isEntityRef } from '../refs.ts';

export interface OpenTarget extends OpenCustomer {
	readonly ref: ConnectionRef;
	readonly connection: ReapitConnection;
	readonly outside: ConnectionOutside;
	/** Origin of the platform. */
	readonly server: string;
}

/**
 * @param given  a row, or a record of a customer
 * @throws FreeholdError `usage` where it is no connection to Reapit; CancellationError where the user chose no customer
 */
export async function openTarget(
	freehold: Freehold,
	given: ConnectionRef | undefined,
	question: string,
): Promise<OpenTarget | undefined> {
	const chosen = await chosenConnection(freehold, given, question, ({ source }) => source === 'reapit');
	if (chosen === undefined) return undefined;
	const { ref } = chosen;
	const connection = asReapit(chosen.connection);
	const outside = (await freehold.network()).outsideOf(ref, connection);
	const wanted = isEntityRef(given) ? given.customer : undefined;
	const open = await openCustomer(connection, outside, (customers) => customerOf(customers, wanted));
	return { ref, connection, outside, server: reapitHosts(connection).origin, ...open };
}

async function customerOf(customers: readonly string[], wanted: string | undefined): Promise<string> {
	const [first] = customers;
	if (wanted !== undefined && customers.includes(wanted)) return wanted;
	if (first !== undefined && customers.length === 1) return first;
	const placeHolder = vscode.l10n.t('Which customer’s data?');
	const chosen = await vscode.window.showQuickPick([...customers], { placeHolder, ignoreFocusOut: true });
	if (chosen === undefined) throw new vscode.CancellationError();
	return chosen;
}

/** What is shown while Reapit is asked. */
export function askingText({ ref }: Pick<OpenTarget, 'ref'>, path: string): string {
	return vscode.l10n.t('Asking Reapit for {0}', `${ref.connection}/${path}`);
}
