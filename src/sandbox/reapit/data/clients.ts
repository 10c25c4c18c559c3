/** Landlords, vendors and applicants: the parts that people play, and who stands behind each. */
import type { JsonObject, ResourceName } from '../contract.ts';
import { firmOf } from './companies.ts';
import { anyOf, money, negotiatorOf, officeOf, sourceOf, textOf } from './common.ts';
import type { Customer } from './customer.ts';
import {
	ageOptions,
	localityOptions,
	parkingOptions,
	situationOptions,
	styleOptions,
	typeOptions,
} from './departments.ts';
import { officeIds } from './ids.ts';
import { day, dayMs, instant } from './instant.ts';
import { countLandlords, salesOfProperties } from './patterns.ts';
import type { RecordFacts, RecordPlan } from './plan.ts';
import { Spread } from './spread.ts';
import { specialFeatures } from './words.ts';
import { element } from '../../random.ts';

export const landlords: RecordPlan = {
	resource: 'landlords',
	count: countLandlords,
	ids: officeIds('landlords', 4),
	defaults: { active: true },
	fields: (facts) => {
		const { dice } = facts;
		return {
			active: dice.chance(10, 94),
			solicitorId: dice.chance(11, 30) ? firmOf(facts, 'solicitor', 12) : null,
			officeId: officeOf(facts).code,
			statementPreferences: dice.some(13, ['email', 'post'], 1, 2),
			source: sourceOf(facts, 14),
			extras: { lBankChecked: dice.chance(16, 50) ? 'Y' : 'N' },
		};
	},
};

export const vendors: RecordPlan = {
	resource: 'vendors',
	count: (customer) => salesOfProperties.total(customer.count('properties')),
	ids: officeIds('vendors', 4),
	parent: { resource: 'properties', field: 'propertyId', spread: salesOfProperties },
	isArchived: (dice) => dice.chance(90, 5),
	defaults: { fromArchive: false },
	fields: (facts) => {
		const { customer, dice, parent, modifiedAt } = facts;
		const office = customer.start('properties', parent).office;
		const isArchived = dice.chance(90, 5);
		return {
			lastCall: dice.chance(10, 70) ? day(modifiedAt) : null,
			nextCall: dice.chance(11, 50) ? day(modifiedAt + 14 * dayMs) : null,
			typeId: dice.pick(12, ['PRV', 'PRV', 'DEV', 'EXE', 'COR']),
			sellingReasonId: dice.pick(13, ['UPS', 'DNS', 'REL', 'PRO', 'DIV']),
			solicitorId: dice.chance(14, 60) ? firmOf(facts, 'solicitor', 15) : null,
			source: sourceOf(facts, 16),
			correspondenceAddressType: dice.pick(18, ['property', 'contact']),
			negotiatorId: negotiatorOf({ customer, dice, office }, 19).code,
			officeIds: [customer.officeCode(office)],
			archivedOn: isArchived ? instant(modifiedAt) : null,
			fromArchive: isArchived,
		};
	},
};

/** Of five applicants three buy and two rent. */
const turns = 5;
const buyers = 3;

