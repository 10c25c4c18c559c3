/** What the agency does all day: appointments, tasks, works orders, journal entries. */
import type { Json, JsonObject } from '../contract.ts';
import { applicantFor } from './clients.ts';
import { firmOf } from './companies.ts';
import { anyOf, negotiatorOf, officeOf } from './common.ts';
import { officeIds } from './ids.ts';
import { day, dayMs, instant } from './instant.ts';
import { countLandlords, lettingsOfProperties, tenanciesOfLettings } from './patterns.ts';
import type { RecordFacts, RecordPlan } from './plan.ts';
import { Spread } from './spread.ts';

/** Every twenty-fifth appointment is an open house. */
const openHouseEvery = 25;
const attendees = new Spread([...Array.from({ length: openHouseEvery - 1 }, () => 0), 6]);

export const appointments: RecordPlan = {
	resource: 'appointments',
	count: (customer) => customer.sized(1500, 30),
	ids: officeIds('appointments', 6),
	isArchived: (dice) => dice.chance(90, 3),
	defaults: { cancelled: false, fromArchive: false, negotiatorConfirmed: true, recurring: false, attended: 'notSet' },
	fields: (facts) => {
		const { dice, n, createdAt } = facts;
		const office = officeOf(facts);
		const typeId =
			n % openHouseEvery === openHouseEvery - 1
				? 'OH'
				: dice.pick(10, ['VW', 'VW', 'VW', 'MA', 'PI', 'CI', 'CO', 'MT']);
		const startsAt = Math.floor((createdAt + dice.between(11, 1, 21) * dayMs) / 900_000) * 900_000;
		const isRecurring = typeId === 'MT' && dice.chance(12, 40);
		const negotiator = negotiatorOf(facts, 13).code;
		return {
			start: instant(startsAt),
			end: instant(startsAt + dice.pick(14, [1, 2, 2, 4]) * 900_000),
			typeId,
			description: dice.chance(15, 60) ? 'Meet at the front door.' : null,
			recurring: isRecurring,
			recurrence: isRecurring ? { interval: 1, type: 'weekly', until: instant(startsAt + 84 * dayMs) } : null,
			cancelled: dice.chance(16, 8),
			followUp: {
				due: dice.chance(17, 50) ? day(startsAt + 2 * dayMs) : null,
				responseId: dice.pick(18, ['INT', 'NOT', 'SEC', 'OFR', null]),
				notes: null,
			},
			propertyId: typeId === 'MT' ? null : anyOf(facts, 'properties', 19),
			organiserId: negotiator,
			negotiatorIds: [negotiator],
			officeIds: [office.code],
			attendee: typeId === 'OH' || typeId === 'MT' ? null : attendee(facts, typeId),
			attended: dice.pick(20, ['notSet', 'attended', 'attended', 'noShow']),
			accompanied: dice.chance(21, 80),
			isRepeat: dice.chance(22, 12),
			virtual: dice.chance(23, 10),
			negotiatorConfirmed: dice.chance(24, 92),
			attendeeConfirmed: dice.chance(25, 80),
			propertyConfirmed: dice.chance(26, 85),
			fromArchive: dice.chance(90, 3),
			otherAgentId: dice.chance(27, 4) ? firmOf(facts, 'agent', 28) : null,
			documents: { draftPropertyInspectionReportId: null, finalPropertyInspectionReportId: null },
			extras: { aParkingHint: 'Use the visitors’ bay.' },
		};
	},
};

function attendee(facts: RecordFacts, typeId: string): JsonObject {
	const { customer, dice } = facts;
	switch (typeId) {
		case 'VW':
			return { id: customer.id('applicants', applicantFor(facts, 'buying', 30)), type: 'applicant' };
		case 'PI':
			return { id: customer.id('landlords', dice.below(30, countLandlords(customer))), type: 'landlord' };
		case 'CI':
		case 'CO':
			return { id: anyOf(facts, 'tenancies', 30), type: 'tenancy' };
		default:
			return { id: anyOf(facts, 'contacts', 30), type: 'contact' };
	}
}

export const openHouseAttendees: RecordPlan = {
	resource: 'appointments/openHouseAttendees',
	count: (customer) => attendees.total(customer.count('appointments')),
	ids: officeIds('appointments/openHouseAttendees', 6),
	parent: { resource: 'appointments', field: 'openHouseId', spread: attendees },
	fields: (facts) => ({
		notes: facts.dice.chance(10, 40) ? 'Came with a measuring tape.' : null,
		interestLevel: facts.dice.pick(11, ['veryInterested', 'notInterested', 'possibleInterest']),
		attendee: { id: anyOf(facts, 'contacts', 12), type: 'contact' },
	}),
};

/** What a task may be about. */
const subjects = [
	['propertyId', 'properties'],
	['applicantId', 'applicants'],
	['contactId', 'contacts'],
	['landlordId', 'landlords'],
	['tenancyId', 'tenancies'],
] as const;

