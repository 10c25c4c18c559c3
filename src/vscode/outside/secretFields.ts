/** Which secrets a connection needs, as its form asks for them. */
import type { Connection } from '../../core/project/project.ts';

export interface SecretField {
	readonly name: string;
	/** Whether it is hidden while it is typed. */
	readonly isHidden: boolean;
}

export function secretFields(connection: Connection): readonly SecretField[] {
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
