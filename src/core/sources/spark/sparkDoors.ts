/** Opens the ways to Spark's network: for data, with credentials, and for tokens, without. */
import type { HttpStatistics } from '../../http/contract.ts';
import { HttpClient } from '../../http/httpClient.ts';
import type { HttpClientOptions } from '../../http/httpClient.ts';
import { addStatistics } from '../../http/statistics.ts';
import { countingUnit } from '../../http/unit.ts';
import type { SourceOutside } from '../source.ts';
import type { Door, Doors } from './door.ts';
import { countedCredential, sparkAuthorizer } from './sparkAuth.ts';
import { sparkHosts } from './sparkHosts.ts';
import { judgeSpark } from './sparkJudge.ts';
import { sparkLimit } from './sparkLimits.ts';
import type { SparkSettings } from './sparkSettings.ts';
import { judgeToken } from './tokenEndpoint.ts';

export type NetworkOutside = Omit<SourceOutside, 'decoder'>;

export interface OpenDoors extends Doors {
	statistics(): HttpStatistics;
}

/** Failures are answers when a page is narrowed down; two attempts tell a passing one from a lasting one. */
const briefAttempts = 2;

export async function openDoors(settings: SparkSettings, outside: NetworkOutside): Promise<OpenDoors> {
	const { secrets, clock, log } = outside;
	const hosts = sparkHosts(settings);
	const common = await clientOptions(settings, outside);
	const tokens = tokenClient(settings, common);
	const authorizer = sparkAuthorizer({ settings, hosts, secrets, clock, log, tokenDoor: tokens });
	const patient = new HttpClient({ ...common, judge: judgeSpark, authorizer });
	const brief = new HttpClient({ ...common, judge: judgeSpark, authorizer, maxAttempts: briefAttempts });
	return {
		patient,
		brief,
		statistics: () => [patient, brief, tokens].map((one) => one.statistics()).reduce(addStatistics),
	};
}

/** The door for signing in (`startSignIn`, `finishSignIn`): to the identity provider and the grant. */
export async function openTokenDoor(settings: SparkSettings, outside: NetworkOutside): Promise<Door> {
	return tokenClient(settings, await clientOptions(settings, outside));
}

function tokenClient(settings: SparkSettings, common: CommonOptions): HttpClient {
	const { grant, identity } = sparkHosts(settings);
	return new HttpClient({ ...common, judge: judgeToken, anonymousOrigins: [new URL(grant).origin, identity] });
}

type CommonOptions = Omit<HttpClientOptions, 'judge' | 'authorizer'>;

async function clientOptions(settings: SparkSettings, outside: NetworkOutside): Promise<CommonOptions> {
	const { fetch, clock, random, log, budget, maxWaitMs, onWait, onTrace } = outside;
	const unit = countingUnit('spark', await countedCredential(settings, outside.secrets));
	const { origin } = sparkHosts(settings);
	const limit = sparkLimit(settings.keyType, unit);
	return { fetch, clock, random, log, budget, maxWaitMs, onWait, onTrace, origin, limit, userAgent: 'Freehold' };
}
