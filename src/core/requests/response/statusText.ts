/** What statuses mean (RFC 9110 §15), as far as the vendors use them. */
const TEXTS: Readonly<Record<number, string>> = {
	...{ 200: 'OK', 201: 'Created', 202: 'Accepted', 204: 'No Content', 206: 'Partial Content' },
	...{ 301: 'Moved Permanently', 302: 'Found', 303: 'See Other', 304: 'Not Modified' },
	...{
		307: 'Temporary Redirect',
		308: 'Permanent Redirect',
		400: 'Bad Request',
		401: 'Unauthorized',
		403: 'Forbidden',
	},
	...{ 404: 'Not Found', 405: 'Method Not Allowed', 409: 'Conflict', 410: 'Gone', 412: 'Precondition Failed' },
	...{
		413: 'Content Too Large',
		415: 'Unsupported Media Type',
		422: 'Unprocessable Content',
		428: 'Precondition Required',
	},
	...{
		429: 'Too Many Requests',
		500: 'Internal Server Error',
		502: 'Bad Gateway',
		503: 'Service Unavailable',
		504: 'Gateway Timeout',
	},
};

/** Empty for one that nobody has named. */
export function statusText(status: number): string {
	return TEXTS[status] ?? '';
}
