/** What one listing is like: the few facts on which many of its fields depend. Each is a function of seed and number. */
import { instantText } from '../../clock.ts';
import type { RecordFacts } from './fields.ts';
import { cities, remarks, streets, suffixes } from './words.ts';

const dayMs = 86_400_000;

const types = [
	['Residential', 60],
	['Residential Income', 8],
	['Land', 10],
	['Residential Lease', 8],
	['Commercial Sale', 6],
	['Farm', 4],
	['Manufactured In Park', 4],
] as const;
const statuses = [
	['Active', 45],
	['Active Under Contract', 8],
	['Pending', 12],
	['Closed', 25],
	['Coming Soon', 3],
	['Withdrawn', 3],
	['Expired', 4],
] as const;
const subTypes: Readonly<Record<string, readonly string[]>> = {
	Residential: ['Single Family Residence', 'Single Family Residence', 'Townhouse', 'Condominium', 'Cabin'],
	'Residential Income': ['Duplex', 'Triplex', 'Quadruplex'],
	'Residential Lease': ['Apartment', 'Townhouse'],
	Farm: ['Farm', 'Ranch'],
	'Manufactured In Park': ['Manufactured Home'],
};

function weighted(table: readonly (readonly [string, number])[], point: number): string {
	let left = point;
	for (const [value, weight] of table) {
		if (left < weight) return value;
		left -= weight;
	}
	return 'Residential';
}

export const propertyType = (r: RecordFacts): string => weighted(types, r.dice.below(901, 100));
export const standardStatus = (r: RecordFacts): string => weighted(statuses, r.dice.below(902, 100));
export function subType(r: RecordFacts): string | null {
	const list = subTypes[propertyType(r)];
	return list === undefined ? null : r.dice.pick(903, list);
}
export const isMultiFamily = (r: RecordFacts): boolean => propertyType(r) === 'Residential Income';
export const isDwelling = (r: RecordFacts): boolean => !['Land', 'Commercial Sale'].includes(propertyType(r));
export const isClosed = (r: RecordFacts): boolean => standardStatus(r) === 'Closed';
export const isOffMarket = (r: RecordFacts): boolean => ['Closed', 'Withdrawn', 'Expired'].includes(standardStatus(r));

/** Units of a multi-family house. */
export function unitCount(r: RecordFacts): number {
	const kind = subType(r);
	if (kind === 'Duplex') return 2;
	if (kind === 'Triplex') return 3;
	return kind === 'Quadruplex' ? 4 : 0;
}

export const bedrooms = (r: RecordFacts): number => r.dice.between(904, 1, 5);
export const livingArea = (r: RecordFacts): number => 420 * bedrooms(r) + r.dice.between(905, 180, 900);

export function listPrice(r: RecordFacts): number {
	if (propertyType(r) === 'Residential Lease') return 50 * r.dice.between(906, 14, 60);
	if (propertyType(r) === 'Land') return 500 * r.dice.between(906, 40, 400);
	return 100 * Math.round((livingArea(r) * r.dice.between(906, 110, 290)) / 100) + (r.dice.chance(907, 20) ? 0.5 : 0);
}
export const originalPrice = (r: RecordFacts): number =>
	r.dice.chance(908, 30) ? listPrice(r) + 1000 * r.dice.between(909, 1, 20) : listPrice(r);

/** Days from the contract to today or to the end of the listing. */
export const daysOnMarket = (r: RecordFacts): number => r.dice.between(910, 0, 240);

/** An instant between entry and last change of the record, whole seconds. */
export function between(r: RecordFacts, salt: number): number {
	const span = Math.max(0, r.modifiedAt - r.enteredAt);
	return r.enteredAt + 1000 * Math.floor((span / 1000) * (r.dice.below(salt, 1000) / 1000));
}

export const dayOf = (ms: number): string => instantText(ms).slice(0, 10);
export const daysAfter = (ms: number, days: number): string => dayOf(ms + days * dayMs);

export const city = (r: RecordFacts): string => r.dice.pick(911, cities);
export const streetNumber = (r: RecordFacts): number => r.dice.between(912, 101, 9899);
export const streetName = (r: RecordFacts): string => r.dice.pick(913, streets);
export const streetSuffix = (r: RecordFacts): string => r.dice.pick(914, suffixes);
export const postalCode = (r: RecordFacts): string => `58${String(r.dice.between(915, 0, 999)).padStart(3, '0')}`;
export const address = (r: RecordFacts): string =>
	`${streetNumber(r)} ${streetName(r)} ${streetSuffix(r)}, ${city(r)}, ND ${postalCode(r)}`;

export function photoCount(r: RecordFacts): number {
	return r.dice.between(916, 3, 12);
}
export const videoCount = (r: RecordFacts): number => (r.dice.chance(917, 15) ? 1 : 0);
export const documentCount = (r: RecordFacts): number => (r.dice.chance(918, 30) ? 1 : 0);

/** 350 to 900 characters, as agents write them. */
export function publicRemarks(r: RecordFacts): string {
	const sentences = [
		r.dice.pick(919, remarks.openings),
		...r.dice.some(20, remarks.middles, 3, 7),
		r.dice.pick(920, remarks.closings),
	];
	return sentences.join(' ');
}

/** Listing agent and, now and then, a second one. */
export const agent = (r: RecordFacts): number => r.dice.below(921, r.world.counts.Member);
export const coAgent = (r: RecordFacts): number | undefined =>
	r.dice.chance(922, 20) ? r.dice.below(923, r.world.counts.Member) : undefined;
