/** What a vendor allows a connection now: pauses, and the requests of the day, as all processes of this user know them. */
import { homedir } from 'node:os';
import { FreeholdError } from '../core/errors.ts';
import type { Budget } from '../core/http/contract.ts';
import { countingUnits } from '../core/jobs/countingUnits.ts';
import type { UnitOf } from '../core/jobs/countingUnits.ts';
import type { Connection } from '../core/project/project.ts';
import { connectionSecrets } from '../core/project/secrets.ts';
import { SecretsFile } from '../core/project/secretsFile.ts';
import { requestsPerDay } from '../core/sources/reapit/reapitLimits.ts';
import { realpadDatasets } from '../core/sources/realpad/realpadDatasets.ts';
import { openBudget } from '../core/state/openBudget.ts';
import { stateFolder } from '../core/state/stateFolder.ts';
import { systemClock } from '../core/systemOutside.ts';
import type { CommandContext } from './context.ts';

export interface RequestsOfDay {
	/** What the vendor counts by: connections of one application share it. */
	readonly unit: string;
	readonly used: number;
	readonly of: number;
}

/** What the vendor allows a connection, as far as it is known here. */
export interface Allowance {
	/** ms since 1970 by dataset, without those that may be asked at once. */
	readonly blocked: ReadonlyMap<string, number>;
	/** Of a vendor that counts by the day: how many requests are used since midnight UTC, and of how many. */
	readonly day: RequestsOfDay | undefined;
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
	let unitOf: UnitOf;
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
		const now = clock.now();
		const day = dayOf(connection, unitOf, open.budget, now);
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

/** Reapit counts the requests of an application, whatever they ask for. */
function dayOf({ source }: Connection, unitOf: UnitOf, budget: Budget, now: number): Allowance['day'] {
	const unit = source === 'reapit' ? unitOf('*') : undefined;
	return unit === undefined ? undefined : { unit, used: budget.usedToday(unit, now), of: requestsPerDay };
}

/** In UTC, as vendors count their days. */
function nextMidnight(now: number): number {
	const DAY_MS = 86_400_000;
	return (Math.floor(now / DAY_MS) + 1) * DAY_MS;
}

/** Datasets that have a pause of their own, stored or not: Realpad's exports. The modes of the defects share one. */
export function pausedOneByOne(connection: Connection): readonly string[] {
	if (connection.source !== 'realpad') return [];
	return realpadDatasets().flatMap(({ id, endpoint }) => (id === endpoint.id ? [id] : []));
}
