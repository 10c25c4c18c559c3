/** Everything the simulated MLS holds: its resources, what hangs on listings, and who may see which record. */
import { offsetText } from '../../clock.ts';
import { isBoundToOwnOffice } from '../roles.ts';
import type { Caller } from '../roles.ts';
import { contactFields } from './contacts.ts';
import type { RecordFacts } from './fields.ts';
import { openHouseCount, openHouseFields, openHousePeriod, openHousesOfListing } from './openHouses.ts';
import { memberFields, officeFields, teamFields } from './people.ts';
import { propertyFields } from './property.ts';
import { RecordStore } from './recordStore.ts';
import type { ResourceSpec } from './recordStore.ts';
import { originalRows } from './relations.ts';
import type { OwnedRelation, Row } from './relations.ts';

export const storedResources = ['Property', 'Member', 'Office', 'OpenHouse', 'Teams', 'Contacts'] as const;
export type StoredResource = (typeof storedResources)[number];

export interface WorldOptions {
	readonly seed: number;
	/** 1 → 2,000 listings; listings and open houses grow with it, people do not. */
	readonly scale: number;
	/** Distinct listing contents; absent: every listing has its own. */
	readonly variety?: number | undefined;
}

export class World {
	readonly counts: Readonly<Record<StoredResource, number>>;
	/** Distinct listing contents, where they are limited. */
	readonly variety: number | undefined;
	readonly #stores: ReadonlyMap<StoredResource, RecordStore>;
	/** Relations that were changed, by listing key; the others are made on demand. */
	readonly #changedRows = new Map<string, readonly Row[]>();
	readonly #addedOpenHouses = new Map<string, number[]>();

	constructor(options: WorldOptions) {
		const listings = Math.max(1, Math.round(2000 * options.scale));
		this.counts = {
			Property: listings,
			Member: 300,
			Office: 60,
			OpenHouse: openHouseCount(listings),
			Teams: 20,
			Contacts: 1500,
		};
		const variety = roundedVariety(options.variety);
		this.variety = variety;
		const varieties: Partial<Record<StoredResource, number>> =
			variety === undefined ? {} : { Property: variety, OpenHouse: openHouseCount(variety) };
		const spec = (name: StoredResource, key: string, fields: ResourceSpec['fields']): ResourceSpec => ({
			name,
			key,
			fields,
			salt: storedResources.indexOf(name) + 1,
			count: this.counts[name],
			...(varieties[name] === undefined ? {} : { variety: varieties[name] }),
			...(name === 'Contacts' ? { stampText: (ms: number) => offsetText(ms, -300) } : {}),
		});
		const specs: readonly (readonly [StoredResource, ResourceSpec])[] = [
			['Property', spec('Property', 'ListingKey', propertyFields)],
			['Member', spec('Member', 'MemberKey', memberFields)],
			['Office', spec('Office', 'OfficeKey', officeFields)],
			['OpenHouse', spec('OpenHouse', 'OpenHouseKey', openHouseFields)],
			['Teams', spec('Teams', 'TeamKey', teamFields)],
			['Contacts', spec('Contacts', 'Id', contactFields)],
		];
		this.#stores = new Map(specs.map(([name, each]) => [name, new RecordStore(each, this, options.seed)]));
	}

	store(resource: StoredResource): RecordStore {
		const store = this.#stores.get(resource);
		if (store === undefined) throw new RangeError(`No resource ${resource}`);
		return store;
	}

	/** Grows with every change anywhere. */
	get version(): number {
		let sum = this.#changedRows.size;
		for (const store of this.#stores.values()) sum += store.version;
		return sum;
	}

	keyAt(resource: StoredResource, ordinal: number): string {
		return this.store(resource).keyAt(ordinal);
	}

	/** What a record was made from, whatever happened to it since. */
	baseFacts(resource: StoredResource, ordinal: number): RecordFacts {
		return this.store(resource).facts(ordinal);
	}

	/** The account's user is the first member; his office bounds what IDX keys see of people. */
	isVisible(resource: StoredResource, ordinal: number, caller: Pick<Caller, 'role' | 'isReplication'>): boolean {
		const store = this.store(resource);
		if (!store.has(ordinal)) return false;
		if (!isBoundToOwnOffice(caller) || (resource !== 'Member' && resource !== 'Office')) return true;
		const officeKey = (from: RecordStore, at: number): unknown => {
			const field = from.spec.fields.find(({ name }) => name === 'OfficeKey');
			return field === undefined ? undefined : from.reader(at)(field);
		};
		return officeKey(store, ordinal) === officeKey(this.store('Member'), 0);
	}

	rows(relation: OwnedRelation, listing: number): readonly Row[] {
		const facts = this.baseFacts('Property', listing);
		return this.#changedRows.get(`${relation} ${facts.key}`) ?? originalRows(relation, facts);
	}

	setRows(relation: OwnedRelation, listing: number, rows: readonly Row[]): void {
		this.#changedRows.set(`${relation} ${this.keyAt('Property', listing)}`, rows);
	}

	/** Numbers of the open houses of a listing that still exist, in key order. */
	openHousesOf(listing: number): readonly number[] {
		const store = this.store('OpenHouse');
		const own = listing < this.counts.Property ? openHousesOfListing(listing) : [];
		const added = this.#addedOpenHouses.get(this.keyAt('Property', listing)) ?? [];
		return [...own.filter((at) => at < this.counts.OpenHouse), ...added].filter((at) => store.has(at));
	}

	noteOpenHouse(listing: number, openHouse: number): void {
		const key = this.keyAt('Property', listing);
		const known = this.#addedOpenHouses.get(key);
		if (known === undefined) this.#addedOpenHouses.set(key, [openHouse]);
		else known.push(openHouse);
	}
}

/** Contents must recur together with the open houses that hang on them. */
function roundedVariety(variety: number | undefined): number | undefined {
	return variety === undefined ? undefined : Math.ceil(variety / openHousePeriod) * openHousePeriod;
}
