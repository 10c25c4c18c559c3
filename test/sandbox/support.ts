/** Starts sandboxes for tests, asks them over real HTTP, and ends them after each test. */
import { afterEach, expect } from 'vitest';
import { SandboxClock } from '../../src/sandbox/clock.ts';
import { startSandbox } from '../../src/sandbox/sandbox.ts';
import type { Sandbox, SandboxOptions } from '../../src/sandbox/sandbox.ts';
import type { SparkSandbox } from '../../src/sandbox/spark/sparkSandbox.ts';
import type { Role } from '../../src/sandbox/spark/roles.ts';

/** A record of any resource, as far as tests look into one. Names that a resource lacks are simply never read. */
export interface Row {
	readonly '@odata.id': string;
	readonly [relationLink: `${string}@odata.nextLink`]: string;
	readonly ListingKey: string;
	readonly MemberKey: string;
	readonly OfficeKey: string;
	readonly OfficeName: string;
	readonly OfficeMlsId: string;
	readonly OpenHouseKey: string;
	readonly ResourceRecordKey: string;
	readonly MediaKey: string;
	readonly MediaCategory: string;
	readonly Order: number;
	readonly City: string;
	readonly ListPrice: number;
	readonly PublicRemarks: string;
	readonly PhotosCount: number;
	readonly PropertySubType: string | null;
	readonly InteriorFeatures: readonly string[] | null;
	readonly PrivateRemarks: string | null;
	readonly ListAgentEmail: string;
	readonly ModificationTimestamp: string;
	readonly PhotosChangeTimestamp: string;
	readonly General_sp_Property_sp_Description_co_Window_sp_Treatments: unknown;
	readonly General_sp_Property_sp_Description_co_Snow_sp_Load: unknown;
	readonly LookupName: string;
	readonly LookupValue: string;
	readonly LegacyODataValue: string;
	readonly Media: readonly Row[];
	readonly Room: readonly Row[];
	readonly Unit: readonly Row[];
	readonly OpenHouse: readonly Row[];
	readonly CustomFields: readonly Readonly<Record<string, unknown>>[];
}

export interface ContactRow {
	readonly Id: string;
	readonly ResourceUri: string;
	readonly OwnerId: string;
	readonly GivenName: string;
	readonly FamilyName: string;
	readonly PrimaryPhoneNumber?: string;
	readonly ModificationTimestamp: string;
	readonly AuthToken: string;
}

/** A document of either surface. */
export interface Body extends Row {
	readonly '@odata.context': string;
	readonly '@odata.count'?: number;
	readonly '@odata.nextLink': string;
	readonly value: readonly (Row & { readonly name: string })[];
	readonly error: { readonly code: number; readonly message: string };
	readonly D: {
		readonly Success: boolean;
		readonly Code: number;
		readonly Results: readonly ContactRow[];
		readonly ExportTimestamp: string;
		readonly SkipToken: string;
		readonly SparkQLErrors: unknown;
		readonly Pagination: Readonly<Record<'TotalRows' | 'TotalPages' | 'CurrentPage', number>>;
	};
	readonly token_endpoint: string;
	readonly jwks_uri: string;
	readonly keys: readonly Readonly<Record<string, string>>[];
}

const open: Sandbox[] = [];

afterEach(async () => {
	await Promise.all(open.splice(0).map((sandbox) => sandbox.close()));
});

/** A small world (200 listings) with a clock that stands still. */
export async function started(options: SandboxOptions = {}): Promise<Sandbox> {
	const sandbox = await startSandbox({ scale: 0.1, clock: new SandboxClock({ isFrozen: true }), ...options });
	open.push(sandbox);
	return sandbox;
}

export interface Asked {
	readonly status: number;
	readonly headers: Headers;
	readonly text: string;
	/** The body as JSON; undefined where it is none, which only tests of broken bodies expect. */
	readonly json: Body;
}

export interface Who {
	readonly role?: Role;
	/** `normal` asks the normal host, `replication` the replication host. */
	readonly kind?: 'normal' | 'replication';
	readonly token?: string;
	readonly init?: RequestInit;
}

export async function ask(spark: SparkSandbox, path: string, who: Who = {}): Promise<Asked> {
	const { role = 'private', kind = 'replication', init = {} } = who;
	const origin = kind === 'replication' ? spark.origins.replication : spark.origins.api;
	const token = who.token ?? spark.tokens[role][kind];
	const url = path.startsWith('http') ? path : origin + path;
	const response = await fetch(url, {
		...init,
		headers: { authorization: `Bearer ${token}`, ...(init.headers as Record<string, string> | undefined) },
	});
	const text = await response.text();
	let json: unknown;
	try {
		json = JSON.parse(text);
	} catch (error) {
		if (!(error instanceof SyntaxError)) throw error;
	}
	return { status: response.status, headers: response.headers, text, json: json as Body };
}

/** Follows next links to the end. */
export async function walk(
	spark: SparkSandbox,
	path: string,
	who: Who = {},
	between: (page: number) => void = () => undefined,
): Promise<{ rows: Row[]; pages: Body[] }> {
	const rows: Row[] = [];
	const pages: Body[] = [];
	for (let link: string | undefined = path; link !== undefined;) {
		const { status, json, text } = await ask(spark, link, who);
		expect(status, text.slice(0, 300)).toBe(200);
		pages.push(json);
		rows.push(...json.value);
		between(pages.length);
		link = json['@odata.nextLink'];
	}
	return { rows, pages };
}

/** A row without the names that belong to the protocol. */
export function withoutProtocol(row: object): Readonly<Record<string, unknown>> {
	return Object.fromEntries(Object.entries(row).filter(([name]) => !name.includes('@odata')));
}

/** What JSON makes of records: decimals beyond a double are rounded as a reader of the page would. */
export const asRows = (value: unknown): readonly Row[] => JSON.parse(JSON.stringify(value)) as readonly Row[];

/** All records of a resource as JSON gives them back, and their keys. */
export function rowsOf(spark: SparkSandbox, ...about: Parameters<SparkSandbox['records']>): readonly Row[] {
	return asRows([...spark.records(...about)]);
}
