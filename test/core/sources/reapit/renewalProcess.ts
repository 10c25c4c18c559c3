/** A process of its own that renews a shared sign-in again and again: `node renewalProcess.ts FOLDER ORIGIN TIMES SEED`. */
import { join } from 'node:path';
import { openIdentityDoor } from '../../../../src/core/sources/reapit/reapitDoors.ts';
import { reapitAuthorizer } from '../../../../src/core/sources/reapit/reapitAuth.ts';
import type { ReapitSettings } from '../../../../src/core/sources/reapit/reapitSettings.ts';
import { TokenEndpoint } from '../../../../src/core/sources/reapit/tokenEndpoint.ts';
import { undiciFetch } from '../../../../src/core/http/undiciFetch.ts';
import { SecretsFile } from '../../../../src/core/project/secretsFile.ts';
import { BudgetFile } from '../../../../src/core/state/budgetFile.ts';
import { systemClock } from '../../../../src/core/systemOutside.ts';

const [folder = '', origin = '', times = '1', seed = '1'] = process.argv.slice(2);
const clock = systemClock();
const log = { write: () => undefined };
const budget = new BudgetFile({ file: join(folder, 'budget.sqlite'), clock, log });
const file = new SecretsFile(join(folder, 'secrets.yaml'));
const owner = { connection: 'agency', source: 'reapit', baseUrl: origin, identityUrl: origin } as const;
const secrets = {
	get: (field: string) => file.read(owner, field),
	set: (field: string, value: string) => file.write(owner, { [field]: value }),
};
const settings: ReapitSettings = {
	connection: 'agency',
	customers: [],
	auth: 'authorizationCode',
	apiVersion: '2020-01-31',
	baseUrl: origin,
	identityUrl: origin,
	redirectUri: 'http://127.0.0.1:4380/callback',
	readOnly: false,
};
let chance = Number(seed);
const random = (): number => (chance = (chance * 48_271) % 2_147_483_647) / 2_147_483_647;
const engine = undiciFetch({ env: {}, extraCa: undefined });
const outside = { fetch: engine.fetch, clock, random, log, budget, secrets, maxWaitMs: 60_000 };
const door = await openIdentityDoor(settings, outside);
const endpoint = new TokenEndpoint(door, origin);
const authorizer = reapitAuthorizer({ settings, clientId: 'app', secrets, clock, log, budget, endpoint });
const { signal } = new AbortController();
const request = { method: 'GET', url: `${origin}/contacts/`, label: 'contacts' } as const;
for (let time = 0; time < Number(times); time++) {
	const signed = await authorizer.authorize(request, signal);
	await clock.sleep(Math.floor(random() * 20));
	// As if the vendor had refused it.
	await authorizer.renew(signed, signal);
}
await engine.close();
budget.close();
