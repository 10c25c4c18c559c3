/** The plain (secret-free) part of a Reapit connection, as `freehold.yaml` declares it. */

export interface ReapitSettings {
	/** The connection's name in freehold.yaml: `agency`. */
	readonly connection: string;
	/**
	 * Customers (agencies) whose data is read, by id: `SBOX` is the vendor's sandbox. Record ids are unique within a
	 * customer only, so every row carries its customer. Empty only with `authorizationCode`: the token then says which.
	 */
	readonly customers: readonly string[];
	/** How it signs in: secrets `clientId`+`clientSecret`, or `clientId`+`refreshToken` from a sign-in in the browser. */
	readonly auth: 'clientCredentials' | 'authorizationCode';
	/** Dated version of the API, sent as `api-version`. */
	readonly apiVersion: string;
	/** Overrides the platform's origin (the sandbox's). */
	readonly baseUrl: string | undefined;
	/** Overrides the origin of Reapit Connect. */
	readonly identityUrl: string | undefined;
	/** Redirect URI registered with the vendor, for `authorizationCode`. */
	readonly redirectUri: string | undefined;
	/** Blocks every request that would change the customer's data. */
	readonly readOnly: boolean;
	/** Parameters of the vendor that narrow a dataset: dataset → name → values. Booleans as `true` or `false`. */
	readonly parameters?: Readonly<Record<string, Readonly<Record<string, readonly string[]>>>> | undefined;
	/** Metadata filter expressions by dataset; all of them must hold. */
	readonly filters?: Readonly<Record<string, readonly string[]>> | undefined;
}

/** The current version of the API (seed 001, "Versioning"). */
export const currentApiVersion = '2020-01-31';
/** The customer that every registered developer may use (seed 001, "Sandbox mode"). */
export const sandboxCustomer = 'SBOX';
