/** Tenancies: who lives where, for how long and for how much, and what was agreed beside. */
import type { RecordPlan } from './plan.ts';
import { applicantFor } from './clients.ts';
import { negotiatorOf, sourceOf } from './common.ts';
import { officeIds } from './ids.ts';
import { day, dayMs, instant } from './instant.ts';
import { agentRoleOf } from './letting.ts';
import { countLettings, lettingsOfProperties, rentOf, tenanciesOfLettings, tenancyStatus } from './patterns.ts';
import { Spread } from './spread.ts';

export const tenancies: RecordPlan = {
	resource: 'tenancies',
	count: (customer) => tenanciesOfLettings.total(countLettings(customer)),
	ids: officeIds('tenancies', 4),
	isArchived: (dice) => dice.chance(90, 4),
	defaults: { currency: 'GBP', fromArchive: false, status: 'offerPending' },
	fields: (facts) => {
		const { customer, dice, n, createdAt } = facts;
		const letting = tenanciesOfLettings.parentOf(n);
		const property = lettingsOfProperties.parentOf(letting);
		const { office } = customer.start('properties', property);
		const { rent, rentFrequency } = rentOf(customer, letting);
		const status = tenancyStatus(customer, n);
		const startsAt = createdAt + dice.between(10, 5, 40) * dayMs;
		const months = dice.pick(11, [6, 12, 12, 24]);
		return {
			startDate: day(startsAt),
			endDate: day(startsAt + months * 30 * dayMs),
			status,
			agentRole: agentRoleOf(customer.seed + letting),
			rent,
			currency: 'GBP',
			rentFrequency,
			endDateConfirmed: dice.chance(12, 60),
			isPeriodic: status === 'current' && dice.chance(13, 25),
			rentInstalmentsFrequency:
				rentFrequency === 'weekly' ? 'weekly' : dice.pick(14, ['monthly', 'monthly', 'quarterly']),
			rentInstalmentsAmount: rent,
			rentInstalmentsStart: day(startsAt),
			meterReadingGas: String(dice.below(15, 100_000)),
			meterReadingGasLastRead: day(startsAt),
			meterReadingElectricity: String(dice.below(16, 100_000)),
			meterReadingElectricityLastRead: day(startsAt),
			meterReadingWater: null,
			meterReadingWaterLastRead: null,
			initialInspectionFrequencyInDays: 30,
			regularInspectionFrequencyInDays: dice.pick(17, [90, 120, 180]),
			finishedReason: status === 'finished' ? dice.pick(18, ['Bought a house', 'Moved for work', 'End of term']) : null,
			typeId: dice.pick(19, ['LNG', 'LNG', 'SHO', 'STD', 'COM']),
			negotiatorId: negotiatorOf({ customer, dice, office }, 20).code,
			propertyId: customer.id('properties', property),
			applicantId: customer.id('applicants', applicantFor(facts, 'renting', 21)),
			managerId: negotiatorOf({ customer, dice, office }, 22).code,
			groupPaymentReference: `T${n + 1}`,
			lettingFee: { type: 'percentage', amount: dice.between(23, 6, 12), frequency: 'monthly' },
			managementFee: { type: 'percentage', amount: dice.between(24, 8, 16), frequency: 'sameAsLettingFee' },
			source: sourceOf(facts, 25),
			deposit: {
				heldBy: dice.pick(27, ['depositProtectionScheme', 'landlord', 'stakeholder']),
				period: 5,
				type: 'weeksRent',
				sum: Math.round((rent * 60) / 52),
			},
			depositProtection: {
				scheme: 'DPS',
				registeredDate: instant(startsAt + 7 * dayMs),
				registrationNumber: `D${100_000 + n}`,
				notifiedDate: instant(startsAt + 8 * dayMs),
			},
			initiateDepositRelease: status === 'finished' && dice.chance(28, 50),
			fromArchive: dice.chance(90, 4),
			feeNotes: dice.chance(29, 20) ? 'First month free of fees.' : null,
			legalStatusId: dice.pick(30, ['AST', 'AST', 'CMP', 'OCC', 'PRT']),
			preTenancyCheckStatusId: dice.pick(31, ['REF', 'RTR', 'DEP', 'SIG']),
			renewalOptions: {
				optionId: dice.pick(32, ['SIX', 'TWL', 'ROL']),
				optionText: 'By agreement',
				expiry: day(startsAt + months * 30 * dayMs),
				conditionIds: ['NOT'],
			},
			arrears: {
				chaseArrears: dice.chance(33, 90),
				paymentPlan: dice.pick(34, ['no', 'no', 'yes', 'negotiating']),
				followUpOn: null,
				status: null,
			},
		};
	},
};

