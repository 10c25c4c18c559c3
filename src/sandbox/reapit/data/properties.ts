/** Properties: what stands where, how large it is, and how it is offered. */
import type { JsonObject } from '../contract.ts';
import { ageOptions, localityOptions, parkingOptions, situationOptions, styleOptions } from './departments.ts';
import { negotiatorOf, officeOf, textOf } from './common.ts';
import { officeIds } from './ids.ts';
import { day, dayMs, instant } from './instant.ts';
import { lettingOf } from './letting.ts';
import { lettingsOfProperties, salesOfProperties } from './patterns.ts';
import { address, geolocation } from './places.ts';
import type { RecordFacts, RecordPlan } from './plan.ts';
import { imageId } from './propertyImages.ts';
import { sellingOf } from './selling.ts';
import { specialFeatures } from './words.ts';

const types = [
	'house',
	'flatApartment',
	'house',
	'flatApartment',
	'bungalow',
	'maisonette',
	'cottage',
	'studio',
	'townhouse',
	'farm',
	'land',
	'developmentPlot',
] as const;

export const properties: RecordPlan = {
	resource: 'properties',
	count: (customer) => customer.sized(1000, 20),
	ids: officeIds('properties', 4),
	isArchived: (dice) => dice.chance(90, 5),
	defaults: { currency: 'GBP', fromArchive: false, internetAdvertising: false, isExternal: false },
	fields: (facts) => {
		const { customer, dice, n, createdAt, modifiedAt } = facts;
		const office = officeOf(facts);
		const isArchived = dice.chance(90, 5);
		const isSold = salesOfProperties.countOf(n) > 0;
		const isLet = lettingsOfProperties.countOf(n) > 0;
		const isCommercial = dice.chance(12, 4);
		const type = dice.pick(11, types);
		const place = address(dice, 100, office);
		return {
			marketingMode: isSold && isLet ? 'sellingAndLetting' : isSold ? 'selling' : 'letting',
			currency: 'GBP',
			lastCall: dice.chance(13, 50) ? day(modifiedAt) : null,
			nextCall: dice.chance(14, 30) ? day(modifiedAt + 21 * dayMs) : null,
			alternateId: dice.chance(15, 20) ? `${office.code}/${n + 1}` : null,
			address: { ...place, localTimeZone: 'Europe/London', geolocation: geolocation(dice, 120, office) },
			areaId: dice.chance(16, 85) ? `${office.code}${dice.pick(17, ['P', 'S'])}` : null,
			...texts(facts, type, office.town),
			localAuthorityCompanyId: null,
			localAuthorityCompanyName: dice.chance(19, 40) ? `${office.town} Council` : null,
			departmentId: isCommercial ? 'C' : isLet && !isSold ? 'R' : dice.chance(20, 8) ? 'N' : 'G',
			negotiatorId: negotiatorOf(facts, 21).code,
			clientAccountsAssistantId: isLet ? negotiatorOf(facts, 22).code : null,
			...size(facts, type, isCommercial),
			councilTax: dice.pick(34, ['A', 'B', 'C', 'D', 'E', 'F', 'G', 'H', 'notYetAvailable']),
			disabledPortalIds: dice.some(35, ['P1', 'P2', 'WEB'], 0, 1),
			internetAdvertising: dice.chance(36, 75),
			isExternal: dice.chance(37, 6),
			depositSchemeAccepted: isLet && dice.chance(38, 20),
			viewingArrangements: dice.pick(39, ['By appointment', 'Keys held at office', 'Ask the tenant first', null]),
			videoUrl: dice.chance(40, 15) ? `https://video.sandbox.example/${n + 1}` : null,
			notes: dice.chance(41, 25) ? 'Gate sticks; lift it a little.' : null,
			boardStatus: dice.pick(42, ['NO', 'FS', 'TL', 'SD', null]),
			boardNotes: null,
			featuredImageUrl: `https://images.sandbox.example/${customer.code}/${imageId(customer, n, 0)}`,
			url: `https://www.sandbox.example/${customer.code}/${n + 1}`,
			what3Words: dice.chance(43, 20) ? 'invented.words.only' : null,
			boardUpdated: dice.chance(44, 40) ? day(modifiedAt) : null,
			valuation: dice.chance(45, 60) ? day(createdAt) : null,
			archivedOn: isArchived ? instant(modifiedAt) : null,
			fromArchive: isArchived,
			...charges(facts, isLet),
			rural: null,
			externalArea: dice.chance(48, 40) ? { type: 'acres', min: dice.between(49, 1, 40) / 10, max: 4 } : null,
			internalArea: { type: 'squareFeet', min: dice.between(50, 35, 260) * 10, max: null },
			epc: epc(facts),
			rightsRestrictions: {
				listed: dice.chance(58, 8),
				restrictions: false,
				easementsOrServitudesOrWayleaves: false,
				rightOfWay: dice.chance(59, 10),
			},
			floodErosion: {
				floodedInLastFiveYears: false,
				floodDefences: dice.chance(60, 10),
				floodSources: dice.chance(61, 8) ? ['river'] : [],
				lastFlood: null,
			},
			accessibility: dice.some(62, ['levelAccess', 'liftAccess', 'wideDoorways', 'stepFreeAccess'], 0, 2),
			selling: isSold ? sellingOf(facts, salesOfProperties.first(n)) : null,
			letting: isLet ? lettingOf(facts, lettingsOfProperties.first(n)) : null,
			commercial: isCommercial ? { useClass: ['a1'], floorLevel: ['ground'] } : null,
			regional: dice.chance(63, 6)
				? { ggy: { market: [dice.pick(64, ['local', 'openA', 'openB', 'openC', 'openD'])] }, irl: null }
				: null,
			type: [type],
			style: dice.some(65, styleOptions, 1, 1),
			situation: dice.some(66, situationOptions, 0, 3),
			parking: dice.some(67, parkingOptions, 0, 2),
			age: dice.some(68, ageOptions, 1, 1),
			locality: dice.some(69, localityOptions, 1, 1),
			specialFeatures: dice.chance(70, 20) ? dice.some(71, specialFeatures, 1, 2) : [],
			unmappedAttributes: [],
			availableServicesIds: dice.some(72, ['GAS', 'WAT', 'ELE', 'BRO'], 1, 4),
			rooms: rooms(facts, type),
			roomDetailsApproved: dice.chance(73, 70),
			officeIds: [office.code],
			keywords: dice.some(74, ['chain free', 'investment', 'new to the market'], 0, 2),
			completionStatus: dice.pick(75, ['notSet', 'completed', 'offPlan', 'notSet']),
			extras: { pAdvertText: `Come and see ${textOf(place, 'line1')}.`, pDirections: 'Past the green, second left.' },
		};
	},
};