export const applicants: RecordPlan = {
	resource: 'applicants',
	count: (customer) => Math.max(4, Math.round(120 * customer.scale)) * turns,
	ids: officeIds('applicants', 4),
	isArchived: (dice) => dice.chance(90, 6),
	defaults: { active: true, fromArchive: false, currency: 'GBP' },
	fields: (facts) => {
		const { dice, n, modifiedAt } = facts;
		const office = officeOf(facts);
		const isArchived = dice.chance(90, 6);
		const isBuying = n % turns < buyers;
		const bedroomsMin = dice.between(10, 1, 4);
		const hasAreas = dice.chance(11, 70);
		return {
			marketingMode: isBuying ? 'buying' : 'renting',
			currency: 'GBP',
			active: !isArchived && dice.chance(12, 85),
			notes: dice.chance(13, 40) ? 'Would like a garden, or a park close by.' : null,
			sellingStatus: isBuying && dice.chance(14, 30) ? dice.pick(15, ['forSale', 'underOffer', 'valuation']) : null,
			sellingPosition: dice.pick(16, [
				'nothingToSell',
				'renting',
				'sellingWithUs',
				'sellingWithOtherAgent',
				'notYetOnMarket',
			]),
			statusId: dice.pick(17, ['HOT', 'WRM', 'CLD', 'INV']),
			lastCall: dice.chance(18, 70) ? day(modifiedAt) : null,
			nextCall: dice.chance(19, 50) ? day(modifiedAt + 10 * dayMs) : null,
			departmentId: isBuying ? 'G' : 'R',
			solicitorId: isBuying && dice.chance(20, 40) ? firmOf(facts, 'solicitor', 21) : null,
			potentialClient: dice.chance(22, 25),
			...wishes(facts),
			bedroomsMin,
			bedroomsMax: bedroomsMin + dice.between(23, 0, 2),
			receptionsMin: 1,
			receptionsMax: 2,
			bathroomsMin: 1,
			bathroomsMax: dice.between(24, 1, 3),
			parkingSpacesMin: 0,
			parkingSpacesMax: dice.between(25, 0, 2),
			locationType: hasAreas ? 'areas' : 'none',
			locationOptions: hasAreas ? dice.some(26, [`${office.code}P`, `${office.code}S`, `${office.code}G`], 1, 2) : [],
			archivedOn: isArchived ? instant(modifiedAt) : null,
			fromArchive: isArchived,
			buying: isBuying ? buying(facts) : null,
			renting: isBuying ? null : renting(facts),
			externalArea: dice.chance(27, 15) ? { type: 'acres', amountFrom: 0.5, amountTo: dice.between(28, 1, 9) } : null,
			internalArea: dice.chance(29, 25) ? { type: 'squareFeet', amount: dice.between(30, 40, 200) * 10 } : null,
			source: sourceOf(facts, 31),
			commercial: null,
			regional: dice.chance(33, 8) ? { ggy: { market: [dice.pick(34, ['local', 'openA', 'openB'])] } } : null,
			officeIds: [office.code],
			negotiatorIds: [negotiatorOf(facts, 35).code],
		};
	},
};

function wishes({ dice }: RecordFacts): JsonObject {
	return {
		type: dice.some(40, typeOptions, 0, 3),
		style: dice.some(41, styleOptions, 0, 2),
		situation: dice.some(42, situationOptions, 0, 2),
		parking: dice.some(43, parkingOptions, 0, 2),
		age: dice.some(44, ageOptions, 0, 2),
		locality: dice.some(45, localityOptions, 0, 2),
		specialFeatures: dice.chance(46, 15) ? dice.some(47, specialFeatures, 1, 1) : [],
		unmappedRequirements: [],
	};
}

function buying(facts: RecordFacts): JsonObject {
	const { dice, createdAt } = facts;
	const priceFrom = money(facts, 50, 80_000, 900_000, 10_000);
	return {
		priceFrom,
		priceTo: priceFrom + money(facts, 51, 20_000, 400_000, 10_000),
		decoration: dice.some(52, ['unmodernised', 'fair', 'good', 'veryGood'], 0, 2),
		reasonId: dice.pick(53, ['UPS', 'DNS', 'REL', 'INV', 'SCH']),
		positionId: dice.pick(54, ['FTB', 'CSH', 'STC', 'NTS']),
		tenure: dice.some(55, ['freehold', 'leasehold', 'shareOfFreehold'], 0, 2),
		mortgageExpiry: dice.chance(56, 40) ? day(createdAt + 200 * dayMs) : null,
		leaseRemaining: dice.chance(57, 20) ? { min: 80, max: 999 } : null,
	};
}

