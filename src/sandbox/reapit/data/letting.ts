/** How a property is let: rent, status, the landlord, fees and utilities. */
import type { JsonObject } from '../contract.ts';
import { firmOf } from './companies.ts';
import { negotiatorOf } from './common.ts';
import { day, dayMs } from './instant.ts';
import { landlordOf, lettingStatus, rentOf } from './patterns.ts';
import type { RecordFacts } from './plan.ts';

export function lettingOf(facts: RecordFacts, letting: number): JsonObject {
	const { customer, dice, createdAt } = facts;
	const status = lettingStatus(customer, letting);
	const availableAt = createdAt + dice.between(401, 20, 1500) * dayMs;
	return {
		instructed: status === 'valuation' ? null : day(createdAt + 3 * dayMs),
		availableFrom: day(availableAt),
		availableTo: dice.chance(402, 15) ? day(availableAt + 720 * dayMs) : null,
		agreementSigned: dice.chance(403, 70) ? day(createdAt + 5 * dayMs) : null,
		...rentOf(customer, letting),
		rentIncludes: dice.pick(404, ['Water', 'Council tax and water', null, null]),
		furnishing: [dice.pick(405, ['furnished', 'unfurnished', 'partFurnished'])],
		term: dice.pick(406, ['long', 'long', 'short', 'any']),
		status,
		agentRole: agentRoleOf(customer.seed + letting),
		landlordId: customer.id('landlords', landlordOf(customer, letting)),
		worksOrderNote: dice.chance(407, 20) ? 'Ask the landlord above £200.' : null,
		minimumTerm: dice.pick(408, [6, 12, 12, 18]),
		propertyManagerId: negotiatorOf(facts, 409).code,
		managementCompanyIds: dice.chance(410, 20) ? [firmOf(facts, 'builder', 411)] : [],
		managementFee: { type: 'percentage', amount: dice.between(412, 8, 16) },
		lettingFee: { type: 'percentage', amount: dice.between(413, 6, 12), firstReduction: null, secondReduction: null },
		qualifier: dice.pick(414, ['askingRent', 'askingRent', 'rentOnApplication']),
		utilities: {
			hasGas: dice.chance(415, 80),
			gasCompanyId: firmOf(facts, 'utility', 416),
			gasMeterPoint: String(1_000_000_000 + dice.below(417, 1_000_000)),
			electricityCompanyId: firmOf(facts, 'utility', 418),
			electricityMeterPoint: String(2_000_000_000 + dice.below(419, 1_000_000)),
			waterCompanyId: firmOf(facts, 'utility', 420),
		},
		deposit: { type: 'weeks', amount: 5 },
		rentInsurance: { status: dice.pick(421, ['notAsked', 'declined', 'quoted', 'taken']), autoRenew: false },
		licencing: {
			licenceRequired: dice.chance(422, 15),
			licenceType: dice.pick(423, ['none', 'selective', 'additional', 'mandatory', 'notSet']),
			households: 1,
			occupants: dice.between(424, 1, 5),
			aboveCommercialPremises: dice.chance(425, 5),
			application: { status: 'notApplicable' },
		},
		preferredSuppliers: [],
	};
}

const roles: readonly string[] = [
	'managed',
	'managed',
	'rentCollection',
	'lettingOnly',
	'collectFirstPayment',
	'collectRentToDate',
	'introducingTenant',
];

/** A letting and its tenancies have the same role. */
export function agentRoleOf(number: number): string {
	return roles[number % roles.length] ?? 'managed';
}
