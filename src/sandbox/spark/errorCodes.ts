/** The error codes of the Spark API with their HTTP status and text (facts from the vendor's error code page). */

export interface ErrorCode {
	readonly http: number;
	readonly message: string;
}

export const errorCodes = {
	404: { http: 404, message: 'Not found' },
	405: { http: 405, message: 'Method not allowed' },
	1000: { http: 401, message: 'Invalid API key and/or request signed improperly' },
	1005: { http: 403, message: 'Your API key has not been properly set up. Please contact API support.' },
	1010: { http: 401, message: 'API key is disabled' },
	1013: { http: 403, message: 'The auth mechanism used for this request is not permitted for the provided key' },
	1015: {
		http: 403,
		message:
			'The user associated with this API key either cannot be identified, is set as inactive, or has their Flexmls system access turned off.',
	},
	1017: { http: 405, message: 'You are restricted to read-only access. POST, PUT, and DELETE requests are forbidden.' },
	1018: { http: 405, message: 'You are forbidden from accessing this resource with the method attempted' },
	1019: { http: 403, message: 'This key is restricted to specific IP addresses and/or User-Agent values' },
	1020: { http: 401, message: 'Session token has expired' },
	1021: {
		http: 403,
		message: 'This key is restricted from accessing this endpoint. Please use replication.sparkapi.com',
	},
	1022: { http: 422, message: 'Unable to process this request due to invalid authenticity token.' },
	1023: { http: 503, message: "The user's account is not yet available in Spark." },
	1024: { http: 503, message: 'The requested data is not yet in sync with its source system.' },
	1026: { http: 500, message: 'An unexpected problem was encountered with the requested data.' },
	1030: { http: 403, message: 'SSL required for this type of request' },
	1035: {
		http: 400,
		message:
			'POST data not supplied as valid JSON. Issued if the Content-Type header is not application/json and/or if the POST data is not in valid JSON format',
	},
	1040: {
		http: 400,
		message:
			'The _filter syntax was invalid or a specified field to search on does not exist. Response will include the SparkQLErrors attribute.',
	},
	1041: {
		http: 400,
		message:
			'The _filter syntax is valid but exceeds restrictions on filter or argument length. Response will include the SparkQLErrors attribute.',
	},
	1050: { http: 400, message: 'A required parameter for the request was not provided' },
	1053: { http: 400, message: 'A parameter was provided but does not adhere to constraints' },
	1055: {
		http: 409,
		message:
			'Issued when a write is requested that will conflict with existing data. For instance, adding a new contact with an e-mail that already exists',
	},
	1060: { http: 400, message: 'A Validation field did not match existing data' },
	1061: { http: 400, message: 'Attempt to reuse previous data when prohibited' },
	1100: {
		http: 403,
		message: 'This resource cannot be accessed until a Portal account is created for the specified contact',
	},
	1110: { http: 409, message: 'A portal already exists for this contact' },
	1500: {
		http: 403,
		message:
			"The resource is not available at the current API key's service level. For example, this error applies if a user attempts to access the IDX Links API via a non-IDX API key.",
	},
	1505: {
		http: 403,
		message:
			"This resource, or a component of this resource, is disabled for the current user's MLS. This is usually temporary, such as during a gradual rollout of a feature.",
	},
	1510: { http: 503, message: 'The API is temporarily unavailable.' },
	1515: { http: 503, message: 'Your request took too long to process and has therefore been cancelled.' },
	1516: {
		http: 503,
		message:
			'Your request took too long to process and was cancelled due to the _filter or _orderby parameter you provided.',
	},
	1550: { http: 429, message: 'Over rate limit' },
	2000: {
		http: 400,
		message:
			'Codes 2000-2999 are reserved for value-specific errors in the _filter parameter. These are not syntax errors, but instead errors specific to the valid field present in the parameter. Responses will include the SparkQLErrors attribute.',
	},
	2001: { http: 400, message: 'The SavedSearch specified does not exist or is not available to the current user.' },
	2002: { http: 400, message: 'The EmailLink specified does not exist or is not available to the current user.' },
	2003: { http: 400, message: 'The SharedListings id specified does not exist or does not contain listings.' },
	2005: { http: 503, message: 'The provided _filter references data that has not yet been migrated to Spark.' },
	2500: {
		http: 400,
		message: 'The search you are attempting to subscribe to does not meet the search criteria restrictions.',
	},
	2505: { http: 409, message: 'The current user is already subscribed to this saved search.' },
	3000: { http: 400, message: 'The RESO data dictionary version you requested is not supported.' },
} as const satisfies Readonly<Record<number, ErrorCode>>;

export type SparkCode = keyof typeof errorCodes;
