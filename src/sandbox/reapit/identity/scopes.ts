/** The permissions of an application: `agencyCloud/<resource>.read` and `.write` (domain: Reapit §2.2). */
import type { Endpoint } from '../../../vendor/reapit/endpoints.ts';

export type ReapitScope = string;

/** Endpoints that the vendor publishes no 403 for, or that belong to the application itself. */
const free = ['metadata', 'resthooks', 'notifications', 'webhooks'];

/** @returns undefined where no permission is asked for */
export function scopeFor(method: string, path: string): ReapitScope | undefined {
	const resource = path.split('/').find((segment) => segment !== '');
	if (resource === undefined || free.includes(resource)) return undefined;
	return `agencyCloud/${resource}.${method === 'GET' || method === 'HEAD' ? 'read' : 'write'}`;
}

export function scopesOf(endpoints: readonly Endpoint[]): ReadonlySet<ReapitScope> {
	return new Set(endpoints.map(({ method, path }) => scopeFor(method, path)).filter((scope) => scope !== undefined));
}
