/** Contacts with metadata: made at the sandbox, then replicated, so that filters have something to find on both sides. */
import * as vscode from 'vscode';
import { CustomerApi } from '../../src/core/sources/reapit/entities/customerApi.ts';
import { ReapitEntities } from '../../src/core/sources/reapit/entities/entities.ts';
import { openReapitDoors } from '../../src/core/sources/reapit/reapitDoors.ts';
import { isJsonObject } from '../../src/core/json.ts';
import type { Json, JsonObject } from '../../src/core/json.ts';
import { folder, freehold } from './workspace.ts';

export const CONTACTS = { connection: 'agency', dataset: 'contacts' } as const;

const documents: readonly JsonObject[] = [
	{ city: 'London', budget: 5000, tags: ['VIP', 'INVESTOR'], chased: '2026-01-05T10:00:00Z', related: { area: 'N1' } },
	{ city: 'London', budget: 250.5, tags: ['VIP'], related: { area: 'E2' } },
	{ city: 'Oxford', budget: 100, isActive: true },
];

export async function makeContactsWithMetadata(): Promise<void> {
	const ref = { folder: vscode.Uri.file(folder()).toString(), ...CONTACTS };
	const connection = (await freehold().projects()).connection(ref);
	if (connection?.source !== 'reapit') throw new Error('The sandbox has a connection to Reapit');
	const opened = await openReapitDoors(connection, (await freehold().network()).outsideOf(ref, connection));
	const [doors] = opened.customers;
	if (doors === undefined) throw new Error('The sandbox has a customer');
	const entities = await ReapitEntities.open(new CustomerApi({ settings: connection, origin: opened.origin, doors }));
	const { signal } = new AbortController();
	const { officeIds = [], negotiatorIds = [] } = firstOf((await entities.read('/contacts/', [], signal)).json);
	for (const [nth, metadata] of documents.entries()) {
		const person = { title: 'Ms', forename: 'Ada', surname: `Lovelace ${nth}`, mobilePhone: '07700 900001' };
		const value = { ...person, marketingConsent: 'grant', officeIds, negotiatorIds, metadata };
		await entities.create('/contacts/', { value }, {}, signal);
	}
	await vscode.commands.executeCommand('freehold.replicate', ref);
}

function firstOf(page: Json | undefined): JsonObject {
	const records = isJsonObject(page) ? page._embedded : undefined;
	const first = Array.isArray(records) ? (records as readonly Json[])[0] : undefined;
	if (!isJsonObject(first)) throw new Error('The sandbox has contacts');
	return first;
}
