/** The text of a new freehold.yaml: connections, and jobs that make sense for them. */
import { DATA_FOLDER } from './projectFiles.ts';

export interface NewSparkConnection {
	readonly source: 'spark';
	readonly name: string;
	readonly keyType: 'idx' | 'vow' | 'bbo' | 'private';
	readonly replication: boolean;
	readonly auth: 'token' | 'oauth2' | 'openid' | 'apiSig';
	readonly baseUrl?: string | undefined;
	readonly identityUrl?: string | undefined;
}

export interface NewRealpadConnection {
	readonly source: 'realpad';
	readonly name: string;
	readonly multipleInquiries: boolean;
	readonly baseUrl?: string | undefined;
}

export interface NewReapitConnection {
	readonly source: 'reapit';
	readonly name: string;
	/** Empty where the user who signs in brings the customer along. */
	readonly customers: readonly string[];
	readonly auth: 'clientCredentials' | 'authorizationCode';
	readonly baseUrl?: string | undefined;
	readonly identityUrl?: string | undefined;
}

export type NewConnection = NewSparkConnection | NewRealpadConnection | NewReapitConnection;

export function projectText(connections: readonly NewConnection[]): string {
	const lines = [
		'# Connections and jobs of Freehold. Secrets never stand here: see docs/cli.md, "Secrets".',
		'version: 1',
		`data: ${DATA_FOLDER}`,
		'connections:',
		...connections.flatMap(connectionLines),
		'jobs:',
		...connections.flatMap(jobLines),
	];
	return `${lines.join('\n')}\n`;
}

function connectionLines(connection: NewConnection): readonly string[] {
	switch (connection.source) {
		case 'spark':
			return sparkLines(connection);
		case 'realpad':
			return realpadLines(connection);
		case 'reapit':
			return reapitLines(connection);
	}
}

function jobLines(connection: NewConnection): readonly string[] {
	switch (connection.source) {
		case 'spark':
			return sparkJobs(connection);
		case 'realpad':
			return realpadJobs(connection);
		case 'reapit':
			return reapitJobs(connection);
	}
}

function sparkLines({ name, keyType, replication, auth, baseUrl, identityUrl }: NewSparkConnection): readonly string[] {
	return [
		`  ${name}:`,
		'    source: spark',
		`    keyType: ${keyType}`,
		`    replication: ${String(replication)}`,
		'    dictionary: "2.0"',
		...(auth === 'token' ? [] : [`    auth: ${auth}`]),
		...(baseUrl === undefined ? [] : [`    baseUrl: ${baseUrl}`]),
		...(identityUrl === undefined ? [] : [`    identityUrl: ${identityUrl}`]),
	];
}

function sparkJobs({ name, keyType }: NewSparkConnection): readonly string[] {
	return [
		'  listings:',
		`    replicate: [${targets(name, ['Property', 'Member', 'Office'])}]`,
		'    every: 1h',
		'    purge: daily',
		...(keyType === 'private'
			? ['  people:', `    replicate: ${name}/Contacts`, '    every: daily', '    full: weekly']
			: []),
	];
}

function realpadLines({ name, multipleInquiries, baseUrl }: NewRealpadConnection): readonly string[] {
	return [
		`  ${name}:`,
		'    source: realpad',
		`    multipleInquiries: ${String(multipleInquiries)}`,
		...(baseUrl === undefined ? [] : [`    baseUrl: ${baseUrl}`]),
	];
}

/** Not all exports: the history of units alone takes five minutes per project. */
function realpadJobs({ name, multipleInquiries }: NewRealpadConnection): readonly string[] {
	const people = multipleInquiries ? ['customers-contacts', 'inquiries'] : ['customers'];
	return [
		'  sales:',
		`    replicate: [${targets(name, ['projects', 'products', 'business-cases', ...people])}]`,
		'    every: daily',
		'  files:',
		`    backup: ${name}`,
		'    every: daily',
	];
}

function reapitLines({ name, customers, auth, baseUrl, identityUrl }: NewReapitConnection): readonly string[] {
	const [first = ''] = customers;
	return [
		`  ${name}:`,
		'    source: reapit',
		...(customers.length === 0
			? []
			: [`    customer: ${customers.length === 1 ? first : `[${customers.join(', ')}]`}`]),
		...(auth === 'clientCredentials' ? [] : [`    auth: ${auth}`]),
		...(baseUrl === undefined ? [] : [`    baseUrl: ${baseUrl}`]),
		...(identityUrl === undefined ? [] : [`    identityUrl: ${identityUrl}`]),
	];
}

/** Without embeds, which are billed; images have a list of their own, which tells what has changed. */
function reapitJobs({ name }: NewReapitConnection): readonly string[] {
	return [
		'  agency:',
		`    replicate: [${targets(name, ['contacts', 'properties', 'propertyImages', 'offices', 'negotiators'])}]`,
		'    every: 1h',
		'    purge: daily',
	];
}

function targets(name: string, datasets: readonly string[]): string {
	return datasets.map((dataset) => `${name}/${dataset}`).join(', ');
}
