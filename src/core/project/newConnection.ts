/** What a new connection is, as a person describes it; and what freehold.yaml then says of it. */
import { stringify } from 'yaml';
import { loneConnection } from './language/loneConnection.ts';
import type { Connection } from './project.ts';

export interface NewSparkConnection {
	readonly source: 'spark';
	readonly name: string;
	readonly keyType: 'idx' | 'vow' | 'bbo' | 'private';
	readonly replication: boolean;
	readonly auth: 'token' | 'oauth2' | 'openid' | 'apiSig';
	readonly baseUrl?: string | undefined;
	readonly identityUrl?: string | undefined;
	readonly redirectUri?: string | undefined;
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
	readonly redirectUri?: string | undefined;
}

export type NewConnection = NewSparkConnection | NewRealpadConnection | NewReapitConnection;

/** A value of a connection in freehold.yaml that can be written on one line. */
export type Setting = string | boolean | readonly string[];
export type Settings = Readonly<Record<string, Setting>>;

/** In the order in which they are written; what is usual is left out. */
export function settingsOf(connection: NewConnection): Settings {
	switch (connection.source) {
		case 'spark': {
			const { keyType, replication, auth } = connection;
			return {
				...{ source: 'spark', keyType, replication, dictionary: '2.0' },
				...(auth === 'token' ? {} : { auth }),
				...addresses(connection),
			};
		}
		case 'realpad':
			return { source: 'realpad', multipleInquiries: connection.multipleInquiries, ...addresses(connection) };
		case 'reapit': {
			const { customers, auth } = connection;
			const [first = ''] = customers;
			return {
				source: 'reapit',
				...(customers.length === 0 ? {} : { customer: customers.length === 1 ? first : customers }),
				...(auth === 'clientCredentials' ? {} : { auth }),
				...addresses(connection),
			};
		}
	}
}

function addresses(connection: {
	readonly baseUrl?: string | undefined;
	readonly identityUrl?: string | undefined;
	readonly redirectUri?: string | undefined;
}): Settings {
	const { baseUrl, identityUrl, redirectUri } = connection;
	return {
		...(baseUrl === undefined ? {} : { baseUrl }),
		...(identityUrl === undefined ? {} : { identityUrl }),
		...(redirectUri === undefined ? {} : { redirectUri }),
	};
}

/** `keyType: idx`, `customer: [RES, SBOX]`. */
export function settingLine(key: string, value: Setting): string {
	return `${key}: ${settingText(value)}`;
}

/** As it is written behind its key, in quotes where it needs them. */
export function settingText(value: Setting): string {
	if (typeof value === 'object') return `[${value.map((item) => settingText(item)).join(', ')}]`;
	return stringify(value, { lineWidth: 0 }).trimEnd();
}

/** The connection that freehold.yaml would declare: to be tried before anything is written. */
export function declared(connection: NewConnection): Connection {
	const settings = Object.entries(settingsOf(connection)).map(([key, value]) => `    ${settingLine(key, value)}`);
	return loneConnection(['connections:', `  ${connection.name}:`, ...settings].join('\n'), connection.name);
}
