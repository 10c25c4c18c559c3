/** Money: invoices with their charges, credits and payments, transactions and nominal accounts. */
import type { JsonObject } from '../contract.ts';
import { element } from '../../random.ts';
import type { Customer } from './customer.ts';
import { firmOf } from './companies.ts';
import { anyOf, negotiatorOf } from './common.ts';
import { codes, officeIds } from './ids.ts';
import { dayMs, instant } from './instant.ts';
import { landlordOf, lettingsOfProperties, tenanciesOfLettings } from './patterns.ts';
import type { RecordPlan } from './plan.ts';
import { Spread } from './spread.ts';
import { Dice } from '../../random.ts';

const charges = new Spread([1, 2, 1]);
const payments = new Spread([1, 0, 1, 1]);
const credits = new Spread([0, 0, 0, 0, 1]);

/** Amounts without VAT, in pounds; VAT is a fifth. */
const chargeOf = ({ seed }: Customer, charge: number): number => new Dice(seed, charge).between(301, 10, 300) * 10;
const netOf = (customer: Customer, invoice: number): number =>
	charges.of(invoice).reduce((sum, charge) => sum + chargeOf(customer, charge), 0);
/** Every third invoice that was paid was paid by half only. */
const paidOf = (customer: Customer, invoice: number): number =>
	payments.countOf(invoice) === 0 ? 0 : invoice % 3 === 2 ? netOf(customer, invoice) / 2 : netOf(customer, invoice);
const creditOf = (customer: Customer, invoice: number): number =>
	credits.countOf(invoice) === 0 ? 0 : (netOf(customer, invoice) - paidOf(customer, invoice)) / 2;

const vat = (net: number): number => Math.round(net * 20) / 100;
const amounts = (net: number): JsonObject => ({ netAmount: net, vatAmount: vat(net) });

/** What an invoice and its parts have alike, told by the dice of the invoice. */
function subject(customer: Customer, invoice: number): JsonObject {
	const dice = new Dice(customer.seed, invoice);
	const property = dice.below(302, customer.count('properties'));
	const { office } = customer.start('properties', property);
	return {
		negotiatorId: negotiatorOf({ customer, dice, office }, 303).code,
		propertyId: customer.id('properties', property),
	};
}

function status(customer: Customer, invoice: number, outstanding: number): string {
	if (outstanding === 0) return creditOf(customer, invoice) > 0 ? 'credited' : 'paid';
	if (creditOf(customer, invoice) > 0) return 'partCredited';
	if (paidOf(customer, invoice) > 0) return 'partPaid';
	return new Dice(customer.seed, invoice).pick(304, ['pending', 'raised']);
}

export const invoices: RecordPlan = {
	resource: 'invoices',
	count: (customer) => customer.sized(300, 12),
	ids: officeIds('invoices', 6),
	fields: ({ customer, n, createdAt }) => {
		const net = netOf(customer, n);
		const open = net - paidOf(customer, n) - creditOf(customer, n);
		const state = status(customer, n, open);
		return {
			reference: `INV${1000 + n}`,
			...subject(customer, n),
			description: 'Fees as agreed',
			status: state,
			date: instant(createdAt),
			dueDate: instant(createdAt + 30 * dayMs),
			isRaised: state !== 'pending',
			...amounts(net),
			outstandingAmount: open + vat(open),
		};
	},
};

function invoicePart(name: string, spread: Spread, fields: RecordPlan['fields']): RecordPlan {
	const resource = `invoices/${name}`;
	return {
		resource,
		count: (customer) => spread.total(customer.count('invoices')),
		ids: officeIds(resource, 6),
		parent: { resource: 'invoices', field: 'invoiceId', spread },
		fields: (facts) => ({ ...subject(facts.customer, facts.parent), ...fields(facts) }),
	};
}

export const invoiceCharges = invoicePart('charges', charges, ({ customer, dice, n }) => ({
	type: dice.pick(10, ['charge', 'charge', 'advertising']),
	vatCode: 'S',
	description: dice.pick(11, ['Commission', 'Photographs', 'Board', 'Advertisement']),
	...amounts(chargeOf(customer, n)),
}));

export const invoicePayments = invoicePart('payments', payments, ({ customer, dice, parent, createdAt }) => ({
	description: 'Received with thanks',
	type: dice.pick(10, ['payment', 'payment', 'accountPayment', 'advertisingPayment', 'buyerDeposit']),
	date: instant(createdAt),
	...amounts(paidOf(customer, parent)),
}));

export const invoiceCredits = invoicePart('credits', credits, ({ customer, parent, createdAt }) => ({
	description: 'Goodwill',
	date: instant(createdAt),
	...amounts(creditOf(customer, parent)),
}));

const accountNames: readonly string[] = [
	'Repairs',
	'Gardening',
	'Cleaning',
	'Boilers',
	'Decorating',
	'Electrics',
	'Rent',
	'Deposits',
	'Commission',
	'Management fees',
	'Advertising',
	'Postage',
	'Insurance',
	'Ground rent',
	'Sundries',
];

export const nominalAccounts: RecordPlan = {
	resource: 'transactions/nominalAccounts',
	count: () => accountNames.length,
	ids: codes(() => accountNames.map((_, i) => String(4000 + i * 10))),
	fields: ({ n }) => ({ name: element(accountNames, n), appliesToWorksOrders: n < 6 }),
};

const categories = ['rent', 'managementFee', 'deposit', 'landlordPayment', 'worksOrder', 'tenantAdminFee'] as const;

export const transactions: RecordPlan = {
	resource: 'transactions',
	count: (customer) => customer.sized(600, 20),
	ids: officeIds('transactions', 6),
	fields: (facts) => {
		const { customer, dice, n } = facts;
		const tenancy = dice.below(10, customer.count('tenancies'));
		const letting = tenanciesOfLettings.parentOf(tenancy);
		const netAmount = dice.between(11, 50, 1800);
		const hasTax = dice.chance(12, 40);
		const taxAmount = hasTax ? vat(netAmount) : 0;
		const state = dice.pick(13, ['awaitingAuthorisation', 'awaitingPosting', 'posted', 'posted', 'posted', 'rejected']);
		const isOfWorks = n % categories.length === 4;
		return {
			category: isOfWorks ? 'landlordWorksOrder' : dice.pick(14, ['rent', 'deposit', 'bankCharges', 'landlordPayment']),
			type: dice.pick(15, [
				'payment',
				'invoice',
				'transfer',
				'deposit',
				'journal',
				'float',
				'reserveFunds',
				'creditAdjustment',
			]),
			transactionType: dice.pick(16, ['credit', 'debit']),
			description: dice.pick(17, ['Rent received', 'Paid to landlord', 'Repair', 'Deposit registered']),
			status: state,
			ledger: dice.pick(18, ['landlord', 'tenant', 'vendor']),
			netAmount,
			taxAmount,
			grossAmount: Math.round((netAmount + taxAmount) * 100) / 100,
			outstanding: state === 'posted' ? 0 : netAmount,
			companyId: dice.chance(19, 20) ? firmOf(facts, 'builder', 20) : null,
			landlordId: customer.id('landlords', landlordOf(customer, letting)),
			propertyId: customer.id('properties', lettingsOfProperties.parentOf(letting)),
			tenancyId: customer.id('tenancies', tenancy),
			worksOrderId: isOfWorks ? anyOf(facts, 'worksOrders', 21) : null,
			rejectReason: state === 'rejected' ? 'Amount differs from the order' : null,
		};
	},
};