function renting(facts: RecordFacts): JsonObject {
	const { dice, createdAt } = facts;
	const rentFrom = money(facts, 60, 500, 2500, 25);
	return {
		moveDate: day(createdAt + dice.between(61, 10, 90) * dayMs),
		term: dice.pick(62, ['long', 'short', 'any']),
		rentFrom,
		rentTo: rentFrom + money(facts, 63, 100, 900, 25),
		rentFrequency: dice.pick(64, ['monthly', 'monthly', 'weekly', 'annually']),
		furnishing: dice.some(65, ['furnished', 'unfurnished', 'partFurnished'], 0, 2),
		positionId: dice.pick(66, ['EMP', 'STU', 'SEL', 'REL']),
	};
}

/** Number of an applicant who buys, or who rents. */
export function applicantFor(
	{ customer, dice }: Pick<RecordFacts, 'customer' | 'dice'>,
	mode: 'buying' | 'renting',
	salt: number,
): number {
	const rounds = Math.floor(customer.count('applicants') / turns);
	const each = mode === 'buying' ? buyers : turns - buyers;
	const k = dice.below(salt, rounds * each);
	return Math.floor(k / each) * turns + (mode === 'buying' ? 0 : buyers) + (k % each);
}

const companyShare: Readonly<Record<ResourceName, number>> = { landlords: 12, vendors: 8, applicants: 3, tenancies: 5 };

const spreads: Readonly<Record<string, Spread>> = {
	applicants: new Spread([1, 2, 1, 1, 2]),
	landlords: new Spread([1, 1, 2, 1]),
	vendors: new Spread([1, 2, 1, 1, 2]),
	tenancies: new Spread([1, 2, 2, 1, 3]),
};

function spreadOf(owner: ResourceName): Spread {
	const spread = spreads[owner];
	if (spread === undefined) throw new RangeError(`${owner} have no relationships`);
	return spread;
}

/** Contacts and companies behind a client; the first is the main one. */
export function relationships(
	owner: ResourceName,
	field: string,
	more: (facts: RecordFacts) => JsonObject = () => ({}),
): RecordPlan {
	const spread = spreadOf(owner);
	const resource = `${owner}/relationships`;
	return {
		resource,
		count: (customer) => spread.total(customer.count(owner)),
		ids: officeIds(resource, 6),
		parent: { resource: owner, field, spread },
		defaults: { isMain: false, fromArchive: false },
		fields: (facts) => {
			const isCompany = facts.dice.chance(10, companyShare[owner] ?? 0);
			return {
				associatedType: isCompany ? 'company' : 'contact',
				associatedId: isCompany ? firmOf(facts, 'client', 11) : anyOf(facts, 'contacts', 11),
				isMain: facts.place === 0,
				fromArchive: false,
				...more(facts),
			};
		},
	};
}

/** The main contact or company behind a client of the start. */
export function mainOf(
	customer: Customer,
	owner: ResourceName,
	n: number,
): { readonly type: string; readonly id: string } {
	const first = element(spreadOf(owner).of(n), 0);
	const relationship = customer.store(`${owner}/relationships`).base(first);
	return { type: textOf(relationship, 'associatedType'), id: textOf(relationship, 'associatedId') };
}

/** Who answers for a tenant, and who was asked about him. */
export function guarantees({ customer, dice, n }: RecordFacts): JsonObject {
	const contact = (salt: number): string => customer.id('contacts', dice.below(salt, customer.count('contacts')));
	return {
		guarantors: dice.chance(20, 25)
			? [
					{
						id: `G${n + 1}`,
						guarantorAssociatedId: contact(21),
						type: 'contact',
						referenceStatus: dice.pick(22, ['notSet', 'requested', 'received']),
					},
				]
			: [],
		references: dice.chance(23, 60)
			? [
					{
						id: `F${n + 1}`,
						referenceAssociatedId: contact(24),
						type: 'contact',
						referenceStatus: dice.pick(25, ['notSet', 'requested', 'received']),
						referenceType: dice.pick(26, ['employer', 'previousLandlord', 'accountant', 'characterReference']),
					},
				]
			: [],
	};
}