function texts({ dice }: RecordFacts, type: string, town: string): JsonObject {
	const kind = dice.pick(18, ['light', 'well kept', 'spacious', 'characterful', 'newly decorated']);
	const summary = `A ${kind} ${type === 'flatApartment' ? 'flat' : type} in ${town}`;
	return {
		strapline: dice.pick(76, ['Walk to the station', 'Garden to the south', 'No onward chain', 'Views over the river']),
		summary,
		description: `${summary}, with views that change with the seasons.`,
		longDescription: `${summary}. The present owners have looked after it for years; the kitchen was renewed in ${dice.between(77, 2005, 2024)}.`,
	};
}

function size({ dice }: RecordFacts, type: string, isCommercial: boolean): JsonObject {
	const isBare = isCommercial || type === 'land' || type === 'developmentPlot';
	const bedrooms = isBare ? 0 : type === 'studio' ? 1 : dice.between(23, 1, 6);
	return {
		bedrooms,
		bedroomsMax: null,
		receptions: isBare ? 0 : dice.between(24, 1, 3),
		receptionsMax: null,
		bathrooms: isBare ? 0 : Math.max(1, Math.min(bedrooms, dice.between(25, 1, 3))),
		bathroomsMax: null,
		numberOfUnits: null,
		parkingSpaces: dice.between(26, 0, 3),
		floorLevel: type === 'flatApartment' ? dice.between(27, 0, 8) : null,
		internalFloors: isBare ? null : dice.between(28, 1, 3),
		totalFloors: type === 'flatApartment' ? 9 : null,
	};
}

function charges({ dice, createdAt }: RecordFacts, isLet: boolean): JsonObject {
	const isLeased = !isLet && dice.chance(46, 30);
	return {
		groundRent: isLeased ? dice.between(47, 5, 60) * 10 : null,
		groundRentReviewDate: isLeased ? instant(createdAt + 3650 * dayMs) : null,
		groundRentIncrease: isLeased ? 2.5 : null,
		serviceCharge: isLeased ? dice.between(78, 60, 400) * 10 : null,
	};
}

function epc({ dice }: RecordFacts): JsonObject {
	const eer = dice.between(51, 20, 92);
	const eerPotential = Math.min(100, eer + dice.between(52, 0, 30));
	const eir = dice.between(53, 20, 92);
	const eirPotential = Math.min(100, eir + dice.between(54, 0, 30));
	return {
		exempt: dice.chance(55, 5),
		eer,
		eerRating: rating(eer),
		eerPotential,
		eerPotentialRating: rating(eerPotential),
		eir,
		eirRating: rating(eir),
		eirPotential,
		eirPotentialRating: rating(eirPotential),
	};
}

/** The bands of the certificate: A from 92, B from 81, then 69, 55, 39, 21. */
function rating(points: number): string {
	return 'ABCDEFG'.charAt([92, 81, 69, 55, 39, 21].filter((least) => points < least).length);
}

function rooms({ dice }: RecordFacts, type: string): readonly JsonObject[] {
	if (type === 'land' || type === 'developmentPlot') return [];
	return dice
		.some(79, ['Hall', 'Kitchen', 'Sitting room', 'Dining room', 'Bedroom one', 'Bedroom two', 'Bathroom'], 2, 6)
		.map((name, i) => {
			const feet = (k: number): number => dice.between(500 + i * 2 + k, 7, 22);
			const [long, wide] = [feet(0), feet(1)];
			const metres = (length: number): string => (length * 0.3048).toFixed(2);
			return {
				name,
				dimensions: `${long}'0 x ${wide}'6`,
				dimensionsAlt: `${metres(long)}m x ${metres(wide + 0.5)}m`,
				description: `${name} with a window to the ${dice.pick(520 + i, ['front', 'rear', 'side'])}.`,
			};
		});
}
