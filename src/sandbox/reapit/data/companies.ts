/** Firms around the agency, and the people who work for them. */
import { element } from '../../random.ts';
import type { RecordFacts, RecordPlan } from './plan.ts';
import { negotiatorOf, officeOf } from './common.ts';
import { officeIds } from './ids.ts';
import { instant } from './instant.ts';
import { email, landline, mobile, person, plain } from './people.ts';
import { address } from './places.ts';
import { Spread } from './spread.ts';
import { firmKinds, firms } from './words.ts';

const kinds = firmKinds.length;
const staff = new Spread([1, 2, 0, 3]);

export type FirmKind =
	| 'solicitor'
	| 'plumber'
	| 'electrician'
	| 'surveyor'
	| 'lender'
	| 'builder'
	| 'utility'
	| 'agent'
	| 'broker'
	| 'client';
const places: Readonly<Record<FirmKind, number>> = {
	solicitor: 0,
	plumber: 1,
	electrician: 2,
	surveyor: 3,
	lender: 4,
	builder: 5,
	utility: 6,
	agent: 7,
	broker: 8,
	client: 9,
};

/** The id of a firm of a kind. Firms of all kinds take turns. */
export function firmOf(
	{ customer, dice }: Pick<RecordFacts, 'customer' | 'dice'>,
	kind: FirmKind,
	salt: number,
): string {
	const turns = Math.floor(customer.count('companies') / kinds);
	return customer.id('companies', dice.below(salt, turns) * kinds + places[kind]);
}

export const companies: RecordPlan = {
	resource: 'companies',
	count: (customer) => Math.max(3, Math.round(15 * customer.scale)) * kinds,
	ids: officeIds('companies', 6),
	isArchived: (dice) => dice.chance(90, 4),
	defaults: { active: true, fromArchive: false, marketingConsent: 'notAsked', vatRegistered: false },
	fields: (facts) => {
		const { dice, n, modifiedAt } = facts;
		const [suffix, typeId, supplierTypeId] = element(firmKinds, n % kinds);
		const firm = dice.pick(10, firms);
		const office = officeOf(facts);
		const isArchived = dice.chance(90, 4);
		const { countryId, ...lines } = address(dice, 100, office);
		return {
			name: `${firm} ${suffix}`,
			branch: dice.chance(11, 50) ? office.town : null,
			notes: dice.chance(12, 30) ? 'Invoices by mail only.' : null,
			active: !isArchived && dice.chance(13, 95),
			marketingConsent: dice.pick(14, ['deny', 'notAsked']),
			vatRegistered: dice.chance(15, 60),
			typeIds: [typeId],
			supplierTypeId: typeId === 'CON' || typeId === 'UTL' ? supplierTypeId : null,
			workPhone: landline(dice, 16),
			mobilePhone: dice.chance(17, 40) ? mobile(dice, 18) : null,
			email: `office.${n + 1}@${plain(firm).toLowerCase()}.example`,
			archivedOn: isArchived ? instant(modifiedAt) : null,
			fromArchive: isArchived,
			address: { ...lines, country: countryId },
			payments: { nominalAccountId: facts.customer.id('transactions/nominalAccounts', dice.below(19, 12)) },
			additionalContactDetails: [],
			officeIds: [office.code],
			negotiatorIds: [negotiatorOf(facts, 20).code],
			communicationPreferenceLetter: dice.chance(21, 60),
			communicationPreferenceEmail: dice.chance(22, 90),
			communicationPreferencePhone: dice.chance(23, 70),
			communicationPreferenceSms: dice.chance(24, 40),
		};
	},
};

export const staffMembers: RecordPlan = {
	resource: 'companies/staffMembers',
	count: (customer) => staff.total(customer.count('companies')),
	ids: officeIds('companies/staffMembers', 6),
	parent: { resource: 'companies', field: 'companyId', spread: staff },
	fields: ({ dice, n, place }) => {
		const name = person(dice);
		return {
			name: `${name.forename} ${name.surname}`,
			active: dice.chance(10, 95),
			jobTitle: dice.pick(11, ['Partner', 'Office manager', 'Engineer', 'Conveyancer', null]),
			workPhone: landline(dice, 12),
			mobilePhone: dice.chance(13, 50) ? mobile(dice, 14) : null,
			email: email(name, n),
			salutation: `${name.title} ${name.surname}`,
			isContact: false,
			isMainContact: place === 0,
		};
	},
};
