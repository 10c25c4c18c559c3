/** What a vendor allows a connection now: pauses, and the requests of the day, as all processes of this user know them. */
import { homedir } from 'node:os';
import { FreeholdError } from '../core/errors.ts';
import { countingUnit } from '../core/http/unit.ts';
import type { Secrets } from '../core/outside.ts';
import type { Connection } from '../core/project/project.ts';
import { connectionSecrets } from '../core/project/secrets.ts';
import { SecretsFile } from '../core/project/secretsFile.ts';
import { platformUnit, requestsPerDay } from '../core/sources/reapit/reapitLimits.ts';
import { requiredSecret } from '../core/sources/reapit/reapitSecrets.ts';
import { countedCredential } from '../core/sources/spark/sparkAuth.ts';
import { realpadCredentials } from '../core/sources/realpad/realpadSecrets.ts';
import { realpadDatasets } from '../core/sources/realpad/realpadDatasets.ts';
import { datasetUnit } from '../core/sources/realpad/realpadUnits.ts';
import { openBudget } from '../core/state/openBudget.ts';
import { stateFolder } from '../core/state/stateFolder.ts';
import { systemClock } from '../core/systemOutside.ts';
import type { CommandContext } from './context.ts';

/** What the vendor allows a connection, as far as it is known here. */
export interface Allowance {
	/** ms since 1970 by dataset, without those that may be asked at once. */
	readonly blocked: ReadonlyMap<string, number>;
	/** Of a vendor that counts by the day: how many requests are used since midnight UTC, and of how many. */
	readonly day: { readonly used: number; readonly of: number } | undefined;
}

/** @returns `undefined` where the key is not at hand to know */
export async function allowanceOf(
	context: CommandContext,
	connection: Connection,
	datasets: readonly string[],
): Promise<Allowance | undefined> {
	const { globals, terminal, output } = context;
	const file = globals.secretsFile === undefined ? undefined : new SecretsFile(globals.secretsFile);
	const secrets = connectionSecrets(connection, terminal.env, file);
	let units: CountingUnits;
	try {
		units = await countingUnits(connection, secrets);
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
		const now = clock.now();
		const { unitOf, daily } = units;
		const day =
			daily === undefined ? undefined : { used: open.budget.usedToday(daily.unit, now), of: daily.requestsPerDay };
		const dayEnds = day !== undefined && day.used >= day.of ? nextMidnight(now) : 0;
		const blocked = datasets.flatMap((dataset) => {
			const unit = unitOf(dataset);
			const until = Math.max(unit === undefined ? 0 : open.budget.blockedUntil(unit), dayEnds);
			return until > now ? [[dataset, until] as const] : [];
		});
		return { blocked: new Map(blocked), day };
	} finally {
		open.close();
	}
}

/** In UTC, as vendors count their days. */
function nextMidnight(now: number): number {
	const DAY_MS = 86_400_000;
	return (Math.floor(now / DAY_MS) + 1) * DAY_MS;
}

interface CountingUnits {
	readonly unitOf: (dataset: string) => string | undefined;
	readonly daily?: { readonly unit: string; readonly requestsPerDay: number } | undefined;
}

/** Spark counts by key, Realpad by export and login, Reapit by application, and that by the day as well. */
async function countingUnits(connection: Connection, secrets: Secrets): Promise<CountingUnits> {
	switch (connection.source) {
		case 'spark': {
			const unit = countingUnit('spark', await countedCredential(connection, secrets));
			return { unitOf: () => unit };
		}
		case 'realpad': {
			const { login } = await realpadCredentials(secrets, connection.connection);
			return { unitOf: (dataset) => datasetUnit(login, dataset) };
		}
		case 'reapit': {
			const unit = platformUnit(await requiredSecret(secrets, 'clientId', connection.connection));
			return { unitOf: () => unit, daily: { unit, requestsPerDay } };
		}
	}
}

/** Datasets that have a pause of their own, stored or not: Realpad's exports. The modes of the defects share one. */
export function pausedOneByOne(connection: Connection): readonly string[] {
	if (connection.source !== 'realpad') return [];
	return realpadDatasets().flatMap(({ id, endpoint }) => (id === endpoint.id ? [id] : []));
}
