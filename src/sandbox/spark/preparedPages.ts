/**
 * Full walks over a world of limited variety, served from prepared bytes: the content of a page is made once, and only
 * the digits of its keys are written anew. A benchmark's server then costs next to nothing, in bounded memory.
 */
import type { SandboxRequest } from '../answer.ts';
import type { Json } from '../json.ts';
import { expandInto } from './reso/expand.ts';
import type { ResoQuery } from './reso/query.ts';
import { entityFields, SeenRow } from './reso/view.ts';
import type { View } from './reso/view.ts';
import type { World } from './data/world.ts';

/** The part of a key that tells records apart and from which the keys of media, rooms and units are made. */
const stemLength = 20;
const mostTemplates = 256;

interface Template {
	readonly bytes: Buffer;
	/** Pairs of place in `bytes` and number of the stem to write there, counted over the page. */
	readonly marks: Int32Array;
}

export class PreparedPages {
	readonly #world: World;
	readonly #variety: number;
	readonly #version: number;
	readonly #templates = new Map<string, Template>();

	constructor(world: World, variety: number) {
		this.#world = world;
		this.#variety = variety;
		this.#version = world.version;
	}

	/** @returns the whole body, or undefined where the ordinary way must be taken (filters, changes, odd page sizes) */
	page(
		set: string,
		view: View,
		query: ResoQuery,
		request: SandboxRequest,
		base: string,
		nextLink: (skipToken: string) => string,
	): Buffer | undefined {
		const isPlain = query.filter === undefined && query.orderBy.length === 0 && query.skip === 0;
		if (set !== 'Property' || !isPlain || this.#world.version !== this.#version) return undefined;
		if (query.top === 0 || this.#variety % query.top !== 0) return undefined;
		const store = this.#world.store('Property');
		const start = query.skipToken === undefined ? 0 : store.positionAfter(query.skipToken);
		if (start % query.top !== 0 || start + query.top > store.end) return undefined;
		const content = start % this.#variety;
		const { role, isReplication } = view.caller;
		const name = [
			role,
			isReplication,
			base,
			request.params.get('$expand'),
			request.params.get('$select'),
			query.top,
			content,
		].join(' ');
		const known = this.#templates.get(name) ?? this.#template(content, view, query, base);
		this.#templates.set(name, known);
		this.#forgetOldest();
		const rows = this.#withKeys(known, start, query.top);
		const head = {
			'@odata.context': `${base}/$metadata#Property`,
			...(query.count ? { '@odata.count': store.size } : {}),
		};
		const isLast = start + query.top >= store.end;
		const tail = isLast ? ']}' : `],"@odata.nextLink":${JSON.stringify(nextLink(store.keyAt(start + query.top - 1)))}}`;
		return Buffer.concat([Buffer.from(`${JSON.stringify(head).slice(0, -1)},"value":[`), rows, Buffer.from(tail)]);
	}

	/** Templates of expansions that nobody asks for any more. */
	#forgetOldest(): void {
		const [oldest] = this.#templates.keys();
		if (this.#templates.size > mostTemplates && oldest !== undefined) this.#templates.delete(oldest);
	}

	#template(start: number, view: View, query: ResoQuery, base: string): Template {
		const parts: Buffer[] = [];
		const marks: number[] = [];
		let length = 0;
		let stemNumber = 0;
		for (let ordinal = start; ordinal < start + query.top; ordinal += 1) {
			const text = `${ordinal === start ? '' : ','}${JSON.stringify(this.#record(ordinal, view, query, base))}`;
			const bytes = Buffer.from(text);
			for (const stem of this.#stems(ordinal)) {
				for (let at = bytes.indexOf(stem); at >= 0; at = bytes.indexOf(stem, at + 1))
					marks.push(length + at, stemNumber);
				stemNumber += 1;
			}
			parts.push(bytes);
			length += bytes.length;
		}
		return { bytes: Buffer.concat(parts), marks: Int32Array.from(marks) };
	}

	#record(ordinal: number, view: View, query: ResoQuery, base: string): Record<string, Json> {
		const store = this.#world.store('Property');
		const key = store.keyAt(ordinal);
		const row = new SeenRow(() => key, store.reader(ordinal), view);
		const body: Record<string, Json> = { '@odata.id': `${base}/Property('${key}')` };
		for (const field of query.select ?? entityFields(store.spec.fields, view.version))
			body[field.name] = row.value(field);
		expandInto(body, { world: this.#world, view, base, limit: undefined }, { key, ordinal }, query.expand);
		return body;
	}

	#withKeys(template: Template, start: number, count: number): Buffer {
		const stems: string[] = [];
		for (let ordinal = start; ordinal < start + count; ordinal += 1) stems.push(...this.#stems(ordinal));
		const bytes = Buffer.from(template.bytes);
		for (let i = 0; i < template.marks.length; i += 2)
			bytes.write(stems[template.marks[i + 1] ?? 0] ?? '', template.marks[i] ?? 0, 'latin1');
		return bytes;
	}

	/** The listing's own, then those of its open houses: as many for every listing of the same content. */
	#stems(ordinal: number): readonly string[] {
		const openHouses = this.#world.openHousesOf(ordinal).map((each) => this.#world.keyAt('OpenHouse', each));
		return [this.#world.keyAt('Property', ordinal), ...openHouses].map((key) => key.slice(0, stemLength));
	}
}
