/** How a property is sold: price, status, the vendor, the dates that fit the status. */
import type { JsonObject } from '../contract.ts';
import { firmOf } from './companies.ts';
import { money } from './common.ts';
import { day, dayMs } from './instant.ts';
import { saleStatus } from './patterns.ts';
import type { RecordFacts } from './plan.ts';

/** Nothing has been instructed yet. */
const early = ['preAppraisal', 'valuation', 'paidValuation'];

export function sellingOf(facts: RecordFacts, sale: number): JsonObject {
	const { customer, dice, createdAt, office } = facts;
	const status = saleStatus(customer, sale);
	const price = priceOf(facts);
	const isInstructed = !early.includes(status);
	const isExchanged = status === 'exchanged' || status === 'completed';
	const tenure = dice.pick(301, ['freehold', 'freehold', 'leasehold', 'shareOfFreehold', 'tba']);
	return {
		instructed: isInstructed ? day(createdAt + 7 * dayMs) : null,
		price,
		priceTo: null,
		reservationFee: status === 'reserved' ? 1000 : null,
		qualifier: dice.pick(302, [
			'askingPrice',
			'guidePrice',
			'offersOver',
			'offersInExcess',
			'fixedPrice',
			'priceOnApplication',
		]),
		status,
		disposal: dice.pick(303, ['privateTreaty', 'privateTreaty', 'privateTreaty', 'auction', 'tender']),
		completed: status === 'completed' ? day(createdAt + 160 * dayMs) : null,
		exchanged: isExchanged ? day(createdAt + 140 * dayMs) : null,
		accountPaid: status === 'completed' ? day(createdAt + 170 * dayMs) : null,
		tenure: { type: tenure, expiry: tenure === 'leasehold' ? day(createdAt + 90 * 365 * dayMs) : null },
		vendorId: customer.id('vendors', sale),
		agency: dice.pick(304, ['soleAgent', 'soleAgent', 'jointSole', 'multiple', 'soleSellingRights']),
		agencyId: dice.chance(305, 12) ? firmOf(facts, 'agent', 306) : null,
		agreementExpiry: isInstructed ? day(createdAt + 97 * dayMs) : null,
		fee: { type: 'percentage', amount: dice.between(307, 8, 25) / 10 },
		exchangedCompanyFee: isExchanged ? Math.round(price * 0.015) : null,
		recommendedPrice: Math.round(price * 0.98),
		valuationPrice: Math.round(price * 0.97),
		exchangedPrice: isExchanged ? Math.round((price * 0.985) / 500) * 500 : null,
		exchangedOfficeId: isExchanged ? customer.officeCode(office) : null,
		decoration: [dice.pick(308, ['unmodernised', 'fair', 'good', 'veryGood'])],
		publicBrochureUrl: dice.chance(309, 50)
			? `https://brochures.sandbox.example/${customer.code}/${sale + 1}.pdf`
			: null,
	};
}

export function priceOf(facts: Pick<RecordFacts, 'dice'>): number {
	return money(facts, 310, 95_000, 1_450_000, 5000);
}
