/** Opens a connection for a job: its source with the network behind it, and its replica. */
import type { Budget, FetchLike } from '../http/contract.ts';
import type { TraceEvent } from '../http/trace.ts';
import type { Clock, Log, Random, Secrets } from '../outside.ts';
import type { Connection } from '../project/project.ts';
import type { Replica } from '../replica/contract.ts';
import { openReplica } from '../replica/replica.ts';
import type { OpenSource, PageDecoder } from '../sources/source.ts';
import { openRealpadSource } from '../sources/realpad/realpadSource.ts';
import { openReapitSource } from '../sources/reapit/reapitSource.ts';
import { openSparkSource } from '../sources/spark/sparkSource.ts';

export interface ConnectionOutside {
	readonly fetch: FetchLike;
	readonly clock: Clock;
	readonly random: Random;
	readonly log: Log;
	readonly budget: Budget;
	readonly secrets: Secrets;
	/** Longest wait for a throttle, in ms. */
	readonly maxWaitMs: number;
	readonly onWait?: ((until: number, why: string) => void) | undefined;
	/** Told of every attempt, without secrets: a HAR file on demand. */
	readonly onTrace?: ((event: TraceEvent) => void) | undefined;
	/** Where the replica's worker stands: `storeWorker.ts` in the sources, `storeWorker.js` in the bundle. */
	readonly workerUrl: URL;
	/** Whether this thread has a user to answer, so that whole pages are never looked through in it. */
	readonly mustStayFree?: boolean | undefined;
}

export interface OpenConnection {
	readonly source: OpenSource;
	readonly replica: Replica;
	close(): Promise<void>;
}

/** @param file the replica's file; made with its folder where it does not exist */
export async function openConnection(
	connection: Connection,
	file: string,
	outside: ConnectionOutside,
): Promise<OpenConnection> {
	const replica = await openReplica({ file, workerUrl: outside.workerUrl, mustStayFree: outside.mustStayFree });
	const source = openSource(connection, { ...outside, decoder: replica });
	return {
		source,
		replica,
		close: async () => {
			await source.close?.();
			await replica.close();
		},
	};
}

export function openSource(
	connection: Connection,
	outside: ConnectionOutside & { readonly decoder: PageDecoder },
): OpenSource {
	switch (connection.source) {
		case 'spark':
			return openSparkSource(connection, outside);
		case 'realpad':
			return openRealpadSource(connection, { ...outside, tableWorkerUrl: tableWorkerUrl(outside.workerUrl) });
		case 'reapit':
			return openReapitSource(connection, outside);
	}
}

/** Workers lie side by side in a bundle; in the sources each lies in its own room. */
function tableWorkerUrl(storeWorker: URL): URL {
	return storeWorker.pathname.endsWith('.ts')
		? new URL('../sources/realpad/realpadWorker.ts', storeWorker)
		: new URL('./realpadWorker.js', storeWorker);
}
