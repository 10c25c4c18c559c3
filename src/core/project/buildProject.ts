/** Turns a checked freehold.yaml into a project: defaults filled in, durations in ms, paths absolute. */
import { join } from 'node:path';
import { isJsonObject } from '../json.ts';
import type { Json, JsonObject } from '../json.ts';
import { CONNECTION_COLORS } from './connectionKeys.ts';
import type { ConnectionMarks } from './connectionKeys.ts';
import { parseDuration } from './duration.ts';
import { headerModes } from '../sources/realpad/realpadSettings.ts';
import { currentApiVersion } from '../sources/reapit/reapitSettings.ts';
import type {
	Connection,
	ExportJob,
	Job,
	Project,
	ReapitConnection,
	RealpadConnection,
	SparkConnection,
} from './project.ts';

const WEEK_MS = 604_800_000;
const EXPORT_FORMATS = ['csv', 'tsv', 'ndjson', 'json', 'md', 'sql', 'parquet', 'xlsx', 'xls'] as const;

/** @param value  a document that `checkDocument` found nothing wrong with */
export function buildProject(value: JsonObject, root: string, file: string): Project {
	return {
		root,
		file,
		dataFolder: join(root, text(value, 'data') ?? 'data'),
		historyDays: whole(value, 'history') ?? 90,
		connections: new Map(entries(value, 'connections').map(([name, settings]) => [name, connection(name, settings)])),
		jobs: new Map(entries(value, 'jobs').map(([name, settings]) => [name, job(name, settings)])),
	};
}

function connection(name: string, settings: JsonObject): Connection {
	switch (settings.source) {
		case 'realpad':
			return realpadConnection(name, settings);
		case 'reapit':
			return reapitConnection(name, settings);
		default:
			return sparkConnection(name, settings);
	}
}

function sparkConnection(name: string, settings: JsonObject): SparkConnection {
	return {
		source: 'spark',
		connection: name,
		keyType: choice(settings, 'keyType', ['idx', 'vow', 'bbo', 'private'], 'idx'),
		replication: settings.replication === true,
		dictionary: text(settings, 'dictionary') ?? '2.0',
		baseUrl: origin(settings, 'baseUrl'),
		identityUrl: origin(settings, 'identityUrl'),
		auth: choice(settings, 'auth', ['token', 'oauth2', 'openid', 'apiSig'], 'token'),
		redirectUri: text(settings, 'redirectUri'),
		select: listsByName(settings.select),
		strictInitial: settings.strictInitial === true,
		...marks(settings),
	};
}

function realpadConnection(name: string, settings: JsonObject): RealpadConnection {
	return {
		source: 'realpad',
		connection: name,
		multipleInquiries: settings.multipleInquiries === true,
		baseUrl: origin(settings, 'baseUrl'),
		identityUrl: undefined,
		headers: choice(settings, 'headers', headerModes, 'ids_labels'),
		keys: listsByName(settings.keys) ?? {},
		...marks(settings),
	};
}

function reapitConnection(name: string, settings: JsonObject): ReapitConnection {
	return {
		source: 'reapit',
		connection: name,
		customers: settings.customer === undefined ? [] : list(settings, 'customer'),
		auth: choice(settings, 'auth', ['clientCredentials', 'authorizationCode'], 'clientCredentials'),
		apiVersion: text(settings, 'apiVersion') ?? currentApiVersion,
		baseUrl: origin(settings, 'baseUrl'),
		identityUrl: origin(settings, 'identityUrl'),
		redirectUri: text(settings, 'redirectUri'),
		parameters: isJsonObject(settings.parameters)
			? Object.fromEntries(entries(settings, 'parameters').map(([dataset, given]) => [dataset, scalarsByName(given)]))
			: undefined,
		filters: listsByName(settings.filters),
		...marks(settings),
	};
}

function marks(settings: JsonObject): ConnectionMarks & { readonly readOnly: boolean } {
	return {
		readOnly: settings.readOnly === true,
		group: text(settings, 'group'),
		color: CONNECTION_COLORS.find((color) => color === settings.color),
	};
}

function job(name: string, settings: JsonObject): Job {
	const everyMs = duration(settings, 'every');
	if (settings.export !== undefined) {
		const format: ExportJob['format'] = choice(settings, 'format', EXPORT_FORMATS, 'csv');
		const headers = headerModes.find((mode) => mode === settings.headers);
		return { kind: 'export', name, targets: list(settings, 'export'), format, headers, everyMs };
	}
	if (settings.backup !== undefined) return { kind: 'backup', name, targets: list(settings, 'backup'), everyMs };
	return {
		kind: 'replicate',
		name,
		targets: list(settings, 'replicate'),
		expand: settings.expand === undefined ? undefined : list(settings, 'expand'),
		everyMs,
		purgeMs: duration(settings, 'purge'),
		purgeLimitPercent: whole(settings, 'purgeLimit') ?? 20,
		fullMs: duration(settings, 'full') ?? WEEK_MS,
	};
}

function entries(of: JsonObject, key: string): readonly (readonly [string, JsonObject])[] {
	const value = of[key];
	if (!isJsonObject(value)) return [];
	return Object.entries(value).flatMap(([name, settings]) =>
		isJsonObject(settings) ? [[name, settings] as const] : [],
	);
}

function text(of: JsonObject, key: string): string | undefined {
	const value = of[key];
	return typeof value === 'string' ? value : undefined;
}

function whole(of: JsonObject, key: string): number | undefined {
	const value = of[key];
	return typeof value === 'number' ? value : undefined;
}

function duration(of: JsonObject, key: string): number | undefined {
	const value = text(of, key);
	return value === undefined ? undefined : parseDuration(value);
}

function origin(of: JsonObject, key: string): string | undefined {
	const value = text(of, key);
	return value === undefined ? undefined : new URL(value).origin;
}

function list(of: JsonObject, key: string): readonly string[] {
	const value: Json | undefined = of[key];
	const items = Array.isArray(value) ? (value as readonly Json[]) : [value];
	return items.filter((item) => typeof item === 'string');
}

function listsByName(value: Json | undefined): Readonly<Record<string, readonly string[]>> | undefined {
	if (!isJsonObject(value)) return undefined;
	return Object.fromEntries(Object.keys(value).map((name) => [name, list(value, name)]));
}

/** Parameters as they are sent: `true` and 5 as texts. */
function scalarsByName(value: JsonObject): Readonly<Record<string, readonly string[]>> {
	return Object.fromEntries(
		Object.entries(value).map(([name, given]) => {
			const items = Array.isArray(given) ? (given as readonly Json[]) : [given];
			return [name, items.filter((item) => item !== null && typeof item !== 'object').map(String)];
		}),
	);
}

function choice<T extends string>(of: JsonObject, key: string, values: readonly T[], fallback: T): T {
	return values.find((value) => value === of[key]) ?? fallback;
}
