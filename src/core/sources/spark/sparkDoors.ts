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
	const { data, tokens } = await sparkClients(settings, outside);
	const patient = new HttpClient(data);
	const brief = new HttpClient({ ...data, maxAttempts: briefAttempts });
	return {
		patient,
		brief,
		statistics: () => [patient, brief, tokens].map((one) => one.statistics()).reduce(addStatistics),
	};
}

/** The client of the connection's data, and the one that its tokens come by. */
export async function sparkClients(
	settings: SparkSettings,
	outside: NetworkOutside,
): Promise<{ readonly data: HttpClientOptions; readonly tokens: HttpClient }> {
	const { secrets, clock, log } = outside;
	const common = await clientOptions(settings, outside);
	const tokens = tokenClient(settings, common);
	const authorizer = sparkAuthorizer({ settings, hosts: sparkHosts(settings), secrets, clock, log, tokenDoor: tokens });
	return { data: { ...common, judge: judgeSpark, authorizer }, tokens };
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
