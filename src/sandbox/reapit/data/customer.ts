/** A customer of Reapit: an agency with its own records. Ids are unique within one customer only. */
import { hash } from '../../random.ts';
import type { ResourceName } from '../contract.ts';
import { Stamps } from './instant.ts';
import { negotiatorsOf, officeTable } from './agency.ts';
import type { NegotiatorEntry, OfficeEntry } from './agency.ts';
import type { Plans } from './plan.ts';
import { RecordStore } from './recordStore.ts';
import type { Start } from './recordStore.ts';

export interface CustomerOptions {
	readonly code: string;
	readonly seed: number;
	/** 1 → 2,000 contacts. */
	readonly scale: number;
	readonly offices: number;
	readonly plans: Plans;
	readonly now: () => number;
	readonly futureCertificates: boolean;
}

export class Customer {
	readonly code: string;
	readonly seed: number;
	readonly scale: number;
	readonly offices: readonly OfficeEntry[];
	readonly negotiators: readonly NegotiatorEntry[];
	readonly futureCertificates: boolean;
	readonly now: () => number;
	readonly #stores = new Map<ResourceName, RecordStore>();
	readonly #plans: Plans;
	readonly #stamps = new Stamps();

	constructor(options: CustomerOptions) {
		this.code = options.code;
		this.seed = Buffer.from(options.code).reduce((sum, byte) => hash(sum, byte, 9), options.seed);
		this.scale = options.scale;
		this.now = options.now;
		this.futureCertificates = options.futureCertificates;
		this.offices = officeTable.slice(0, options.offices);
		this.negotiators = negotiatorsOf(this.offices, this.seed);
		this.#plans = options.plans;
	}

	/** Grows with every change of any record. */
	get version(): number {
		let sum = 0;
		for (const store of this.#stores.values()) sum += store.version;
		return sum;
	}

	get resources(): readonly ResourceName[] {
		return this.#plans.map(({ resource }) => resource);
	}

	has(resource: ResourceName): boolean {
		return this.#plans.some((plan) => plan.resource === resource);
	}

	/** @throws RangeError where there is no such resource */
	store(resource: ResourceName): RecordStore {
		const known = this.#stores.get(resource);
		if (known !== undefined) return known;
		const at = this.#plans.findIndex((plan) => plan.resource === resource);
		const plan = this.#plans[at];
		if (plan === undefined) throw new RangeError(`There is no resource ${resource}`);
		const store = new RecordStore(plan, this, this.#stamps, at + 1);
		this.#stores.set(resource, store);
		return store;
	}

	/** Records of the start. */
	count(resource: ResourceName): number {
		return this.store(resource).startCount;
	}

	/** Id of a record of the start. */
	id(resource: ResourceName, n: number): string {
		return this.store(resource).plan.ids.idOf(this, n);
	}

	start(resource: ResourceName, n: number): Start {
		return this.store(resource).start(n);
	}

	officeCode(k: number): string {
		return this.offices[k]?.code ?? 'OXF';
	}

	/** So many per 1,000 properties of scale 1, and at least a few. */
	sized(atScaleOne: number, least = 1): number {
		return Math.max(least, Math.round(atScaleOne * this.scale));
	}
}
