/** Signing in through the browser, whatever the vendor: begins, and ends with the address that the browser came back to. */
import { randomBytes } from 'node:crypto';
import type { ConnectionOutside } from './openConnection.ts';
import type { ReapitConnection, SparkConnection } from '../project/project.ts';
import { openIdentityDoor } from '../sources/reapit/reapitDoors.ts';
import * as reapit from '../sources/reapit/reapitSignIn.ts';
import * as spark from '../sources/spark/signIn.ts';
import { openTokenDoor } from '../sources/spark/sparkDoors.ts';

export interface BrowserSignIn {
	/** To be opened in the browser. */
	readonly url: string;
	readonly state: string;
	/** Exchanges the code and stores the tokens. */
	finish(returnedTo: string): Promise<void>;
}

export function startBrowserSignIn(
	connection: SparkConnection | ReapitConnection,
	outside: ConnectionOutside,
	signal: AbortSignal,
): Promise<BrowserSignIn> {
	return connection.source === 'spark'
		? startSpark(connection, outside, signal)
		: startReapit(connection, outside, signal);
}

async function startSpark(
	connection: SparkConnection,
	outside: ConnectionOutside,
	signal: AbortSignal,
): Promise<BrowserSignIn> {
	const door = await openTokenDoor(connection, outside);
	const signInOutside = { secrets: outside.secrets, door, unguessable };
	const started = await spark.startSignIn(connection, signInOutside, signal);
	return {
		...started,
		finish: (returnedTo) => spark.finishSignIn(connection, started, returnedTo, signInOutside, signal),
	};
}

async function startReapit(
	connection: ReapitConnection,
	outside: ConnectionOutside,
	signal: AbortSignal,
): Promise<BrowserSignIn> {
	const door = await openIdentityDoor(connection, outside);
	const signInOutside = { secrets: outside.secrets, door, unguessable };
	const started = await reapit.startSignIn(connection, signInOutside, signal);
	return {
		...started,
		finish: (returnedTo) => reapit.finishSignIn(connection, started, returnedTo, signInOutside, signal),
	};
}

/** 43 characters, the fewest that a verifier of PKCE may have (RFC 7636 §4.1). */
function unguessable(): string {
	return randomBytes(32).toString('base64url');
}
