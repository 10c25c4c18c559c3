/** What each of Spark's documented error codes means for us: why it came and what to do next. */
import type { Reason } from '../../errors.ts';

export interface SparkErrorCode {
	readonly reason: Reason;
	/** Why, in our words. */
	readonly why: string;
	readonly next: string;
	/** `wait`: may pass by itself · `throttle`: over the rate limit · `renew`: with new credentials. Otherwise final. */
	readonly again?: 'wait' | 'throttle' | 'renew';
}

const support = 'write to api-support@sparkplatform.com with the request id';
const laterOrSupport = `Try again later; if it stays, ${support}`;
const isBug = 'This is a request that Freehold should not send: please report it with the log';

/** The vendor's registry of 41 codes (domain/data/spark/error-codes.json). A test proves that none is missing. */
export const sparkErrorCodes: ReadonlyMap<number, SparkErrorCode> = new Map<number, SparkErrorCode>([
	[
		404,
		{
			reason: 'notFound',
			why: 'Spark has no such resource or record',
			next: 'Check the dataset with `freehold sources`; a single record may have been removed since it was listed',
		},
	],
	[
		405,
		{
			reason: 'badRequest',
			why: 'this resource does not take this method; exports can only be read',
			next: isBug,
		},
	],
	[
		1000,
		{
			reason: 'credentials',
			why: 'the access token or API key is unknown, or the request was signed with another secret',
			next: 'Copy the token again from the vendor and store it anew; look for missing characters',
			again: 'renew',
		},
	],
	[
		1005,
		{
			reason: 'credentials',
			why: 'the vendor has not finished setting up this key',
			next: 'Write to api-support@sparkplatform.com: the key needs to be set up',
		},
	],
	[
		1010,
		{
			reason: 'credentials',
			why: 'this key has been disabled',
			next: 'Ask the MLS or api-support@sparkplatform.com why, or use another key',
		},
	],
	[
		1013,
		{
			reason: 'credentials',
			why: 'this key may not sign in this way',
			next: 'Change `auth` of the connection (token, oauth2, openid, apiSig) to what the key was issued for',
		},
	],
	[
		1015,
		{
			reason: 'credentials',
			why: 'the user of this key is unknown or inactive, or has no Flexmls access any more',
			next: 'Have the MLS activate the user, then sign in again',
		},
	],
	[
		1017,
		{
			reason: 'forbidden',
			why: 'this key may only read',
			next: 'Use a key with write access for this change',
		},
	],
	[
		1018,
		{
			reason: 'forbidden',
			why: 'this key may not use this method on this resource',
			next: 'Use a key whose role allows it',
		},
	],
	[
		1019,
		{
			reason: 'forbidden',
			why: 'this key is limited to certain IP addresses or user agents',
			next: 'Run it from an allowed network, or have the vendor add this address to the key',
		},
	],
	[
		1020,
		{
			reason: 'credentials',
			why: 'the session or access token has expired and could not be renewed',
			next: 'Sign in again, or store a new token',
			again: 'renew',
		},
	],
	[
		1021,
		{
			reason: 'forbidden',
			why: 'this key is for replication and is refused on the normal host',
			next: 'Set `replication: true` on the connection, which uses https://replication.sparkapi.com; with a `baseUrl` of your own, point it at the replication host',
		},
	],
	[
		1022,
		{
			reason: 'badRequest',
			why: 'the authenticity token of the request was not accepted',
			next: `Sign in again; if it stays, ${support}`,
		},
	],
	[
		1023,
		{
			reason: 'unavailable',
			why: 'the account of this user is not yet available in Spark',
			next: laterOrSupport,
			again: 'wait',
		},
	],
	[
		1024,
		{
			reason: 'unavailable',
			why: 'the data is not yet in step with the MLS it comes from',
			next: laterOrSupport,
			again: 'wait',
		},
	],
	[
		1026,
		{
			reason: 'unavailable',
			why: 'Spark met an unexpected problem with this data',
			next: laterOrSupport,
			again: 'wait',
		},
	],
	[
		1030,
		{
			reason: 'configuration',
			why: 'Spark wants an encrypted connection',
			next: 'Write the `baseUrl` of the connection with https://',
		},
	],
	[
		1035,
		{
			reason: 'badRequest',
			why: 'the body sent was not taken for JSON',
			next: isBug,
		},
	],
	[
		1040,
		{
			reason: 'badRequest',
			why: 'the filter is not valid, or names a field that does not exist or cannot be searched',
			next: 'Correct the filter; field names are case-sensitive',
		},
	],
	[
		1041,
		{
			reason: 'badRequest',
			why: 'the filter is valid but longer or deeper than Spark allows',
			next: 'Split it: fewer conditions, shorter lists, one level of parentheses',
		},
	],
	[
		1050,
		{
			reason: 'badRequest',
			why: 'a required parameter is missing',
			next: isBug,
		},
	],
	[
		1053,
		{
			reason: 'badRequest',
			why: 'a parameter is outside what Spark allows for this key, for example a page size above its maximum',
			next: 'Check `keyType` and `replication` of the connection: they decide the page size',
		},
	],
	[
		1055,
		{
			reason: 'conflict',
			why: 'the change collides with data that is already there',
			next: 'Look up the existing record, for example by its e-mail address, and change that one',
		},
	],
	[
		1060,
		{
			reason: 'conflict',
			why: 'a field sent for comparison does not match what is stored',
			next: 'Read the record again and repeat the change on what it says now',
		},
	],
	[
		1061,
		{
			reason: 'conflict',
			why: 'Spark does not allow earlier data to be used again here',
			next: 'Choose another value',
		},
	],
	[
		1100,
		{
			reason: 'forbidden',
			why: 'this contact has no portal account yet',
			next: 'Make a portal account for the contact first',
		},
	],
	[
		1110,
		{
			reason: 'conflict',
			why: 'this contact already has a portal',
			next: 'Use the existing portal account',
		},
	],
	[
		1500,
		{
			reason: 'forbidden',
			why: 'this resource is not part of what the role of this key may use; contacts, for one, are only given to Private keys',
			next: 'Ask the vendor for a key with the role that the resource needs. Set `keyType` to match the key (idx, vow, bbo, private), and `replication: false` where it has no replication access',
		},
	],
	[
		1505,
		{
			reason: 'forbidden',
			why: "this resource is switched off for the user's MLS, usually for a while",
			next: 'Try again in some days, or ask the MLS',
		},
	],
	[
		1510,
		{
			reason: 'unavailable',
			why: 'Spark is temporarily unavailable',
			next: 'Try again later; what was read so far is kept',
			again: 'wait',
		},
	],
	[
		1515,
		{
			reason: 'unavailable',
			why: 'the request took Spark too long and was cancelled',
			next: 'Try again later, or read fewer relations along (`expand`)',
			again: 'wait',
		},
	],
	[
		1516,
		{
			reason: 'unavailable',
			why: 'the request took Spark too long because of its filter or order',
			next: 'Narrow the filter, or leave out the order',
			again: 'wait',
		},
	],
	[
		1550,
		{
			reason: 'suspended',
			why: 'the key is over its rate limit',
			next: 'Run it again later: it goes on where it stopped',
			again: 'throttle',
		},
	],
	[
		2000,
		{
			reason: 'badRequest',
			why: 'a value in the filter does not suit its field',
			next: 'Correct the value in the filter',
		},
	],
	[
		2001,
		{
			reason: 'badRequest',
			why: 'the saved search in the filter does not exist or does not belong to this user',
			next: 'Use a saved search of this user',
		},
	],
	[
		2002,
		{
			reason: 'badRequest',
			why: 'the e-mail link in the filter does not exist or does not belong to this user',
			next: 'Use an e-mail link of this user',
		},
	],
	[
		2003,
		{
			reason: 'badRequest',
			why: 'the shared listings in the filter do not exist or are empty',
			next: 'Use shared listings that exist',
		},
	],
	[
		2005,
		{
			reason: 'unavailable',
			why: 'the filter asks for data that has not yet been brought into Spark',
			next: 'Try again later, or leave that condition out',
			again: 'wait',
		},
	],
	[
		2500,
		{
			reason: 'badRequest',
			why: 'this search may not be subscribed to: it does not meet the restrictions',
			next: 'Narrow the search',
		},
	],
	[
		2505,
		{
			reason: 'conflict',
			why: 'the user has already subscribed to this saved search',
			next: 'Nothing needs to be done',
		},
	],
	[
		3000,
		{
			reason: 'configuration',
			why: 'Spark does not serve this version of the RESO data dictionary',
			next: 'Set `dictionary` of the connection to "1.7" or "2.0"',
		},
	],
]);
