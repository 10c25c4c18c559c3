/** Deals over units that are taken, and those that came to nothing; with their documents and additional products. */
import { Dice, element } from '../../random.ts';
import { isMainUnit } from './buildings.ts';
import { dayAfter, daysBetween, lastDay, timeOn } from './days.ts';
import type { AdditionalProduct, Customer, Deal, DealDocument, Inquiry, Payment, Unit } from './entities.ts';
import { label, productTypes } from './terms.ts';
import { notes } from './words.ts';

export interface DealsMade {
	readonly deals: readonly Deal[];
	/** Units with the deal that they now belong to. */
	readonly units: readonly Unit[];
}

/** Every taken main unit has a deal; taken parking places and cellars join one of the same project. */
export function makeDeals(
	seed: number,
	units: readonly Unit[],
	customers: readonly Customer[],
	inquiries: readonly Inquiry[],
): DealsMade {
	const deals: Deal[] = [];
	const ofProject = new Map<number, Deal[]>();
	const inquiryOf = new Map(inquiries.map((inquiry) => [inquiry.customerId, inquiry.id]));
	const add = (unit: Unit, isTaken: boolean): Deal => {
		const deal = makeDeal(seed, deals.length, unit, isTaken, customers, inquiryOf);
		deals.push(deal);
		if (isTaken) ofProject.set(unit.projectId, [...(ofProject.get(unit.projectId) ?? []), deal]);
		return deal;
	};
	const withMain = units.map((unit, i) => {
		if (!isMainUnit(unit)) return unit;
		if (isTaken(unit)) return { ...unit, dealId: add(unit, true).id };
		if (new Dice(seed + 121, i).chance(1, 30)) add(unit, false);
		return unit;
	});
	const withAll = withMain.map((unit, i) => {
		const candidates = ofProject.get(unit.projectId);
		if (isMainUnit(unit) || !isTaken(unit) || candidates === undefined) return unit;
		return { ...unit, dealId: new Dice(seed + 122, i).pick(1, candidates).id };
	});
	return { deals, units: withAll };
}

function isTaken(unit: Unit): boolean {
	return unit.statusId >= 1 && unit.statusId <= 3;
}

function makeDeal(
	seed: number,
	ordinal: number,
	unit: Unit,
	isOnItsWay: boolean,
	customers: readonly Customer[],
	inquiryOf: ReadonlyMap<number, number>,
): Deal {
	const dice = new Dice(seed + 123, ordinal);
	const customer = dice.pick(1, customers);
	const from = unit.createdAt.slice(0, 10);
	const day = dayAfter(from, dice.below(2, Math.max(1, daysBetween(from, lastDay) - 30)));
	const discountPercent = dice.chance(3, 20) ? dice.between(4, 1, 5) : 0;
	const isSold = isOnItsWay && unit.statusId === 3;
	return {
		id: 70_001 + ordinal * 2,
		inquiryId: dice.chance(5, 85) ? (inquiryOf.get(customer.id) ?? null) : null,
		customerId: customer.id,
		otherCustomerIds: dice.chance(6, 30) ? [dice.pick(7, customers).id] : [],
		projectId: unit.projectId,
		unitId: unit.id,
		agentId: customer.agentId,
		statusId: isSold ? 3 : isOnItsWay ? 1 : dice.chance(8, 70) ? 2 : 4,
		lifecycleId: isSold ? dice.between(9, 5, 7) : isOnItsWay ? 2 + unit.statusId : dice.between(9, 1, 3),
		price: Math.round((unit.price * (100 - discountPercent)) / 100),
		discountPercent,
		createdAt: timeOn(day, dice.between(10, 480, 1080), dice.below(11, 60)),
		signedOn: isSold ? dayAfter(day, dice.between(12, 5, 30)) : null,
		note: dice.pick(13, notes),
	};
}

export function makeDocuments(seed: number, deals: readonly Deal[]): DealDocument[] {
	const documents: DealDocument[] = [];
	deals.forEach((deal, i) => {
		const dice = new Dice(seed + 124, i);
		const count = deal.statusId === 3 ? 3 : deal.statusId === 1 ? 1 : 0;
		for (let nth = 0; nth < count; nth += 1) {
			const day = dayAfter(deal.createdAt.slice(0, 10), 3 + nth * 9);
			documents.push({
				id: 41_001 + documents.length * 2,
				dealId: deal.id,
				customerId: deal.customerId,
				agentId: deal.agentId,
				typeId: nth + 1,
				// Numbers of contracts look like numbers and must stay texts: `0042024017`.
				number: `00${deal.id}${String(nth + 1).padStart(3, '0')}`,
				createdAt: timeOn(day, dice.between(nth, 480, 1080)),
				signedOn: deal.statusId === 3 || dice.chance(10, 50) ? dayAfter(day, 4) : null,
			});
		}
	});
	return documents;
}

export function makeProducts(
	seed: number,
	deals: readonly Deal[],
	paymentsOf: ReadonlyMap<number, readonly Payment[]>,
): AdditionalProduct[] {
	const products: AdditionalProduct[] = [];
	deals.forEach((deal, i) => {
		const dice = new Dice(seed + 125, i);
		if (deal.statusId === 2 || !dice.chance(1, 35)) return;
		const typeId = dice.between(2, 1, productTypes.length);
		const payments = paymentsOf.get(deal.id) ?? [];
		products.push({
			id: 3001 + products.length,
			dealId: deal.id,
			typeId,
			paymentId: payments.length === 0 ? null : element(payments, payments.length - 1).id,
			name: `${label(productTypes, typeId, 'cs')} ${dice.pick(3, ['Standard', 'Premium', '„Na míru“'])}`,
			price: dice.between(4, 15, 480) * 1000 + 0.5 * dice.below(5, 2),
		});
	});
	return products;
}
