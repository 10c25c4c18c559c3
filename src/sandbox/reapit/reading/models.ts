/** Which model of the vendor each resource has, and where one of its records is found. */
import type { Model } from '../../../vendor/reapit/models.ts';
import type { ResourceName, StoredRecord } from '../contract.ts';
import { Operations } from '../operations.ts';
import type { Operation } from '../operations.ts';
import type { ReapitVendorData } from '../vendorData.ts';
import { textOf } from '../data/common.ts';

import { shapeOf } from './shape.ts';
import type { Shape } from './shape.ts';
import { ownerField } from './singular.ts';

interface Shapes {
	/** In lists and embeds. */
	readonly listed: Model | undefined;
	readonly item: Model | undefined;
	/** `/properties/{id}/keys/{keyId}` in segments. */
	readonly address: readonly string[] | undefined;
}

export class ResourceModels {
	readonly operations: Operations;
	readonly #shapes = new Map<ResourceName, Shapes>();
	readonly #models: Readonly<Record<string, Model>>;
	readonly #made = new Map<Model, Shape>();

	constructor({ index, models }: ReapitVendorData) {
		this.operations = new Operations(index.endpoints);
		this.#models = models;
		for (const operation of this.operations.all) if (operation.endpoint.method === 'GET') this.#note(operation);
	}

	/** @param isItem  read by itself; some resources show more then */
	model(resource: ResourceName, isItem = false): Model {
		const shapes = this.#shapes.get(resource);
		const found = isItem ? (shapes?.item ?? shapes?.listed) : (shapes?.listed ?? shapes?.item);
		if (found === undefined) throw new RangeError(`No model is known for ${resource}`);
		return found;
	}

	/** The shape of that model. */
	shape(resource: ResourceName, isItem = false): Shape {
		const model = this.model(resource, isItem);
		const known = this.#made.get(model);
		if (known !== undefined) return known;
		const made = shapeOf(model);
		this.#made.set(model, made);
		return made;
	}

	/** The address of a record; undefined for those that cannot be read by themselves. */
	selfOf(resource: ResourceName, record: StoredRecord, parentField: string | undefined): string | undefined {
		const address = this.#shapes.get(resource)?.address;
		if (address === undefined) return undefined;
		const braced = address.filter((segment) => segment.startsWith('{'));
		const [root = ''] = address;
		const idAt = (segment: string): string => {
			if (segment === braced.at(-1)) return record.id;
			if (segment !== '{id}') return textOf(record, segment.slice(1, -1));
			return textOf(record, braced.length === 2 ? (parentField ?? '') : ownerField(root));
		};
		return `/${address.map((segment) => (segment.startsWith('{') ? idAt(segment) : segment)).join('/')}`;
	}

	#note({ endpoint, resource, segments }: Operation): void {
		const name = endpoint.responses['200'] ?? '';
		// Two operations for one item are published with the model of a page (`/tenancies/{id}/extensions/{extensionId}`).
		const model = this.#models[name.replace(/^array:/, '').replace(/PagedResult$/, '')];
		const before = this.#shapes.get(resource) ?? { listed: undefined, item: undefined, address: undefined };
		const isItem = segments.at(-1)?.startsWith('{') === true;
		this.#shapes.set(resource, isItem ? { ...before, item: model, address: segments } : { ...before, listed: model });
	}
}
