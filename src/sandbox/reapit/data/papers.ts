/** Documents, identity checks, enquiries, referrals, webhooks: what comes in and is filed. */
import type { RecordFacts, RecordPlan } from './plan.ts';
import { applicantFor } from './clients.ts';
import { anyOf, money, negotiatorOf, officeOf } from './common.ts';
import { checkStatus, checksOfContacts } from './contacts.ts';
import { codes, officeIds, plainNumbers, uuids } from './ids.ts';
import { day, dayMs, instant } from './instant.ts';
import { email, landline, mobile, person } from './people.ts';
import { address } from './places.ts';
import type { JsonObject } from '../contract.ts';
import { element } from '../../random.ts';

const owners = [
	['property', 'properties'],
	['contact', 'contacts'],
	['tenancy', 'tenancies'],
	['applicant', 'applicants'],
	['landlord', 'landlords'],
	['worksOrder', 'worksOrders'],
] as const;

/** The first documents are those of identity checks, one for each; then come all others. */
export const documents: RecordPlan = {
	resource: 'documents',
	count: (customer) => customer.count('identityChecks') + customer.sized(1000, 20),
	ids: uuids(17),
	fields: (facts) => {
		const { customer, dice, n } = facts;
		const isIdentity = n < customer.count('identityChecks');
		const [associatedType, resource] = element(owners, n % owners.length);
		const typeId = isIdentity ? 'IDN' : dice.pick(10, ['DET', 'AGR', 'INV', 'PHO', 'COR', 'CER']);
		return {
			associatedType: isIdentity ? 'idCheck' : associatedType,
			associatedId: isIdentity ? customer.id('identityChecks', n) : anyOf(facts, resource, 11),
			isPrivate: isIdentity || dice.chance(12, 10),
			typeId,
			name: `${dice.pick(13, ['Details', 'Agreement', 'Letter', 'Scan', 'Übergabe', 'Cofnod'])} ${n + 1}.pdf`,
			addedBy: negotiatorOf(facts, 14).code,
		};
	},
};

export const identityChecks: RecordPlan = {
	resource: 'identityChecks',
	count: (customer) => checksOfContacts.total(customer.count('contacts')),
	ids: officeIds('identityChecks', 6),
	parent: { resource: 'contacts', field: 'contactId', spread: checksOfContacts },
	defaults: { status: 'pending' },
	fields: (facts) => {
		const { customer, dice, n, createdAt } = facts;
		return {
			checkDate: day(createdAt),
			status: checkStatus(customer.seed, n),
			negotiatorId: negotiatorOf(facts, 10).code,
			identityDocument1: {
				documentId: customer.id('documents', n),
				typeId: dice.pick(11, ['PP', 'DL']),
				expiry: day(createdAt + 1500 * dayMs),
				details: `Seen, number ends ${dice.between(12, 100, 999)}`,
			},
			identityDocument2: dice.chance(13, 60)
				? { documentId: null, typeId: dice.pick(14, ['UB', 'BS']), expiry: null, details: 'Seen' }
				: null,
		};
	},
};

export const enquiries: RecordPlan = {
	resource: 'enquiries',
	count: (customer) => customer.sized(200, 10),
	ids: plainNumbers,
	defaults: { status: 'pending', marketingConsent: 'notAsked' },
	fields: (facts) => {
		const { customer, dice, n } = facts;
		const name = person(dice);
		const kind = dice.pick(10, ['salesApplicant', 'lettingsApplicant', 'salesProperty', 'lettingsProperty']);
		const office = officeOf(facts);
		const status = dice.pick(11, ['pending', 'added', 'rejected', 'alreadyExists', 'duplicateEntry', 'spam']);
		const isApplicant = kind.endsWith('Applicant');
		const isRenting = kind === 'lettingsApplicant';
		const applicant = applicantFor(facts, isRenting ? 'renting' : 'buying', 12);
		return {
			...name,
			enquiryType: kind,
			message: 'Please call me about the house with the blue door.',
			status,
			marketingConsent: dice.pick(13, ['grant', 'deny', 'notAsked']),
			position: dice.pick(14, ['renting', 'instructedThisAgent', 'instructedOtherAgent', 'privateSale', 'notOnMarket']),
			officeId: office.code,
			applicantId: isApplicant && status === 'added' ? customer.id('applicants', applicant) : null,
			negotiatorId: negotiatorOf(facts, 15).code,
			leadNegotiatorId: dice.chance(16, 30) ? negotiatorOf(facts, 17).code : null,
			sourceName: dice.pick(18, ['Portal One', 'Own website']),
			homePhone: dice.chance(19, 40) ? landline(dice, 20) : null,
			workPhone: null,
			mobilePhone: mobile(dice, 24),
			email: email(name, n),
			address: address(dice, 100, office),
			buying:
				kind === 'salesApplicant' ? { priceFrom: 200_000, priceTo: money(facts, 25, 250_000, 900_000, 10_000) } : null,
			renting: isRenting ? { rentFrom: 700, rentTo: money(facts, 26, 800, 2500, 50), rentFrequency: 'monthly' } : null,
			bedrooms: dice.between(27, 1, 5),
			propertyIds: isApplicant ? [anyOf(facts, 'properties', 28)] : [],
		};
	},
};

const referralNames: readonly string[] = [
	'Conveyancing',
	'Mortgage advice',
	'Removals',
	'Insurance',
	'Utilities',
	'Surveys',
];

export const referralTypes: RecordPlan = {
	resource: 'referrals/types',
	count: () => referralNames.length,
	ids: codes(() => referralNames.map((name) => name.slice(0, 3).toUpperCase())),
	fields: ({ n }) => ({ name: element(referralNames, n) }),
};

export const referrals: RecordPlan = {
	resource: 'referrals',
	count: (customer) => customer.sized(120, 8),
	ids: officeIds('referrals', 6),
	defaults: { status: 'sent' },
	fields: (facts) => ({ ...about(facts), ...outcome(facts), extras: { rPartner: 'Harrow & Pike' } }),
};

function about(facts: RecordFacts): JsonObject {
	const { customer, dice } = facts;
	return {
		referralTypeId: anyOf(facts, 'referrals/types', 10),
		type: dice.pick(11, ['referral', 'lead']),
		negotiatorId: negotiatorOf(facts, 12).code,
		propertyId: dice.chance(13, 60) ? anyOf(facts, 'properties', 14) : null,
		applicantId: dice.chance(15, 50) ? customer.id('applicants', applicantFor(facts, 'buying', 16)) : null,
		contactId: anyOf(facts, 'contacts', 17),
		information: 'Would like a quote by mail.',
	};
}

function outcome({ dice, createdAt }: RecordFacts): JsonObject {
	const status = dice.pick(18, ['sent', 'inProgress', 'succeeded', 'cancelled', 'failed', 'paid', 'declined']);
	const isAccepted = status === 'succeeded' || status === 'paid' || status === 'inProgress';
	return {
		status,
		amount: status === 'paid' ? dice.between(19, 5, 40) * 10 : null,
		paid: status === 'paid' ? instant(createdAt + 40 * dayMs) : null,
		accepted: isAccepted ? instant(createdAt + 5 * dayMs) : null,
	};
}

/** None at the start: applications register their own. */
export const resthooks: RecordPlan = {
	resource: 'resthooks',
	count: () => 0,
	ids: uuids(23),
	defaults: { active: true, ignoreEtagOnlyChanges: true },
	fields: () => ({}),
};
