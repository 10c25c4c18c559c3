/** How sales, lettings and tenancies lie on properties, and how their states agree with each other. */
import { Dice, element } from '../../random.ts';
import type { Customer } from './customer.ts';
import { Spread } from './spread.ts';

/** Of ten properties six are sold, three let, and one is both. Sales and vendors have the same numbers. */
export const salesOfProperties = new Spread([1, 1, 1, 1, 1, 1, 0, 0, 0, 1]);
export const lettingsOfProperties = new Spread([0, 0, 0, 0, 0, 0, 1, 1, 1, 1]);
export const offersOfSales = new Spread([0, 1, 0, 2, 0, 0, 1, 3, 0, 1]);
/** The sales whose last offer was accepted: each has one conveyancing. */
export const agreedSales = new Spread([0, 1, 0, 1, 0, 0, 0, 1, 0, 0]);
export const tenanciesOfLettings = new Spread([1, 0, 1, 2, 0, 1, 1, 0]);

export const countSales = (customer: Customer): number => salesOfProperties.total(customer.count('properties'));
export const countLettings = (customer: Customer): number => lettingsOfProperties.total(customer.count('properties'));
export const countLandlords = (customer: Customer): number => Math.max(1, Math.round(countLettings(customer) * 0.75));

export function landlordOf(customer: Customer, letting: number): number {
	return letting % countLandlords(customer);
}

const agreed = ['underOffer', 'reserved', 'exchanged', 'completed', 'completed', 'underOffer'] as const;
const open = [
	'forSale',
	'forSale',
	'forSale',
	'preAppraisal',
	'valuation',
	'paidValuation',
	'forSaleUnavailable',
	'underOfferUnavailable',
	'soldExternally',
	'withdrawn',
] as const;

export type SaleStatus = (typeof agreed)[number] | (typeof open)[number];

export function saleStatus({ seed }: Customer, sale: number): SaleStatus {
	const dice = new Dice(seed, sale);
	if (agreedSales.countOf(sale) > 0) return dice.pick(201, agreed);
	return offersOfSales.countOf(sale) > 0 ? 'forSale' : dice.pick(202, open);
}

const lastTenancies = [
	'current',
	'current',
	'current',
	'current',
	'arranging',
	'finished',
	'offerPending',
	'cancelled',
	'offerWithdrawn',
	'offerRejected',
] as const;

export type TenancyStatus = (typeof lastTenancies)[number];

/** Only the latest tenancy of a letting can be other than finished. */
export function tenancyStatus({ seed }: Customer, tenancy: number): TenancyStatus {
	const letting = tenanciesOfLettings.parentOf(tenancy);
	const isLast = tenanciesOfLettings.placeOf(tenancy) === tenanciesOfLettings.countOf(letting) - 1;
	return isLast ? new Dice(seed, tenancy).pick(203, lastTenancies) : 'finished';
}

const vacant = [
	'toLet',
	'toLet',
	'valuation',
	'toLetUnavailable',
	'underOfferUnavailable',
	'sold',
	'letByOtherAgent',
	'letPrivately',
	'provisional',
	'withdrawn',
] as const;

const byTenancy: Readonly<Record<TenancyStatus, readonly [string, string]>> = {
	current: ['tenancyCurrent', 'tenancyCurrentUnavailable'],
	arranging: ['arrangingTenancy', 'arrangingTenancyUnavailable'],
	finished: ['tenancyFinished', 'tenancyFinished'],
	offerPending: ['underOffer', 'underOffer'],
	cancelled: ['tenancyCancelled', 'tenancyCancelled'],
	offerWithdrawn: ['toLet', 'toLet'],
	offerRejected: ['toLet', 'toLet'],
};

export function lettingStatus(customer: Customer, letting: number): string {
	const dice = new Dice(customer.seed, letting);
	const latest = tenanciesOfLettings.of(letting).at(-1);
	if (latest === undefined) return dice.pick(204, vacant);
	return element(byTenancy[tenancyStatus(customer, latest)], dice.chance(205, 70) ? 0 : 1);
}

/** The rent of a letting and of its tenancies; some are paid by the week. */
export function rentOf({ seed }: Customer, letting: number): { readonly rent: number; readonly rentFrequency: string } {
	const dice = new Dice(seed, letting);
	const rentFrequency = dice.pick(206, ['monthly', 'monthly', 'monthly', 'weekly', 'annually']);
	const monthly = dice.between(207, 140, 700) * 5;
	if (rentFrequency === 'weekly') return { rent: Math.round((monthly * 12) / 52 / 5) * 5, rentFrequency };
	return { rent: rentFrequency === 'annually' ? monthly * 12 : monthly, rentFrequency };
}
