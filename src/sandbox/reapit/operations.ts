/** The operations that Reapit publishes, as one table: from method and path to operation. */
import type { Endpoint } from '../../vendor/reapit/endpoints.ts';
import type { ResourceName } from './contract.ts';

export interface Operation {
	readonly endpoint: Endpoint;
	/** `/properties/{id}/keys/{keyId}` without what stands in braces: `properties/keys`. */
	readonly resource: ResourceName;
	readonly segments: readonly string[];
}

export interface OperationMatch {
	readonly operation: Operation;
	/** Values of what stands in braces: `{ id: 'OXF190001', keyId: '1' }`. */
	readonly ids: Readonly<Record<string, string>>;
}

export class Operations {
	readonly all: readonly Operation[];

	constructor(endpoints: readonly Endpoint[]) {
		// A literal segment wins over one in braces: `/invoices/payments` is no invoice.
		this.all = endpoints.map(operationOf).toSorted((one, other) => bracesIn(one) - bracesIn(other));
	}

	/** @returns the operation, or the methods that the path knows; none where there is no such path */
	match(method: string, path: string): OperationMatch | readonly string[] {
		const asked = segmentsOf(path);
		const fitting = this.all.filter(({ segments }) => fits(segments, asked));
		const operation = fitting.find(({ endpoint }) => endpoint.method === method);
		if (operation === undefined) return [...new Set(fitting.map(({ endpoint }) => endpoint.method))];
		const pairs = operation.segments.map((segment, i) => [segment.slice(1, -1), asked[i] ?? ''] as const);
		return { operation, ids: Object.fromEntries(pairs.filter((_, i) => isBraced(operation.segments[i] ?? ''))) };
	}
}

export function resourceOf(path: string): ResourceName {
	return segmentsOf(path)
		.filter((segment) => !isBraced(segment))
		.join('/');
}

function operationOf(endpoint: Endpoint): Operation {
	return { endpoint, resource: resourceOf(endpoint.path), segments: segmentsOf(endpoint.path) };
}

/** With or without a slash at the end: both are served (domain: Reapit §2.1). */
function segmentsOf(path: string): readonly string[] {
	return path.replace(/^\/|\/$/g, '').split('/');
}

function fits(segments: readonly string[], asked: readonly string[]): boolean {
	return (
		segments.length === asked.length &&
		segments.every((segment, i) => (isBraced(segment) ? asked[i] !== '' : segment === asked[i]))
	);
}

function bracesIn({ segments }: Operation): number {
	return segments.filter(isBraced).length;
}

function isBraced(segment: string): boolean {
	return segment.startsWith('{');
}
