/** Open houses: a resource of their own, and a relation of every eighth listing (a Saturday and a Sunday). */
import { instantText } from '../../clock.ts';
import { flag, instant, numbered, one, text, date } from './fields.ts';
import type { FieldSpec, RecordFacts } from './fields.ts';

const dayMs = 86_400_000;
const perListing = 2;
/** Open houses recur with this period of listings, so a world of limited variety must be a multiple of it. */
export const openHousePeriod = 8;
const every = openHousePeriod;
const first = 3;

export function openHouseCount(listings: number): number {
	return perListing * Math.max(0, Math.floor((listings - first + every - 1) / every));
}

export const listingOfOpenHouse = (openHouse: number): number => Math.floor(openHouse / perListing) * every + first;

/** Numbers of the open houses that a listing has from the start. */
export function openHousesOfListing(listing: number): readonly number[] {
	if (listing % every !== first) return [];
	const at = ((listing - first) / every) * perListing;
	return [at, at + 1];
}

/** A Saturday or Sunday in May 2026. */
const day = (r: RecordFacts): number =>
	Date.UTC(2026, 4, 2) + (r.ordinal % 2) * dayMs + 7 * dayMs * r.dice.below(880, 4);
const startHour = (r: RecordFacts): number => r.dice.between(881, 15, 19);

export const openHouseFields: readonly FieldSpec[] = numbered([
	text('OpenHouseKey', 26, (r) => r.key),
	text('ListingKey', 26, (r) => r.world.keyAt('Property', listingOfOpenHouse(r.position))),
	text('ListingId', 25, (r) => `26-${1000 + listingOfOpenHouse(r.ordinal)}`),
	date('OpenHouseDate', (r) => instantText(day(r)).slice(0, 10)),
	instant('OpenHouseStartTime', (r) => instantText(day(r) + startHour(r) * 3_600_000)),
	instant('OpenHouseEndTime', (r) => instantText(day(r) + (startHour(r) + 2) * 3_600_000)),
	one('OpenHouseType', 'OpenHouseType', (r, s) => r.dice.pick(s, ['Public', 'Public', 'Broker'])),
	one('OpenHouseStatus', 'OpenHouseStatus', () => 'Active'),
	one('OpenHouseAttended', 'OpenHouseAttended', (r, s) => r.dice.pick(s, ['Agent', 'Seller', null])),
	flag('AppointmentRequiredYN', (r, s) => r.dice.chance(s, 10)),
	text('OpenHouseRemarks', 500, (r, s) => (r.dice.chance(s, 40) ? 'Coffee & cookies – everyone welcome' : null)),
	text('Refreshments', 255, (r, s) => (r.dice.chance(s, 20) ? 'Coffee' : null)),
	instant('OriginalEntryTimestamp', (r) => instantText(r.enteredAt)),
	instant('ModificationTimestamp', (r) => instantText(r.modifiedAt)),
]);
