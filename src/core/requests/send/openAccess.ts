/** Opens the network of a connection for requests that a user wrote. */
import type { Connection } from '../../project/project.ts';
import { openRealpadAccess } from '../../sources/realpad/realpadRequestAccess.ts';
import { openReapitAccess } from '../../sources/reapit/reapitRequestAccess.ts';
import type { AccessOutside, RequestAccess } from '../../sources/requestAccess.ts';
import { openSparkAccess } from '../../sources/spark/sparkRequestAccess.ts';

/** @throws FreeholdError `credentials` where a secret is missing, `configuration` where the connection lacks something */
export async function openAccess(connection: Connection, outside: AccessOutside): Promise<RequestAccess> {
	switch (connection.source) {
		case 'reapit':
			return openReapitAccess(connection, outside);
		case 'spark':
			return openSparkAccess(connection, outside);
		case 'realpad':
			return openRealpadAccess(connection, outside);
	}
}
