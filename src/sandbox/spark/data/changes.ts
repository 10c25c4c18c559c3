/** What happens in the simulated MLS while clients look on: edits, new and removed records, photos that change. */
import { instantText } from '../../clock.ts';
import type { SandboxClock } from '../../clock.ts';
import { Dice, element } from '../../random.ts';
import type { FieldValue, RecordFacts } from './fields.ts';
import { fullName, officeMlsId, officeName } from './people.ts';
import type { Patch, RecordStore } from './recordStore.ts';
import { mediaRow, roomRow, rowKey, unitRow } from './relations.ts';
import type { OwnedRelation, Row } from './relations.ts';
import { isMultiFamily } from './listing.ts';
import type { StoredResource, World } from './world.ts';

/** How many records to choose, or which. */
export type Which = number | readonly string[];

export class Changes {
	readonly #world: World;
	readonly #clock: SandboxClock;
	readonly #seed: number;
	/** Each choice throws dice of its own, so the same sequence of calls always meets the same records. */
	#choices = 0;
	#rowVersion = 0;

	constructor(world: World, clock: SandboxClock, seed: number) {
		this.#world = world;
		this.#clock = clock;
		this.#seed = seed;
	}

	/** @returns the keys of the changed records */
	edit(resource: StoredResource, which: Which, patch?: Patch): readonly string[] {
		const store = this.#world.store(resource);
		if (patch !== undefined) checkPatch(store, patch);
		return this.#choose(store, which).map((ordinal) => {
			const { ModificationTimestamp: stamp, ...rest } = patch ?? this.#usualEdit(resource, store, ordinal);
			store.patch(ordinal, rest, typeof stamp === 'string' ? Date.parse(stamp) : this.#clock.told());
			return store.keyAt(ordinal);
		});
	}

	insert(resource: StoredResource, count: number): readonly string[] {
		const store = this.#world.store(resource);
		return Array.from({ length: count }, () => {
			if (resource === 'OpenHouse') return this.#insertOpenHouse();
			return store.keyAt(store.insert(this.#clock.told()));
		});
	}

	/** Removes records, and with a listing its open houses. */
	remove(resource: StoredResource, which: Which): readonly string[] {
		const store = this.#world.store(resource);
		return this.#choose(store, which).map((ordinal) => {
			if (resource === 'Property') {
				for (const openHouse of this.#world.openHousesOf(ordinal)) this.#world.store('OpenHouse').remove(openHouse);
			}
			const key = store.keyAt(ordinal);
			store.remove(ordinal);
			return key;
		});
	}

	moveMember(memberKey: string, officeKey: string): void {
		const office = this.#world.store('Office').ordinalOf(officeKey);
		if (office === undefined) throw new RangeError(`No office ${officeKey}`);
		const facts = this.#world.baseFacts('Office', office);
		this.edit('Member', [memberKey], {
			OfficeKey: officeKey,
			OfficeMlsId: officeMlsId(facts),
			OfficeName: officeName(facts),
		});
	}

	/** The first photo goes to the end, the second is replaced, one is added and one goes. */
	rotatePhotos(which: Which): readonly string[] {
		return this.#relation('Media', which, (rows, facts, version, at) => {
			const photos = rows.filter((row) => row.MediaCategory === 'Photo');
			const others = rows.filter((row) => row.MediaCategory !== 'Photo');
			const [first, , ...rest] = photos;
			const kept =
				first === undefined ? [] : [...rest.slice(0, -1), { ...first, ModificationTimestamp: instantText(at) }];
			const fresh = [0, 1].map((i) => ({
				...mediaRow(facts, i, version, 'Photo', at),
				MediaKey: rowKey(facts.key, 5, i, version),
			}));
			return [...fresh, ...kept, ...others].map((row, i) => ({ ...row, Order: i, PreferredPhotoYN: i === 0 }));
		});
	}

	removeMedia(which: Which): readonly string[] {
		return this.#relation('Media', which, () => []);
	}

	/** One room is measured again, the last goes and a new one appears. */
	changeRooms(which: Which): readonly string[] {
		return this.#relation('Room', which, (rows, facts, version, at) => [
			...rows.slice(0, -1).map((row, i) => (i === 0 ? { ...row, RoomLength: 10 + (version % 90) / 10 } : row)),
			{ ...roomRow(facts, 0, version, at), RoomKey: rowKey(facts.key, 6, 0, version) },
		]);
	}

	/** Rents go up; chosen among multi-family houses when only a number is given. */
	changeUnits(which: Which): readonly string[] {
		return this.#relation(
			'Unit',
			which,
			(rows, facts, version, at) => [
				...rows.slice(0, -1).map((row) => ({ ...row, UnitTypeActualRent: Number(row.UnitTypeActualRent) + 25 })),
				{ ...unitRow(facts, 0, version, at), UnitTypeKey: rowKey(facts.key, 7, 0, version) },
			],
			(ordinal) => isMultiFamily(this.#world.baseFacts('Property', ordinal)),
		);
	}

	/** The first open house is cancelled (removed), a new one is announced. */
	changeOpenHouses(which: Which): readonly string[] {
		const listings = this.#world.store('Property');
		return this.#choose(listings, which).map((ordinal) => {
			const [first] = this.#world.openHousesOf(ordinal);
			if (first !== undefined) this.#world.store('OpenHouse').remove(first);
			this.#insertOpenHouse(ordinal);
			listings.patch(ordinal, {}, this.#clock.told());
			return listings.keyAt(ordinal);
		});
	}

	#insertOpenHouse(listing?: number): string {
		const listings = this.#world.store('Property');
		const at = listing ?? this.#choose(listings, 1)[0];
		if (at === undefined) throw new RangeError('There is no listing left to hold an open house');
		const store = this.#world.store('OpenHouse');
		const openHouse = store.insert(this.#clock.told(), {
			ListingKey: listings.keyAt(at),
			ListingId: `26-${1000 + at}`,
		});
		this.#world.noteOpenHouse(at, openHouse);
		return store.keyAt(openHouse);
	}

	#relation(
		relation: OwnedRelation,
		which: Which,
		change: (rows: readonly Row[], facts: RecordFacts, version: number, at: number) => readonly Row[],
		fits: (ordinal: number) => boolean = () => true,
	): readonly string[] {
		const listings = this.#world.store('Property');
		return this.#choose(listings, which, fits).map((ordinal) => {
			this.#rowVersion += 1;
			const at = this.#clock.told();
			const facts = this.#world.baseFacts('Property', ordinal);
			const rows = change(this.#world.rows(relation, ordinal), facts, this.#rowVersion, at);
			this.#world.setRows(relation, ordinal, rows);
			listings.patch(ordinal, relation === 'Media' ? mediaFacts(rows, at) : {}, at);
			return facts.key;
		});
	}

	#choose(store: RecordStore, which: Which, fits: (ordinal: number) => boolean = () => true): readonly number[] {
		if (typeof which !== 'number') {
			return which.map((key) => {
				const ordinal = store.ordinalOf(key);
				if (ordinal === undefined) throw new RangeError(`${store.spec.name} has no record ${key}`);
				return ordinal;
			});
		}
		this.#choices += 1;
		const dice = new Dice(this.#seed, -this.#choices);
		const chosen = new Set<number>();
		const tries = 40 * which + 4000;
		for (let i = 0; i < tries && chosen.size < Math.min(which, store.size); i += 1) {
			const ordinal = dice.below(i, store.end);
			if (store.has(ordinal) && fits(ordinal)) chosen.add(ordinal);
		}
		for (let i = 0; i < store.end && chosen.size < Math.min(which, store.size); i += 1) {
			if (store.has(i) && fits(i)) chosen.add(i);
		}
		return [...chosen];
	}

	#usualEdit(resource: StoredResource, store: RecordStore, ordinal: number): Patch {
		const dice = new Dice(this.#seed + this.#choices, ordinal);
		const phone = `701-555-01${String(dice.below(1, 100)).padStart(2, '0')}`;
		switch (resource) {
			case 'Property':
				return this.#listingEdit(store, ordinal, dice);
			case 'Member':
				return { MemberPreferredPhone: phone, JobTitle: dice.pick(2, ['Associate', 'Broker']) };
			case 'Office':
				return { OfficePhone: phone };
			case 'OpenHouse':
				return { OpenHouseRemarks: `Now with refreshments (${dice.below(3, 1000)})` };
			case 'Teams':
				return { TeamName: `${fullName(store.facts(ordinal))} & Partners` };
			case 'Contacts':
				return { PrimaryPhoneNumber: phone, Tags: ['Recent Buyers'] };
		}
	}

	#listingEdit(store: RecordStore, ordinal: number, dice: Dice): Patch {
		const at = instantText(this.#clock.told());
		const read = store.reader(ordinal);
		const price = store.spec.fields.find(({ name }) => name === 'ListPrice');
		const kind = dice.below(1, 4);
		if (kind === 2) return { StandardStatus: 'Pending', MlsStatus: 'Pending', StatusChangeTimestamp: at };
		if (kind === 3) return { PublicRemarks: `Open for showings again. ${dice.below(2, 10_000)} visitors liked it.` };
		const before = price === undefined ? 0 : Number(read(price));
		const after = Math.max(100, Math.round(before * element([0.95, 0.97, 0.985, 1.02], dice.below(3, 4))));
		return { ListPrice: after, PreviousListPrice: before, PriceChangeTimestamp: at };
	}
}

function mediaFacts(rows: readonly Row[], at: number): Record<string, FieldValue> {
	return {
		PhotosChangeTimestamp: instantText(at),
		PhotosCount: rows.filter((row) => row.MediaCategory === 'Photo').length,
		VideosCount: rows.filter((row) => row.MediaCategory === 'Video').length,
		DocumentsCount: rows.filter((row) => row.MediaCategory === 'Document').length,
	};
}

function checkPatch(store: RecordStore, patch: Patch): void {
	for (const name of Object.keys(patch)) {
		if (name === store.spec.key) throw new RangeError(`The key ${name} of ${store.spec.name} cannot be changed`);
		if (!store.spec.fields.some((field) => field.name === name))
			throw new RangeError(`${store.spec.name} has no field ${name}`);
	}
	const stamp = patch.ModificationTimestamp;
	if (stamp !== undefined && (typeof stamp !== 'string' || Number.isNaN(Date.parse(stamp))))
		throw new RangeError('ModificationTimestamp must be an instant');
}
