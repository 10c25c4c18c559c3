import { expect, test } from 'vitest';
import { countingAddress } from '../../../../src/core/requests/pages/countingAddress.ts';

const filter = "metadata=metadata.name%20$eq%20'B%26B%20%2B%20Co'&metadata=metadata.b%20$gt%201";

test.each([
	['https://x.test/properties/', 1, 'https://x.test/properties/?pageSize=1'],
	[`https://x.test/properties/?pageSize=100&${filter}`, 1, `https://x.test/properties/?${filter}&pageSize=1`],
	[`https://x.test/properties/?${filter}`, undefined, `https://x.test/properties/?${filter}`],
	[
		"https://x.test/Reso/OData/Property?$filter=City%20eq%20'A'&$top=9",
		1,
		"https://x.test/Reso/OData/Property?$filter=City%20eq%20'A'&$count=true&$top=1",
	],
	['https://x.test/v1/contacts?_limit=9', 1, 'https://x.test/v1/contacts?_pagination=1&_limit=1'],
])('%s with pages of %s is counted by %s', (url, size, address) => {
	expect(countingAddress(url, size)).toBe(address);
});
