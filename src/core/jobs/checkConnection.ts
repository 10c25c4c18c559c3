/** Tries a connection with the cheapest request that its vendor has: before it is saved, and whenever somebody wants to know. */
import type { Connection } from '../project/project.ts';
import type { Dataset, PageDecoder } from '../sources/source.ts';
import { checkLogin } from '../sources/realpad/checkLogin.ts';
import { checkAccess } from '../sources/reapit/checkAccess.ts';
import { openSource } from './openConnection.ts';
import type { ConnectionOutside } from './openConnection.ts';

/**
 * @returns what exists for it
 * @throws FreeholdError what the first real run would fail with: `credentials`, `forbidden`, `network`, …
 */
export async function checkConnection(
	connection: Connection,
	outside: ConnectionOutside,
	signal: AbortSignal,
): Promise<readonly Dataset[]> {
	const source = openSource(connection, { ...outside, decoder: noRows });
	try {
		// Spark's metadata is asked for with the key; the other two know their lists by heart.
		if (connection.source === 'realpad') await checkLogin(connection, outside, signal);
		if (connection.source === 'reapit') await checkAccess(connection, outside, signal);
		return await source.datasets(signal);
	} finally {
		await source.close?.();
	}
}

/** No rows are read, so that no replica is needed. */
const noRows: PageDecoder = {
	decode: () => Promise.reject(new Error('A test of a connection reads no rows')),
	release: () => undefined,
};
