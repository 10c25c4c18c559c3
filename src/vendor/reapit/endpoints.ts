/** Reapit's operations as it publishes them: paths, query parameters, statuses, sort fields. Plain data, read when asked for. */

export interface QueryParameter {
	readonly name: string;
	readonly type: 'string' | 'integer' | 'number' | 'boolean';
	/** `date-time`, `date`, `int32`, `double`. */
	readonly format?: string;
	/** Whether it may be given more than once: `id=A&id=B`. */
	readonly repeatable?: boolean;
	readonly enum?: readonly string[];
	/** Set where only the newer npm types have it. */
	readonly addedIn?: string;
}

export interface Endpoint {
	readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
	/** `/properties/{id}/keys/{keyId}`; collections end with a slash. */
	readonly path: string;
	readonly query?: readonly QueryParameter[];
	readonly headers?: readonly string[];
	/** Name of the request's model; `array:object` for JSON Patch. */
	readonly body?: string;
	/** Status → name of the model, `array:` before it for a bare array; null where there is no body. */
	readonly responses: Readonly<Record<string, string | null>>;
	readonly sortFields?: readonly string[];
}

export interface EndpointIndex {
	readonly apiVersion: string;
	readonly snapshot: string;
	readonly webhookTopics: readonly string[];
	readonly endpoints: readonly Endpoint[];
}

export async function reapitEndpoints(): Promise<EndpointIndex> {
	return (await import('./endpoints.json', { with: { type: 'json' } })).default;
}
