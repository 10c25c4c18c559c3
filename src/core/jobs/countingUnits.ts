/** Finds out until when a vendor wants no requests for a connection's datasets, from the budget alone: nobody is asked. */
import { FreeholdError } from '../errors.ts';
import type { Budget } from '../http/contract.ts';
import { countingUnit } from '../http/unit.ts';
import type { Secrets } from '../outside.ts';
import type { Connection } from '../project/project.ts';
import { realpadCredentials } from '../sources/realpad/realpadSecrets.ts';
import { datasetUnit } from '../sources/realpad/realpadUnits.ts';
import { platformUnit } from '../sources/reapit/reapitLimits.ts';
import { requiredSecret } from '../sources/reapit/reapitSecrets.ts';
import { countedCredential } from '../sources/spark/sparkAuth.ts';

/** The vendor's counting unit of a dataset; `undefined` where it has none. */
export type UnitOf = (dataset: string) => string | undefined;

/**
 * Spark counts by key, Realpad by export and login, Reapit by application.
 *
 * @throws FreeholdError `credentials` or `unsafe` where the key is not at hand
 */
export async function countingUnits(connection: Connection, secrets: Secrets): Promise<UnitOf> {
	switch (connection.source) {
		case 'spark': {
			const unit = countingUnit('spark', await countedCredential(connection, secrets));
			return () => unit;
		}
		case 'realpad': {
			const { login } = await realpadCredentials(secrets, connection.connection);
			return (dataset) => datasetUnit(login, dataset);
		}
		case 'reapit': {
			const unit = platformUnit(await requiredSecret(secrets, 'clientId', connection.connection));
			return () => unit;
		}
	}
}

/** @returns ms since 1970 by dataset, without those that may be asked now; empty where the key is not at hand to know */
export async function blockedDatasets(
	connection: Connection,
	secrets: Secrets,
	budget: Budget,
	datasets: readonly string[],
	now: number,
): Promise<ReadonlyMap<string, number>> {
	let unitOf: UnitOf;
	try {
		unitOf = await countingUnits(connection, secrets);
	} catch (error) {
		if (FreeholdError.is(error, 'credentials', 'unsafe')) return new Map();
		throw error;
	}
	return new Map(
		datasets.flatMap((dataset) => {
			const unit = unitOf(dataset);
			const until = unit === undefined ? 0 : budget.blockedUntil(unit);
			return until > now ? [[dataset, until] as const] : [];
		}),
	);
}
