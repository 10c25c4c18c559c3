/** What is known in these tests: an agency, an MLS and a Takeout login. */
import { realpadApi } from '../../../../src/core/requests/editing/realpadApi.ts';
import { reapitApi } from '../../../../src/core/requests/editing/reapitApi.ts';
import type { RequestKnowledge } from '../../../../src/core/requests/editing/requestKnowledge.ts';
import { sparkApi } from '../../../../src/core/requests/editing/sparkApi.ts';

const reapit = await reapitApi();
const spark = sparkApi([
	{ name: 'Property', columns: ['ListingKey', 'ListPrice', 'City'], relations: ['Media', 'Room'] },
	{ name: 'Member', columns: ['MemberKey'], relations: [] },
]);
const realpad = realpadApi();

export const knowledge: RequestKnowledge = {
	connections: [
		{
			name: 'agency',
			source: 'reapit',
			variables: { base: 'http://127.0.0.1:4373', customer: 'SBOX' },
			isReadOnly: false,
			api: reapit,
		},
		{ name: 'looking', source: 'reapit', variables: { base: 'http://127.0.0.1:4373' }, isReadOnly: true, api: reapit },
		{
			...{ name: 'mls', source: 'spark', isReadOnly: false, api: spark },
			variables: {
				base: 'http://127.0.0.1:4371',
				reso: 'http://127.0.0.1:4371/Version/3/Reso/OData',
				native: 'http://127.0.0.1:4371/v1',
			},
		},
		{
			name: 'prague',
			source: 'realpad',
			variables: { base: 'http://127.0.0.1:4372', ws: 'http://127.0.0.1:4372/ws/v10' },
			isReadOnly: false,
			api: realpad,
		},
	],
	environmentVariables: ['office'],
	apis: { reapit, spark, realpad },
};
