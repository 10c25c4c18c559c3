/** What an editor knows of three connections, one to each vendor. */
import { realpadApi } from '../../src/core/requests/editing/realpadApi.ts';
import { reapitApi } from '../../src/core/requests/editing/reapitApi.ts';
import type { RequestKnowledge } from '../../src/core/requests/editing/requestKnowledge.ts';
import { sparkApi } from '../../src/core/requests/editing/sparkApi.ts';
import { ORIGIN } from './file.ts';

export async function threeConnections(): Promise<RequestKnowledge> {
	const [reapit, realpad] = [await reapitApi(), realpadApi()];
	const spark = sparkApi([{ name: 'Property', columns: ['ListingKey', 'ListPrice', 'City'], relations: ['Media'] }]);
	const common = { isReadOnly: false };
	return {
		connections: [
			{ ...common, name: 'agency', source: 'reapit', variables: { base: ORIGIN }, api: reapit },
			{ ...common, name: 'mls', source: 'spark', variables: { reso: `${ORIGIN}/Version/3/Reso/OData` }, api: spark },
			{ ...common, name: 'prague', source: 'realpad', variables: { ws: `${ORIGIN}/ws/v10` }, api: realpad },
		],
		environmentVariables: [],
		apis: { reapit, realpad, spark },
	};
}