export const tasks: RecordPlan = {
	resource: 'tasks',
	count: (customer) => customer.sized(800, 20),
	ids: officeIds('tasks', 6),
	fields: (facts) => {
		const { customer, dice, n, createdAt } = facts;
		const toOffice = dice.chance(10, 20);
		const about = subjects[n % subjects.length] ?? subjects[0];
		const isDone = dice.chance(11, 60);
		return {
			activates: day(createdAt + dice.between(12, 0, 20) * dayMs),
			completed: isDone ? day(createdAt + dice.between(13, 20, 40) * dayMs) : null,
			typeId: dice.pick(14, ['CB', 'CH', 'AD', 'VW']),
			senderId: negotiatorOf(facts, 15).code,
			text: dice.pick(16, [
				'Call back about the survey',
				'Chase the solicitor',
				'Order the board',
				'Arrange a second viewing',
			]),
			landlordId: null,
			propertyId: null,
			applicantId: null,
			tenancyId: null,
			contactId: null,
			[about[0]]: anyOf(facts, about[1], 17),
			recipientId: toOffice ? dice.pick(18, customer.offices).code : negotiatorOf(facts, 19).code,
			recipientType: toOffice ? 'office' : 'negotiator',
		};
	},
};

const items = new Spread([1, 2, 1, 3, 1]);

export const worksOrders: RecordPlan = {
	resource: 'worksOrders',
	count: (customer) => customer.sized(300, 10),
	ids: officeIds('worksOrders', 6),
	fields: (facts) => {
		const { customer, dice, createdAt } = facts;
		const tenancy = dice.below(10, customer.count('tenancies'));
		const property = lettingsOfProperties.parentOf(tenanciesOfLettings.parentOf(tenancy));
		const status = dice.pick(11, [
			'pendingApproval',
			'pendingQuote',
			'raised',
			'raisedToChase',
			'landlordToComplete',
			'complete',
			'complete',
			'cancelled',
			'quoteAccepted',
		]);
		return {
			companyId: firmOf(facts, dice.pick(12, ['plumber', 'electrician', 'builder']), 13),
			propertyId: customer.id('properties', property),
			tenancyId: customer.id('tenancies', tenancy),
			negotiatorId: negotiatorOf(facts, 14).code,
			typeId: dice.pick(15, ['PLM', 'ELE', 'GEN', 'GAR', 'CLN']),
			status,
			description: dice.pick(16, ['The tap drips', 'No hot water', 'A fuse blows every evening', 'The fence is down']),
			reporter: dice.pick(17, ['landlord', 'tenant', 'tenant', 'other']),
			priority: dice.pick(18, ['low', 'medium', 'high']),
			booked: day(createdAt + dayMs),
			required: day(createdAt + 14 * dayMs),
			completed: status === 'complete' ? day(createdAt + 10 * dayMs) : null,
			extras: { wAccessNote: 'Ring twice.' },
		};
	},
};

export const worksOrderItems: RecordPlan = {
	resource: 'worksOrders/items',
	count: (customer) => items.total(customer.count('worksOrders')),
	ids: officeIds('worksOrders/items', 6),
	parent: { resource: 'worksOrders', field: 'worksOrderId', spread: items },
	fields: ({ customer, dice }) => {
		const netAmount = dice.between(10, 20, 480);
		const vatAmount = Math.round(netAmount * 20) / 100;
		return {
			notes: dice.pick(11, ['Parts', 'Labour', 'Call-out']),
			chargeTo: dice.pick(12, ['landlord', 'landlord', 'tenant']),
			estimate: netAmount + 20,
			estimateType: dice.pick(13, ['agent', 'verbal', 'written']),
			netAmount,
			vatAmount,
			grossAmount: Math.round((netAmount + vatAmount) * 100) / 100,
			reserveAmount: 0,
			nominalAccountId: customer.id('transactions/nominalAccounts', dice.below(14, 6)),
		};
	},
};

const journalSubjects = [
	['contact', 'contacts'],
	['applicant', 'applicants'],
	['landlord', 'landlords'],
	['company', 'companies'],
	['tenancy', 'tenancies'],
	['worksOrder', 'worksOrders'],
] as const;

export const journalEntries: RecordPlan = {
	resource: 'journalEntries',
	count: (customer) => customer.sized(2000, 40),
	ids: officeIds('journalEntries', 6),
	fields: (facts) => {
		const { dice, n } = facts;
		const [associatedType, resource] = journalSubjects[n % journalSubjects.length] ?? journalSubjects[0];
		return {
			propertyId: dice.chance(10, 60) ? anyOf(facts, 'properties', 11) : null,
			associatedType,
			associatedId: anyOf(facts, resource, 12),
			typeId: dice.pick(13, ['CL', 'EM', 'LT', 'NT', 'MA', 'BS', 'DS']),
			negotiatorId: negotiatorOf(facts, 14).code,
			description: said(facts),
		};
	},
};

export const landlordJournal: RecordPlan = {
	resource: 'journalEntries/landlords',
	count: (customer) => customer.sized(300, 10),
	ids: officeIds('journalEntries/landlords', 6),
	fields: (facts) => ({
		propertyId: anyOf(facts, 'properties', 10),
		landlordId: anyOf(facts, 'landlords', 11),
		type: facts.dice.pick(12, ['CL', 'EM', 'LT', 'NT']),
		negotiatorId: negotiatorOf(facts, 13).code,
		description: said(facts),
	}),
};

function said({ dice }: RecordFacts): Json {
	return dice.pick(15, [
		'Rang, no answer',
		'Sent particulars',
		'Left a message',
		'Spoke about the price',
		'Letter returned',
	]);
}
