/** The vendor's paths: which operations exist where, and what a path that a user wrote means. */
import { FreeholdError } from '../../../errors.ts';
import type { Endpoint, EndpointIndex } from '../../../../vendor/reapit/endpoints.ts';
import { nearestName } from './nearestName.ts';

export type Method = Endpoint['method'];

export interface EntityPath {
	/** As the vendor documents it: `/properties/{id}/keys/`. */
	readonly template: string;
	/** With the ids filled in, percent-encoded. */
	readonly path: string;
	readonly operations: ReadonlyMap<Method, Endpoint>;
	/** Whether it names one record, not a collection. */
	readonly isItem: boolean;
}

interface Template {
	readonly template: string;
	readonly segments: readonly string[];
	readonly operations: Map<Method, Endpoint>;
}

const idSegment = /^\{\w+\}$/;

export class EntityPaths {
	readonly #templates: readonly Template[];

	constructor({ endpoints }: Pick<EndpointIndex, 'endpoints'>) {
		const templates = new Map<string, Template>();
		for (const endpoint of endpoints) {
			const { path, method } = endpoint;
			const template = templates.get(path) ?? { template: path, segments: split(path), operations: new Map() };
			templates.set(path, template);
			template.operations.set(method, endpoint);
		}
		this.#templates = [...templates.values()];
	}

	/** Whether the vendor has such a path. */
	knows(text: string): boolean {
		const segments = split(text).map(decoded);
		return this.#templates.some((one) => matches(one, segments));
	}

	/**
	 * @param text  `contacts/OXF18000001`, `/properties/OXF/keys/`; names in any case, a slash at either end or none
	 * @throws FreeholdError `usage` that names the nearest path
	 */
	find(text: string): EntityPath {
		const segments = split(text).map(decoded);
		const [best] = this.#templates
			.filter((one) => matches(one, segments))
			// `/documents/signedUrl` is not the document of that id.
			.toSorted((a, b) => idCount(a) - idCount(b));
		if (best === undefined) throw this.#unknown(text, segments);
		const filled = best.segments.map((name, i) =>
			idSegment.test(name) ? encodeURIComponent(segments[i] ?? '') : name,
		);
		return {
			template: best.template,
			path: `/${filled.join('/')}${best.template.endsWith('/') ? '/' : ''}`,
			operations: best.operations,
			isItem: idSegment.test(best.segments.at(-1) ?? ''),
		};
	}

	/** @throws FreeholdError `usage` where the vendor has no such operation there */
	operation(text: string, method: Method): { readonly at: EntityPath; readonly endpoint: Endpoint } {
		const at = this.find(text);
		const endpoint = at.operations.get(method);
		if (endpoint !== undefined) return { at, endpoint };
		const item = at.isItem ? '' : itemHint(method, this.#itemsOf(at));
		throw new FreeholdError('usage', {
			what: `${method} ${text} was not sent`,
			why: `Reapit has no such operation: at ${at.template} it offers ${[...at.operations.keys()].join(', ')}`,
			next: item === '' ? 'Choose one of those' : item,
		});
	}

	/** Collections at the root: `contacts`, `properties`. */
	get resources(): readonly string[] {
		const names = this.#templates.map(({ segments }) => segments[0] ?? '');
		return [...new Set(names)].toSorted();
	}

	/** Paths at which the vendor has an operation, as it documents them: `/contacts/{id}`. */
	having(method: Method): readonly string[] {
		return this.#templates.filter(({ operations }) => operations.has(method)).map(({ template }) => template);
	}

	#itemsOf({ template }: EntityPath): Template | undefined {
		const { length } = split(template);
		return this.#templates.find(
			({ template: other, segments }) =>
				segments.length === length + 1 &&
				other.startsWith(template.replace(/\/$/, '')) &&
				idSegment.test(segments[length] ?? ''),
		);
	}

	#unknown(text: string, segments: readonly string[]): FreeholdError {
		const [first = ''] = segments;
		const isKnown = this.resources.some((name) => name.toLowerCase() === first.toLowerCase());
		const near = nearestName(first, this.resources);
		const below = this.#templates.filter(({ segments: own }) => own[0]?.toLowerCase() === first.toLowerCase());
		return new FreeholdError('usage', {
			what: `${text} was not asked for`,
			why: `Reapit has no such path`,
			next: isKnown
				? `It has: ${below.map(({ template }) => template).join(', ')}`
				: near === undefined
					? `Choose one of: ${this.resources.join(', ')}`
					: `Did you mean '${near}'?`,
		});
	}
}

function itemHint(method: Method, item: Template | undefined): string {
	return item?.operations.has(method) === true ? `Name the record: ${item.template}` : '';
}

function split(path: string): readonly string[] {
	return path.split('/').filter((part) => part !== '');
}

function decoded(segment: string): string {
	try {
		return decodeURIComponent(segment);
	} catch {
		// A lone percent sign: then it is meant as it stands.
		return segment;
	}
}

function matches({ segments }: Template, asked: readonly string[]): boolean {
	if (segments.length !== asked.length) return false;
	return segments.every((name, i) => idSegment.test(name) || name.toLowerCase() === asked[i]?.toLowerCase());
}

function idCount({ segments }: Template): number {
	return segments.filter((name) => idSegment.test(name)).length;
}
