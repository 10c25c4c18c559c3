/** What hangs on a property: keys and their movements, checks, certificates and who sees to them, appraisals. */
import type { RecordPlan } from './plan.ts';
import { Dice } from '../../random.ts';
import { firmOf } from './companies.ts';
import { anyOf, money, negotiatorOf } from './common.ts';
import { officeIds } from './ids.ts';
import { day, dayMs, instant } from './instant.ts';
import { lettingsOfProperties } from './patterns.ts';
import { Spread } from './spread.ts';

const keySets = new Spread([1, 0, 2, 1, 0]);
const movements = new Spread([0, 1, 2]);
const checks = new Spread([1, 0, 0, 2, 0]);
/** Only what is let needs certificates. */
const certificates = new Spread([0, 0, 0, 0, 0, 0, 2, 3, 2, 1]);
const appraisals = new Spread([1, 0, 0, 1, 0, 0, 0]);

/** The last movement of a set that is out has no end. */
const isOut = (seed: number, key: number): boolean => movements.countOf(key) > 0 && new Dice(seed, key).chance(31, 40);

export const keys: RecordPlan = {
	resource: 'properties/keys',
	count: (customer) => keySets.total(customer.count('properties')),
	ids: officeIds('properties/keys', 6),
	parent: { resource: 'properties', field: 'propertyId', spread: keySets },
	fields: ({ customer, dice, n, parent }) => ({
		number: String(100 + n),
		typeId: dice.pick(10, ['FD', 'MN', 'WN', 'GR']),
		officeId: customer.officeCode(customer.start('properties', parent).office),
		status: isOut(customer.seed, n) ? 'checkedOut' : dice.chance(11, 90) ? 'checkedIn' : 'noLongerHeld',
		keysInSet: dice.some(12, ['Front door', 'Back door', 'Garage', 'Window'], 1, 3).map((name) => ({ name })),
	}),
};

export const keyMovements: RecordPlan = {
	resource: 'properties/keys/movements',
	count: (customer) => movements.total(customer.count('properties/keys')),
	ids: officeIds('properties/keys/movements', 6),
	parent: { resource: 'properties/keys', field: 'keyId', spread: movements },
	fields: (facts) => {
		const { customer, dice, parent, place, createdAt } = facts;
		const isBack = place < movements.countOf(parent) - 1 || !isOut(customer.seed, parent);
		const isToContact = dice.chance(10, 50);
		return {
			propertyId: customer.id('properties', keySets.parentOf(parent)),
			checkOutToId: isToContact ? anyOf(facts, 'contacts', 11) : negotiatorOf(facts, 11).code,
			checkOutToType: isToContact ? 'contact' : 'negotiator',
			checkOutAt: instant(createdAt),
			checkOutNegotiatorId: negotiatorOf(facts, 12).code,
			checkInAt: isBack ? instant(createdAt + 7_200_000) : null,
			checkInNegotiatorId: isBack ? negotiatorOf(facts, 13).code : null,
		};
	},
};

export const propertyChecks: RecordPlan = {
	resource: 'properties/checks',
	count: (customer) => checks.total(customer.count('properties')),
	ids: officeIds('properties/checks', 6),
	parent: { resource: 'properties', field: 'propertyId', spread: checks },
	fields: ({ dice }) => ({
		description: dice.pick(10, ['Proof of ownership', 'Energy certificate ordered', 'Terms signed']),
		status: dice.pick(11, ['needed', 'notNeeded', 'arranging', 'completed']),
		type: 'preInstruction',
	}),
};

export const propertyCertificates: RecordPlan = {
	resource: 'properties/certificates',
	count: (customer) => certificates.total(customer.count('properties')),
	ids: officeIds('properties/certificates', 6),
	parent: { resource: 'properties', field: 'propertyId', spread: certificates },
	// A year after the data ends: such dates were met in the wild (#11212).
	modifiedAhead: ({ futureCertificates }, n) =>
		futureCertificates && n % 9 === 4 ? Date.UTC(2027, 3, 30, 12) + n * 1000 : undefined,
	fields: (facts) => {
		const { dice, place, createdAt } = facts;
		const type = ['GAS', 'EICR', 'INS'][place] ?? 'EPC';
		const years = type === 'EICR' ? 5 : type === 'EPC' ? 10 : 1;
		return {
			estateId: null,
			blockId: null,
			companyId: firmOf(facts, type === 'INS' ? 'broker' : 'electrician', 10),
			category: type === 'INS' ? 'insurancePolicy' : dice.chance(11, 8) ? 'warranty' : 'safetyCertificate',
			type,
			statusId: dice.pick(12, ['VAL', 'VAL', 'EXP', 'ORD']),
			notes: dice.chance(13, 20) ? 'Sent to the tenant.' : null,
			startDate: instant(createdAt),
			endDate: instant(createdAt + years * 365 * dayMs),
		};
	},
};

export const certificateResponsibilities: RecordPlan = {
	resource: 'properties/certificates/responsibilities',
	count: (customer) => lettingsOfProperties.total(customer.count('properties')),
	ids: {
		idOf: (customer, n) => customer.id('properties', lettingsOfProperties.parentOf(n)),
		numberOf: (customer, id) => {
			const property = customer.store('properties').plan.ids.numberOf(customer, id);
			return property >= 0 && lettingsOfProperties.countOf(property) > 0 ? lettingsOfProperties.first(property) : -1;
		},
		fresh: (_, n) => `R${n}`,
	},
	fields: ({ dice }) => ({
		responsibleParties: ['GAS', 'EICR', 'EPC'].map((typeId, i) => ({
			typeId,
			responsibleParty: dice.pick(10 + i, ['landlord', 'agent', 'notRequired', 'notSet']),
		})),
	}),
};

export const propertyAppraisals: RecordPlan = {
	resource: 'properties/appraisals',
	count: (customer) => appraisals.total(customer.count('properties')),
	ids: officeIds('properties/appraisals', 6),
	parent: { resource: 'properties', field: 'propertyId', spread: appraisals },
	fields: (facts) => {
		const { dice, createdAt } = facts;
		const isExternal = dice.chance(10, 30);
		return {
			companyId: isExternal ? firmOf(facts, 'surveyor', 11) : null,
			isExternal,
			date: day(createdAt),
			price: money(facts, 12, 90_000, 1_400_000, 5000),
			fee: { type: 'percentage', amount: dice.between(13, 8, 25) / 10 },
			notes: dice.chance(14, 40) ? 'Compared with three sales nearby.' : null,
		};
	},
};
