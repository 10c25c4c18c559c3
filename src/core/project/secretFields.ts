/** Which secrets a connection needs, as its form asks for them. */
import type { Connection, ReapitConnection, SparkConnection } from './project.ts';

export interface SecretField {
	readonly name: string;
	/** Whether it is hidden while it is typed. */
	readonly isHidden: boolean;
}

/** As much of a connection as decides. */
export type SigningIn =
	{ readonly source: 'realpad' } | Pick<SparkConnection, 'source' | 'auth'> | Pick<ReapitConnection, 'source' | 'auth'>;

export function secretFields(connection: SigningIn): readonly SecretField[] {
	switch (connection.source) {
		case 'realpad':
			return [
				{ name: 'login', isHidden: false },
				{ name: 'password', isHidden: true },
			];
		case 'spark':
			return SPARK_FIELDS[connection.auth];
		case 'reapit':
			return REAPIT_FIELDS[connection.auth];
	}
}

/** Whether its tokens come from a sign-in in the browser. */
export function signsInByBrowser(connection: Connection): connection is SparkConnection | ReapitConnection {
	if (connection.source === 'spark') return connection.auth === 'oauth2' || connection.auth === 'openid';
	return connection.source === 'reapit' && connection.auth === 'authorizationCode';
}

const SPARK_FIELDS = {
	token: [{ name: 'token', isHidden: true }],
	oauth2: [
		{ name: 'clientId', isHidden: false },
		{ name: 'clientSecret', isHidden: true },
	],
	openid: [
		{ name: 'clientId', isHidden: false },
		{ name: 'clientSecret', isHidden: true },
	],
	apiSig: [
		{ name: 'apiKey', isHidden: false },
		{ name: 'apiSecret', isHidden: true },
	],
} as const;

/** An application that signs users in from a desktop has no secret: PKCE stands in for it. */
const REAPIT_FIELDS = {
	clientCredentials: [
		{ name: 'clientId', isHidden: false },
		{ name: 'clientSecret', isHidden: true },
	],
	authorizationCode: [{ name: 'clientId', isHidden: false }],
} as const;
