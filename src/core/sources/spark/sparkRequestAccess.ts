/** Requests that a user wrote, on their way to Spark, on either of its surfaces. */
import { ConcurrencyGate } from '../../http/concurrencyGate.ts';
import type { AccessOutside, RequestAccess } from '../requestAccess.ts';
import { sparkClients } from './sparkDoors.ts';
import type { SparkSettings } from './sparkSettings.ts';

/** @throws FreeholdError `credentials` where a secret is missing */
export async function openSparkAccess(settings: SparkSettings, outside: AccessOutside): Promise<RequestAccess> {
	const { data } = await sparkClients(settings, outside);
	const client = { ...data, gate: new ConcurrencyGate(data.limit.concurrency) };
	return {
		admit: (request) =>
			Promise.resolve({
				request: {
					...request,
					// `Accept` is required (domain/spark.md §3.1).
					headers: { accept: 'application/json', 'x-sparkapi-user-agent': 'Freehold', ...request.headers },
				},
				client,
				answered: () => undefined,
			}),
	};
}
