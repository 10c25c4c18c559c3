/** Offers for what is sold, and the conveyancing of those that were accepted. */
import { element } from '../../random.ts';
import type { JsonObject } from '../contract.ts';
import { applicantFor, mainOf } from './clients.ts';
import { firmOf } from './companies.ts';
import { negotiatorOf, textOf } from './common.ts';
import type { Customer } from './customer.ts';
import { officeIds } from './ids.ts';
import { day, dayMs } from './instant.ts';
import { agreedSales, countSales, offersOfSales, saleStatus, salesOfProperties } from './patterns.ts';
import type { RecordFacts, RecordPlan } from './plan.ts';

export const offers: RecordPlan = {
	resource: 'offers',
	count: (customer) => offersOfSales.total(countSales(customer)),
	ids: officeIds('offers', 4),
	defaults: { currency: 'GBP', status: 'pending' },
	fields: (facts) => {
		const { customer, dice, n, createdAt } = facts;
		const sale = offersOfSales.parentOf(n);
		const property = salesOfProperties.parentOf(sale);
		const { office } = customer.start('properties', property);
		const applicant = applicantFor(facts, 'buying', 10);
		const main = mainOf(customer, 'applicants', applicant);
		return {
			currency: 'GBP',
			applicantId: customer.id('applicants', applicant),
			companyId: main.type === 'company' ? main.id : null,
			contactId: main.type === 'contact' ? main.id : null,
			propertyId: customer.id('properties', property),
			negotiatorId: negotiatorOf({ customer, dice, office }, 11).code,
			date: day(createdAt),
			amount: dice.between(12, 180, 2800) * 500,
			status: offerStatus(facts, sale),
			inclusions: dice.chance(13, 30) ? 'Carpets and curtains' : null,
			exclusions: dice.chance(14, 10) ? 'The greenhouse' : null,
			conditions: dice.chance(15, 25) ? 'Subject to survey' : null,
		};
	},
};

/** The last offer of a sale that was agreed is the one that was accepted. */
function offerStatus({ dice, n }: RecordFacts, sale: number): string {
	const isLast = offersOfSales.placeOf(n) === offersOfSales.countOf(sale) - 1;
	const isAgreed = agreedSales.countOf(sale) > 0;
	if (isAgreed) return isLast ? 'accepted' : dice.pick(16, ['rejected', 'withdrawn']);
	return dice.pick(17, ['pending', 'rejected', 'withdrawn', 'noteOfInterest']);
}

/** Number of the accepted offer. */
const offerOf = (conveyancing: number): number =>
	element(
		offersOfSales.of(agreedSales.parentOf(conveyancing)),
		-1 + offersOfSales.countOf(agreedSales.parentOf(conveyancing)),
	);

/** A record of conveyancing has the id of its offer (vendor: ConveyancingModel). */
export const conveyancing: RecordPlan = {
	resource: 'conveyancing',
	count: (customer) => agreedSales.total(countSales(customer)),
	ids: {
		idOf: (customer, n) => customer.id('offers', offerOf(n)),
		numberOf: (customer, id) => {
			const offer = customer.store('offers').plan.ids.numberOf(customer, id);
			if (!(offer >= 0 && offer < customer.count('offers'))) return -1;
			const sale = offersOfSales.parentOf(offer);
			return agreedSales.countOf(sale) > 0 ? agreedSales.first(sale) : -1;
		},
		fresh: (customer, n) => `${customer.officeCode(0)}C${n}`,
	},
	defaults: { isExternal: false },
	fields: (facts) => {
		const { customer, dice, n, createdAt } = facts;
		const sale = agreedSales.parentOf(n);
		const property = salesOfProperties.parentOf(sale);
		const offer = customer.store('offers').base(offerOf(n));
		return {
			isExternal: false,
			propertyId: customer.id('properties', property),
			propertyAddress: addressText(customer.store('properties').base(property).address as JsonObject),
			vendor: nameOf(customer, mainOf(customer, 'vendors', sale)),
			vendorId: customer.id('vendors', sale),
			vendorSolicitorId: firmOf(facts, 'solicitor', 10),
			buyer: nameOf(customer, {
				type: offer.contactId === null ? 'company' : 'contact',
				id: textOf(offer, 'contactId') || textOf(offer, 'companyId'),
			}),
			buyerId: offer.contactId ?? null,
			buyerSolicitorId: firmOf(facts, 'solicitor', 11),
			...chain(customer, n),
			...steps(facts, saleStatus(customer, sale) === 'completed'),
			mortgageRequired: dice.pick(12, ['yes', 'yes', 'no', 'unknown']),
			mortgageLoanPercentage: dice.between(13, 40, 95),
			mortgageLenderId: firmOf(facts, 'lender', 14),
			mortgageBrokerId: firmOf(facts, 'broker', 15),
			mortgageSurveyorId: firmOf(facts, 'surveyor', 16),
			additionalSurveyRequired: dice.pick(17, ['yes', 'no', 'unknown']),
			additionalSurveyorId: dice.chance(18, 30) ? firmOf(facts, 'surveyor', 19) : null,
			checkListItems: ['Memorandum sent', 'Identity of the buyer', 'Deposit'].map((name, i) => {
				const completed = dice.chance(20 + i, 60);
				return { name, completed, completedDate: completed ? day(createdAt + (10 + i) * dayMs) : null };
			}),
		};
	},
};

/** Of five sales the first three hang together. */
function chain(customer: Customer, n: number): JsonObject {
	const isIn = (k: number): boolean => k >= 0 && k < customer.count('conveyancing');
	const place = n % 5;
	return {
		upwardChainId: place < 2 && isIn(n + 1) ? customer.id('conveyancing', n + 1) : null,
		downwardChainId: place === 1 || place === 2 ? customer.id('conveyancing', n - 1) : null,
	};
}

const order: readonly string[] = [
	'deedsRequested',
	'deedsReceived',
	'fixturesAndFittingsCompleted',
	'searchesPaid',
	'searchesApplied',
	'searchesReceived',
	'mortgageSubmitted',
	'mortgageSurveyDate',
	'mortgageOfferReceived',
	'contractSent',
	'contractReceived',
	'enquiriesSent',
	'enquiriesAnswered',
	'contractApproved',
	'contractVendorSigned',
	'contractBuyerSigned',
	'exchangedVendor',
	'exchangedBuyer',
	'completion',
];

/** One step after another, until where the sale has come. */
function steps({ dice, createdAt }: RecordFacts, isCompleted: boolean): JsonObject {
	const reached = isCompleted ? order.length : dice.between(30, 2, order.length - 3);
	return Object.fromEntries(order.map((name, i) => [name, i < reached ? day(createdAt + (5 + i * 8) * dayMs) : null]));
}

function nameOf(customer: Customer, { type, id }: { readonly type: string; readonly id: string }): string {
	const store = customer.store(type === 'company' ? 'companies' : 'contacts');
	const record = store.base(store.plan.ids.numberOf(customer, id));
	const names = type === 'company' ? ['name'] : ['title', 'forename', 'surname'];
	return names.map((name) => textOf(record, name)).join(' ');
}

function addressText(address: JsonObject): string {
	return ['buildingName', 'buildingNumber', 'line1', 'line3', 'postcode']
		.map((name) => textOf(address, name))
		.filter((part) => part !== '')
		.join(' ');
}
