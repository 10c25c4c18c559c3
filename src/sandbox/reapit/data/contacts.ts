/** Persons whom the agency knows, and what they subscribed to. */
import { Dice } from '../../random.ts';
import type { JsonObject } from '../contract.ts';
import { negotiatorOf, officeOf, sourceOf } from './common.ts';
import { officeIds, plainNumbers } from './ids.ts';
import { day, dayMs, instant } from './instant.ts';
import { email, landline, mobile, person } from './people.ts';
import { address } from './places.ts';
import type { RecordFacts, RecordPlan } from './plan.ts';
import { Spread } from './spread.ts';

/** Every fourth contact was checked. */
export const checksOfContacts = new Spread([0, 1, 0, 0]);
const subscriptions = new Spread([2, 1, 0, 1, 0]);

export const checkStatuses: readonly string[] = ['pass', 'pass', 'pass', 'pending', 'fail', 'cancelled', 'warnings'];

export const contacts: RecordPlan = {
	resource: 'contacts',
	count: (customer) => customer.sized(2000, 20),
	ids: officeIds('contacts', 6),
	isArchived: (dice) => dice.chance(90, 6),
	defaults: { active: true, fromArchive: false, identityCheck: 'unchecked', marketingConsent: 'notAsked' },
	fields: contactFields,
};

/** Kept out of the plan so that subscriptions and checks can hang on it. */
function contactFields(facts: RecordFacts): JsonObject {
	const { dice, n, createdAt, modifiedAt } = facts;
	const name = person(dice);
	const isArchived = dice.chance(90, 6);
	const office = officeOf(facts);
	return {
		...name,
		dateOfBirth: dice.chance(30, 60) ? day(Date.UTC(1940, 0, 1) + dice.below(31, 23_000) * dayMs) : null,
		active: !isArchived && dice.chance(32, 92),
		marketingConsent: dice.pick(33, ['grant', 'grant', 'deny', 'notAsked', 'notAsked']),
		identityCheck: identityCheck(facts),
		source: sourceOf(facts, 34),
		homePhone: dice.chance(36, 45) ? landline(dice, 37) : null,
		workPhone: dice.chance(38, 25) ? landline(dice, 39) : null,
		mobilePhone: dice.chance(40, 88) ? mobile(dice, 41) : null,
		email: dice.chance(42, 90) ? email(name, n) : null,
		archivedOn: isArchived ? instant(modifiedAt) : null,
		fromArchive: isArchived,
		primaryAddress: { type: 'primary', ...address(dice, 100, office) },
		secondaryAddress: dice.chance(43, 8) ? { type: 'secondary', ...address(dice, 120, office) } : null,
		workAddress: dice.chance(44, 6) ? { type: 'work', ...address(dice, 140, office) } : null,
		officeIds: [office.code],
		negotiatorIds: [negotiatorOf(facts, 45).code],
		categoryIds: dice.some(46, ['VIP', 'INV', 'DEV', 'FTB'], 0, 2),
		communicationPreferenceLetter: dice.chance(47, 60),
		communicationPreferenceEmail: dice.chance(48, 90),
		communicationPreferencePhone: dice.chance(49, 70),
		communicationPreferenceSMS: dice.chance(50, 65),
		additionalContactDetails: dice.chance(51, 15) ? [{ type: 'external', value: mobile(dice, 52) }] : [],
		extras: { cMaidenName: createdAt % 3 === 0 ? 'Unknown' : '' },
	};
}

function identityCheck({ customer, n }: RecordFacts): string {
	const [check] = checksOfContacts.of(n);
	return check === undefined ? 'unchecked' : checkStatus(customer.seed, check);
}

export function checkStatus(seed: number, check: number): string {
	return new Dice(seed, check).pick(77, checkStatuses);
}

export const contactSubscriptions: RecordPlan = {
	resource: 'contacts/subscriptions',
	count: (customer) => subscriptions.total(customer.count('contacts')),
	ids: plainNumbers,
	parent: { resource: 'contacts', field: 'contactId', spread: subscriptions },
	fields: ({ dice, place, createdAt }) => {
		const isOn = dice.chance(10, 75);
		return {
			name: ['Monthly newsletter', 'Open house weekend'][place] ?? 'Price changes',
			group: dice.chance(11, 60) ? 'Marketing' : null,
			status: isOn ? 'subscribed' : 'unsubscribed',
			type: place === 1 ? 'event' : 'mailing',
			subscribedOn: instant(createdAt),
			unsubscribedOn: isOn ? null : instant(createdAt + 40 * dayMs),
		};
	},
};
