/** Query parameters that mean something of their own, by resource. What is said of none follows the general rules. */
import type { JsonObject } from '../contract.ts';
import { textOf } from '../data/common.ts';
import { find } from './context.ts';
import { containing, equal, equalDetail, flag, least, most, present, since, until, valueAt } from './filters.ts';
import type { Candidate, Filter, Specials, Test } from './filters.ts';
import { valuesAt } from '../data/recordStore.ts';
import { oneOf } from './query.ts';
import { ReapitRefusal } from '../refusal.ts';
import { rolesIn } from './roles.ts';

const addressLines = ['buildingName', 'buildingNumber', 'line1', 'line2', 'line3', 'line4', 'postcode'];
const inAddress = (path: string): Filter => containing(...addressLines.map((line) => `${path}.${line}`));

const relatedDetails = ['homePhone', 'workPhone', 'mobilePhone', 'email', 'additionalContactDetails.value'];
const inRelated = relatedDetails.map((name) => `related.${name}`);
const relatedAddress = inAddress('related.primaryAddress');

/** A range of the record meets the range asked for: its upper end is not below, its lower end not above. */
const meets = (low: string, high: string, end: 'from' | 'to'): Filter => {
	const path = end === 'from' ? high : low;
	return ([value = '']) =>
		({ shown }) => {
			const found = valueAt(shown, path);
			return typeof found === 'number' && (end === 'from' ? found >= Number(value) : found <= Number(value));
		};
};

const personParts: Readonly<Record<string, readonly string[]>> = {
	surname: ['surname'],
	full: ['forename', 'surname'],
	title: ['title'],
};

/** `name` looks where `nameType` says; without it, everywhere that names are. */
const named = (people: string): Filter => {
	const at = (parts: readonly string[]): readonly string[] =>
		parts.map((part) => (people === '' ? part : `${people}.${part}`));
	return (values, context, all) => {
		const kind = oneOf(all, 'nameType');
		if (kind === 'initials') return withInitials(values[0] ?? '', people);
		if (kind === 'companyName') return onCompanies(containing(...at(['name']))(values, context, all), people);
		return containing(...at(personParts[kind ?? ''] ?? ['name', 'forename', 'surname']))(values, context, all);
	};
};

function peopleOf({ shown }: Candidate, people: string): readonly JsonObject[] {
	const found = people === '' ? [shown] : valueAt(shown, people);
	return Array.isArray(found) ? (found as readonly JsonObject[]) : [];
}

function withInitials(value: string, people: string): Test {
	const wanted = value.replaceAll(/[\s.]/g, '').toLowerCase();
	return (candidate) =>
		peopleOf(candidate, people).some((each) => {
			const initials = textOf(each, 'forename').charAt(0) + textOf(each, 'surname').charAt(0);
			return initials !== '' && initials.toLowerCase() === wanted;
		});
}

function onCompanies(test: Test | undefined, people: string): Test | undefined {
	if (test === undefined) return undefined;
	return (candidate) => {
		const companies = peopleOf(candidate, people).filter(({ type }) => type === 'company');
		return companies.length > 0 && test({ ...candidate, shown: { ...candidate.shown, [people]: companies } });
	};
}

/** `nameType` alone asks for those who have such a name. */
const nameKind = (people: string): Filter => {
	return ([kind], _, all) => {
		if (all.has('name')) return undefined;
		const isCompany = (each: JsonObject): boolean => each.type === 'company';
		return (candidate) => peopleOf(candidate, people).some((each) => isCompany(each) === (kind === 'companyName'));
	};
};

const consentAssumedBefore = '2018-05-25';

/** "assumed" counts those not asked before the law of 2018 as consenting (#9407). */
const marketingConsent: Filter = (values, _, all) => {
	const isAssumed = oneOf(all, 'marketingConsentFilterType') === 'assumedOrExplicit';
	return ({ shown, created }) => {
		const consent = textOf(shown, 'marketingConsent');
		if (values.includes(consent)) return true;
		return isAssumed && values.includes('grant') && consent === 'notAsked' && created < consentAssumedBefore;
	};
};

const consentFilterType: Filter = (_, __, all) => {
	if (!all.has('marketingConsent'))
		throw new ReapitRefusal(400, 'marketingConsentFilterType must not be given without marketingConsent.');
	return undefined;
};

/** Documents of a contact's roles come along when they are asked for. */
const associatedDocuments: Filter = (values, context, all) => {
	const wanted = new Set(values);
	if (oneOf(all, 'includeRoleDocuments') === 'true')
		for (const id of values)
			for (const role of rolesIn(context, 'contact', id)) wanted.add(textOf(role, 'associatedId'));
	return ({ record }) => wanted.has(textOf(record, 'associatedId'));
};

const associatedTypes: Filter = (values, _, all) => {
	const isWidened =
		oneOf(all, 'includeRoleDocuments') === 'true' && values.includes('contact') && all.has('associatedId');
	return isWidened ? undefined : ({ record }) => values.includes(textOf(record, 'associatedType'));
};

