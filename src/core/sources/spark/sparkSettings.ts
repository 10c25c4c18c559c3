/** The plain (secret-free) part of a Spark connection, as `freehold.yaml` declares it. */

export interface SparkSettings {
	/** The connection's name in freehold.yaml: `mls`. */
	readonly connection: string;
	/** Data role of the key; decides the rate limit (domain/spark.md §3.5) and what may be read. */
	readonly keyType: 'idx' | 'vow' | 'bbo' | 'private';
	/** Whether the key has replication access: the replication host, `$top` up to 1,000. */
	readonly replication: boolean;
	/** RESO Data Dictionary version; `2.0` is served under `/Version/3`, `1.7` under the default path. */
	readonly dictionary: string;
	/** Overrides the API's origin (the sandbox's); the vendor's host for the key otherwise. */
	readonly baseUrl: string | undefined;
	/** Overrides the identity provider's origin; the vendor's otherwise. */
	readonly identityUrl: string | undefined;
	/** How the connection signs in: secrets `token` · `clientId`+`clientSecret`+`refreshToken` · `apiKey`+`apiSecret`. */
	readonly auth: 'token' | 'oauth2' | 'openid' | 'apiSig';
	/** Redirect URI registered with the vendor, for the code flows. */
	readonly redirectUri: string | undefined;
	/** Columns wanted, by dataset; a dataset that is not named is read whole. */
	readonly select?: Readonly<Record<string, readonly string[]>> | undefined;
	/** Sends on the initial download only what the vendor's page allows by its letter: `$count`, `$select`. */
	readonly strictInitial: boolean;
}
