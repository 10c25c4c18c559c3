/** Until when a vendor wants no requests for a connection's datasets, as all processes of this user know it. */
import { homedir } from 'node:os';
import { FreeholdError } from '../core/errors.ts';
import { countingUnit } from '../core/http/unit.ts';
import type { Secrets } from '../core/outside.ts';
import type { Connection } from '../core/project/project.ts';
import { connectionSecrets } from '../core/project/secrets.ts';
import { SecretsFile } from '../core/project/secretsFile.ts';
import { countedCredential } from '../core/sources/spark/sparkAuth.ts';
import { realpadCredentials } from '../core/sources/realpad/realpadSecrets.ts';
import { realpadDatasets } from '../core/sources/realpad/realpadDatasets.ts';
import { datasetUnit } from '../core/sources/realpad/realpadUnits.ts';
import { openBudget } from '../core/state/openBudget.ts';
import { stateFolder } from '../core/state/stateFolder.ts';
import { systemClock } from '../core/systemOutside.ts';
import type { CommandContext } from './context.ts';

/** @returns ms since 1970 by dataset, without those that may be asked at once; `undefined` where the key is not at hand to know */
export async function blockedUntil(
	context: CommandContext,
	connection: Connection,
	datasets: readonly string[],
): Promise<ReadonlyMap<string, number> | undefined> {
	const { globals, terminal, output } = context;
	const file = globals.secretsFile === undefined ? undefined : new SecretsFile(globals.secretsFile);
	const secrets = connectionSecrets(connection, terminal.env, file);
	let unitOf: (dataset: string) => string | undefined;
	try {
		unitOf = await countingUnits(connection, secrets);
	} catch (error) {
		// Showing the status needs no key: whoever has none at hand learns the rest.
		if (FreeholdError.is(error, 'credentials', 'unsafe')) return undefined;
		throw error;
	}
	const clock = systemClock();
	const log = { write: (_level: string, message: string) => output.detail(message) };
	const folder = stateFolder({ platform: process.platform, env: terminal.env, home: homedir() });
	const open = openBudget(folder, clock, log);
	try {
		return new Map(
			datasets.flatMap((dataset) => {
				const unit = unitOf(dataset);
				const until = unit === undefined ? 0 : open.budget.blockedUntil(unit);
				return until > clock.now() ? [[dataset, until] as const] : [];
			}),
		);
	} finally {
		open.close();
	}
}

/** Spark counts by key, Realpad by export and login. */
async function countingUnits(
	connection: Connection,
	secrets: Secrets,
): Promise<(dataset: string) => string | undefined> {
	switch (connection.source) {
		case 'spark': {
			const unit = countingUnit('spark', await countedCredential(connection, secrets));
			return () => unit;
		}
		case 'realpad': {
			const { login } = await realpadCredentials(secrets, connection.connection);
			return (dataset) => datasetUnit(login, dataset);
		}
		case 'reapit':
			return () => undefined;
	}
}

/** Datasets that have a pause of their own, stored or not: Realpad's exports. The modes of the defects share one. */
export function pausedOneByOne(connection: Connection): readonly string[] {
	if (connection.source !== 'realpad') return [];
	return realpadDatasets().flatMap(({ id, endpoint }) => (id === endpoint.id ? [id] : []));
}
