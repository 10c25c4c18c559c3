/** A tiny RESO server on loopback for tests of the command line: two resources, pages, counts, edits, a slow mode. */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

interface Listing {
	readonly ListingKey: string;
	readonly City: string;
	readonly UnparsedAddress: string;
	readonly ListPrice: number;
	readonly ModificationTimestamp: string;
}

export const TOKEN = 'scripted-token-0123';

export interface ScriptedSpark {
	readonly origin: string;
	listings: Listing[];
	/** ms before each page. */
	delayMs: number;
	/** Answers every request with 429 and this Retry-After. */
	retryAfterSeconds: number | undefined;
	close(): Promise<void>;
}

const CITIES = ['Fargo', 'Minot', 'Bismarck'];
const FIRST_KEY = 20160000000000000000000000n;

export function listing(number: number, changes: Partial<Listing> = {}): Listing {
	return {
		ListingKey: String(FIRST_KEY + BigInt(number)),
		City: CITIES[number % 3]!,
		UnparsedAddress: `${number} Main St`,
		ListPrice: 100_000 + number,
		ModificationTimestamp: new Date(Date.UTC(2026, 0, 1) + number * 1000).toISOString(),
		...changes,
	};
}

export async function startScriptedSpark(count: number): Promise<ScriptedSpark> {
	const server = createServer((request, response) => {
		const url = new URL(request.url ?? '/', spark.origin);
		const send = (status: number, type: string, body: string, headers: Record<string, string> = {}): void => {
			response.writeHead(status, { 'content-type': type, ...headers });
			response.end(body);
		};
		const json = 'application/json';
		if (request.headers.authorization !== `Bearer ${TOKEN}`) {
			send(401, json, '{"D":{"Success":false,"Code":1000,"Message":"Invalid API key"}}');
		} else if (spark.retryAfterSeconds !== undefined) {
			const headers = { 'retry-after': String(spark.retryAfterSeconds) };
			send(429, json, '{"D":{"Success":false,"Code":1550,"Message":"Over rate limit"}}', headers);
		} else if (url.pathname.endsWith('/$metadata')) {
			send(200, 'application/xml', METADATA);
		} else {
			setTimeout(() => send(200, json, JSON.stringify(page(url, spark.listings))), spark.delayMs);
		}
	});
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	const spark: ScriptedSpark = {
		origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
		listings: Array.from({ length: count }, (_, i) => listing(i)),
		delayMs: 0,
		retryAfterSeconds: undefined,
		close: () =>
			new Promise((resolve) => {
				server.close(() => resolve());
				server.closeAllConnections();
			}),
	};
	return spark;
}

function page(url: URL, listings: readonly Listing[]): object {
	const isProperty = url.pathname.endsWith('/Property');
	let rows: readonly object[] = isProperty
		? listings
		: [{ MemberKey: '1', MemberFullName: 'Ada', ModificationTimestamp: '2026-01-01T00:00:00Z' }];
	const since = /^ModificationTimestamp gt (\S+)$/.exec(url.searchParams.get('$filter') ?? '')?.[1];
	if (since !== undefined) {
		rows = rows.filter((row) => Date.parse((row as Listing).ModificationTimestamp) > Date.parse(since));
	}
	const top = Number(url.searchParams.get('$top') ?? 10);
	const skip = Number(url.searchParams.get('$skip') ?? 0);
	const next = new URL(url);
	next.searchParams.set('$skip', String(skip + top));
	return {
		'@odata.count': rows.length,
		value: rows.slice(skip, skip + top),
		...(skip + top < rows.length ? { '@odata.nextLink': next.href } : {}),
	};
}

const property = (name: string, type: string): string => `<Property Name="${name}" Type="Edm.${type}"/>`;
const METADATA = `<?xml version="1.0"?>
<edmx:Edmx Version="4.0" xmlns:edmx="http://docs.oasis-open.org/odata/ns/edmx"><edmx:DataServices>
<Schema Namespace="R" xmlns="http://docs.oasis-open.org/odata/ns/edm">
<EntityType Name="Property"><Key><PropertyRef Name="ListingKey"/></Key>${property('ListingKey', 'String')}${property('City', 'String')}
${property('UnparsedAddress', 'String')}<Property Name="ListPrice" Type="Edm.Decimal" Precision="14" Scale="2"/>${property('ModificationTimestamp', 'DateTimeOffset')}</EntityType>
<EntityType Name="Member"><Key><PropertyRef Name="MemberKey"/></Key>${property('MemberKey', 'String')}${property('MemberFullName', 'String')}${property('ModificationTimestamp', 'DateTimeOffset')}</EntityType>
<EntityContainer Name="C"><EntitySet Name="Property" EntityType="R.Property"/><EntitySet Name="Member" EntityType="R.Member"/></EntityContainer>
</Schema></edmx:DataServices></edmx:Edmx>`;
