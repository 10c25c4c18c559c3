/** Prescribed payments and their lines, what came in, and the invoices of suppliers. */
import { Dice, element } from '../../random.ts';
import { dayAfter, daysOfData, firstDay, lastDay } from './days.ts';
import type { Deal, IncomingPayment, Invoice, InvoiceLine, Payment, PaymentLine, Project, Unit } from './entities.ts';
import { companies } from './words.ts';

const schedule = [
	{ title: 'Rezervační poplatek', percent: 2 },
	{ title: '1. záloha po podpisu SoSBK', percent: 13 },
	{ title: '2. záloha – hrubá stavba', percent: 25 },
	{ title: '3. záloha – kolaudace', percent: 50 },
	{ title: 'Doplatek před předáním', percent: 10 },
];

export function makePayments(seed: number, deals: readonly Deal[]): Payment[] {
	const payments: Payment[] = [];
	deals.forEach((deal, i) => {
		if (deal.statusId === 2 || deal.statusId === 4) return;
		const dice = new Dice(seed + 131, i);
		const steps = deal.statusId === 3 ? schedule : schedule.slice(0, deal.lifecycleId >= 4 ? 2 : 1);
		steps.forEach(({ title, percent }, nth) => {
			const dueOn = dayAfter(deal.createdAt.slice(0, 10), 10 + nth * dice.between(1, 60, 190));
			const amount = Math.round(deal.price * percent) / 100;
			const isPaid = dueOn <= lastDay && !dice.chance(10 + nth, 4);
			payments.push({
				id: 50_001 + payments.length * 2,
				dealId: deal.id,
				title,
				variableSymbol: String(deal.id * 100 + nth + 1).padStart(10, '0'),
				dueOn,
				amount,
				paid: isPaid ? amount : dice.chance(20 + nth, 5) ? Math.round(amount * 40) / 100 : 0,
			});
		});
	});
	return payments;
}

/** Each payment is split among the units of its deal; the main unit takes what rounding leaves. */
export function makePaymentLines(
	payments: readonly Payment[],
	deals: ReadonlyMap<number, Deal>,
	unitsOf: ReadonlyMap<number, readonly Unit[]>,
): PaymentLine[] {
	const lines: PaymentLine[] = [];
	for (const payment of payments) {
		const deal = deals.get(payment.dealId);
		if (deal === undefined) continue;
		const others = (unitsOf.get(deal.id) ?? []).filter(({ id }) => id !== deal.unitId).slice(0, 3);
		const part = Math.round(payment.amount * 4) / 100;
		const add = (unitId: number, amount: number, vatPercent: number): void => {
			const id = 80_001 + lines.length;
			lines.push({ id, paymentId: payment.id, dealId: deal.id, unitId, amount, vatPercent });
		};
		add(deal.unitId, Math.round((payment.amount - part * others.length) * 100) / 100, 12);
		for (const unit of others) add(unit.id, part, 21);
	}
	return lines;
}

export function makeIncoming(seed: number, payments: readonly Payment[]): IncomingPayment[] {
	const incoming: IncomingPayment[] = [];
	payments.forEach((payment, i) => {
		if (payment.paid === 0) return;
		const dice = new Dice(seed + 132, i);
		const halves = dice.chance(1, 8) ? 2 : 1;
		for (let nth = 0; nth < halves; nth += 1) {
			const half = Math.round((payment.paid * 100) / halves) / 100;
			incoming.push({
				id: 60_001 + incoming.length * 3,
				dealId: payment.dealId,
				receivedOn: dayAfter(payment.dueOn, dice.between(2 + nth, -12, 9)),
				amount: nth === 0 ? half : Math.round((payment.paid - half) * 100) / 100,
				variableSymbol: payment.variableSymbol,
				account: `${String(dice.below(4, 1000)).padStart(6, '0')}-00000${String(dice.below(5, 100_000)).padStart(5, '0')}/0000`,
			});
		}
	});
	return incoming;
}

export function makeInvoices(seed: number, count: number, projects: readonly Project[]): Invoice[] {
	let lineId = 15_000;
	return Array.from({ length: count }, (_, i) => {
		const dice = new Dice(seed + 133, i);
		const project = dice.pick(1, projects);
		const issuedOn = dayAfter(firstDay, dice.below(2, daysOfData));
		const lines: InvoiceLine[] = Array.from({ length: dice.between(3, 1, 4) }, (_, nth) => {
			lineId += 1;
			const text = dice.pick(10 + nth, ['Materiál', 'Práce dle soupisu', 'Doprava', 'Zádržné 5 %']);
			const amount = dice.between(20 + nth, 3000, 900_000) + dice.below(30 + nth, 100) / 100;
			return { id: lineId, text, amount, vatPercent: element([21, 21, 12, 0], dice.below(40 + nth, 4)) };
		});
		return {
			id: 8001 + i,
			projectId: project.id,
			companyId: project.companyId,
			supplier: dice.pick(4, companies),
			supplierNumber: `0${String(dice.below(5, 10_000_000)).padStart(7, '0')}`,
			number: `FP-${issuedOn.slice(0, 4)}/${String(i + 1).padStart(5, '0')}`,
			variableSymbol: String(dice.below(6, 1_000_000)).padStart(10, '0'),
			statusId: dice.between(7, 1, 6),
			issuedOn,
			dueOn: dayAfter(issuedOn, 14),
			lines,
		};
	});
}