const agreements = { landlord: true, tenant: false };

function part(name: string, pattern: readonly number[], fields: RecordPlan['fields']): RecordPlan {
	const spread = new Spread(pattern);
	const resource = `tenancies/${name}`;
	return {
		resource,
		count: (customer) => spread.total(customer.count('tenancies')),
		ids: officeIds(resource, 6),
		parent: { resource: 'tenancies', field: 'tenancyId', spread },
		fields,
	};
}

export const tenancyChecks = part('checks', [3, 0, 2, 1], ({ dice, place }) => ({
	description: ['References of all tenants', 'Right to rent', 'Deposit received'][place] ?? 'Keys handed over',
	status: dice.pick(10, ['needed', 'notNeeded', 'arranging', 'completed']),
	type: dice.pick(11, ['preTenancy', 'preTenancy', 'postTenancy']),
	checkTypeId: ['REF', 'RTR', 'DEP'][place] ?? null,
}));

export const breakClauses = part('breakClauses', [1, 0, 0, 1], ({ dice, createdAt }) => ({
	clauseTypeId: 'STD',
	description: 'Either side may end the tenancy after six months.',
	active: day(createdAt),
	appliesTo: dice.pick(10, ['landlord', 'tenant', 'mutual']),
	letterText: 'Two months’ notice in writing.',
	breakFrom: { date: instant(createdAt + 180 * dayMs), minTermMonths: 6 },
	noticeRequired: { date: null, beforeBreakMonths: 2 },
	agreements,
}));

export const allowances = part('allowances', [2, 0, 1], ({ dice, place }) => ({
	typeId: place === 0 ? 'PET' : 'SMK',
	description: place === 0 ? 'One cat' : 'Smoking outside',
	state: dice.pick(10, ['allowed', 'notAllowed']),
	agreements,
	letterText: null,
}));

export const responsibilities = part('responsibilities', [2, 1, 0], ({ dice, place }) => ({
	typeId: place === 0 ? 'GDN' : 'WIN',
	description: place === 0 ? 'Garden' : 'Windows',
	appliesTo: dice.pick(10, ['landlord', 'tenant']),
	agreements,
	letterText: null,
}));

const frequencies = ['weekly', 'monthly', 'monthly', 'annually'] as const;

export const renewals = part('renewalNegotiations', [0, 1, 0, 0], (facts) => {
	const { dice, createdAt } = facts;
	const rent = dice.between(10, 140, 700) * 5;
	const change = dice.between(11, -2, 10) * 5;
	return {
		startDate: day(createdAt + 365 * dayMs),
		endDate: day(createdAt + 730 * dayMs),
		status: dice.pick(12, ['notStarted', 'started', 'negotiating', 'renewed', 'tenantTerminated', 'periodic']),
		negotiatorId: negotiatorOf(facts, 13).code,
		rent,
		rentFrequency: dice.pick(14, frequencies),
		rentChange: { amount: change, percentage: Math.round((change / rent) * 1000) / 10 },
		lettingFee: { type: 'percentage', amount: 6, frequency: 'upfront' },
		managementFee: { type: 'percentage', amount: 10, frequency: 'sameAsLettingFee' },
	};
});

const checksOfRenewals = new Spread([2, 1]);

export const renewalChecks: RecordPlan = {
	resource: 'tenancies/renewalNegotiations/checks',
	count: (customer) => checksOfRenewals.total(customer.count('tenancies/renewalNegotiations')),
	ids: officeIds('tenancies/renewalNegotiations/checks', 6),
	parent: { resource: 'tenancies/renewalNegotiations', field: 'renewalId', spread: checksOfRenewals },
	fields: ({ customer, dice, parent, place }) => ({
		status: dice.pick(10, ['needed', 'notNeeded', 'arranging', 'completed']),
		description: place === 0 ? 'Rent agreed' : 'Renewal signed',
		checkTypeId: place === 0 ? 'RNT' : 'SIG',
		tenancyId: customer.store('tenancies/renewalNegotiations').base(parent).tenancyId,
	}),
};

export const extensions = part('extensions', [0, 0, 1, 0], (facts) => {
	const { dice, createdAt } = facts;
	const isExtension = dice.chance(10, 60);
	return {
		startDate: day(createdAt + 365 * dayMs),
		endDate: isExtension ? day(createdAt + 545 * dayMs) : null,
		type: isExtension ? 'extension' : 'alteration',
		negotiatorId: negotiatorOf(facts, 11).code,
		rent: dice.between(12, 140, 700) * 5,
		rentFrequency: dice.pick(13, frequencies),
		fee: { amount: 95, summary: 'Drawing up', type: 'fixed' },
	};
});