/** An appointment that recurs is found in any time in which it may happen again (#8132). */
const endsAfter: Filter = ([value = '']) => {
	return ({ record }) =>
		textOf(record, 'end') >= value || valuesAt(record, 'recurrence.until').some((until) => until >= value);
};

const propertyOfOffer: Filter = ([value = ''], context, all) => {
	const test = inAddress('address')([value], context, all);
	return (candidate) => {
		const property = find(context, 'properties', candidate.record.propertyId);
		return property !== undefined && test?.({ ...candidate, shown: property }) === true;
	};
};

const notIn = (path: string): Filter => {
	return (values) =>
		({ shown }) =>
			!valuesAt(shown, path).some((found) => values.includes(found));
};

/** A task knows no office but that which it was sent to. */
const sentToOffice: Filter = (values) => {
	return ({ record }) => record.recipientType === 'office' && values.includes(textOf(record, 'recipientId'));
};

export const specialFilters: Specials = {
	applicants: {
		address: relatedAddress,
		name: named('related'),
		nameType: nameKind('related'),
		contactDetail: equalDetail(...inRelated),
		emailAddresses: equalDetail('related.email'),
		furnishing: equal('renting.furnishing'),
		market: equal('regional.ggy.market'),
		rentFrequency: equal('renting.rentFrequency'),
		priceFrom: meets('buying.priceFrom', 'buying.priceTo', 'from'),
		priceTo: meets('buying.priceFrom', 'buying.priceTo', 'to'),
		rentFrom: meets('renting.rentFrom', 'renting.rentTo', 'from'),
		rentTo: meets('renting.rentFrom', 'renting.rentTo', 'to'),
		bedroomsFrom: meets('bedroomsMin', 'bedroomsMax', 'from'),
		bedroomsTo: meets('bedroomsMin', 'bedroomsMax', 'to'),
		hasLastCall: present('lastCall'),
		hasNextCall: present('nextCall'),
	},
	appointments: {
		start: endsAfter,
		end: until('start'),
		attendeeId: equal('attendee.id'),
		attendeeType: equal('attendee.type'),
		followUpFrom: since('followUp.due'),
		followUpTo: until('followUp.due'),
	},
	companies: {
		address: inAddress('address'),
		branch: containing('branch'),
		contactDetail: equalDetail('workPhone', 'mobilePhone', 'email', 'additionalContactDetails.value'),
	},
	contacts: {
		address: inAddress('primaryAddress'),
		name: named(''),
		contactDetail: equalDetail(...relatedDetails),
		email: equalDetail('email'),
		marketingConsent,
		marketingConsentFilterType: consentFilterType,
	},
	documents: { associatedId: associatedDocuments, associatedType: associatedTypes },
	invoices: { dueDateFrom: since('dueDate'), dueDateTo: until('dueDate') },
	landlords: { address: relatedAddress, name: named('related'), email: equalDetail('related.email') },
	negotiators: { email: equalDetail('email') },
	offers: { address: propertyOfOffer, name: named('related') },
	offices: { address: inAddress('address'), region: containing('region') },
	properties: {
		address: inAddress('address'),
		agentRole: equal('letting.agentRole'),
		availableFrom: since('letting.availableFrom'),
		countryId: equal('address.countryId'),
		excludeAreaId: notIn('areaId'),
		landlordId: equal('letting.landlordId'),
		lettingStatus: equal('letting.status'),
		market: equal('regional.ggy.market'),
		priceFrom: least('selling.price'),
		priceTo: most('selling.price'),
		rentFrom: least('letting.rent'),
		rentTo: most('letting.rent'),
		rentFrequency: equal('letting.rentFrequency'),
		sellingStatus: equal('selling.status'),
	},
	'properties/certificates': {
		categories: equal('category'),
		typeIds: equal('type'),
		propertyIds: equal('propertyId'),
		expiryDateFrom: since('endDate'),
		expiryDateTo: until('endDate'),
	},
	tasks: { officeId: sentToOffice },
	tenancies: { name: named('related'), nameType: nameKind('related'), email: equalDetail('related.email') },
	// Of the query, "arranged" is what the model calls "arranging" (NPM types against OAS).
	'tenancies/checks': {
		status: (values) => {
			const wanted = values.map((value) => (value === 'arranged' ? 'arranging' : value));
			return ({ record }) => wanted.includes(textOf(record, 'status'));
		},
	},
	'transactions/nominalAccounts': { appliesToWorksOrders: flag('appliesToWorksOrders') },
	vendors: { address: relatedAddress, name: named('related'), email: equalDetail('related.email') },
};

/** Parameters that change nothing here, and why; `docs/sandbox.md` lists them. */
export const withoutEffect: Readonly<Record<string, string>> = {
	'properties masterId': 'the model shows no master property',
	'properties priceFiltersCurrency': 'all prices are in pounds',
	'contacts nameType': 'it says how name is read, and alone means nothing',
	'contacts marketingConsentFilterType': 'it says how marketingConsent is read, and alone is refused',
	'documents includeRoleDocuments': 'it widens what associatedId finds, and alone means nothing',
};
