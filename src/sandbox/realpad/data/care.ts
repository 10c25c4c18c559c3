/** What follows a sale: inspections and defects; and the salesmen's agenda: tasks and events. */
import { Dice } from '../../random.ts';
import { dayAfter, daysOfData, firstDay, lastDay, timeOn } from './days.ts';
import type { CrmEvent, Customer, Deal, Defect, Inspection, Task, Unit } from './entities.ts';
import { momentOf } from './people.ts';
import { companies, defects as defectTexts, men, notes, rooms, surnames, taskTitles } from './words.ts';

export function makeInspections(seed: number, deals: readonly Deal[]): Inspection[] {
	const inspections: Inspection[] = [];
	deals.forEach((deal, i) => {
		if (deal.lifecycleId < 6) return;
		const dice = new Dice(seed + 141, i);
		for (let typeId = 1; typeId <= 3; typeId += 1) {
			const day = dayAfter(deal.signedOn ?? deal.createdAt.slice(0, 10), 200 + typeId * 20);
			inspections.push({
				id: 2001 + inspections.length * 2,
				dealId: deal.id,
				unitId: deal.unitId,
				typeId,
				startsAt: timeOn(day, dice.between(typeId, 16, 34) * 30),
				isDone: day <= lastDay,
				technician: `${dice.pick(10, men)} ${dice.pick(11, surnames)[0]}`,
				note: dice.pick(20 + typeId, notes),
			});
		}
	});
	return inspections;
}

/** Four kinds: of deals or of inspections, in a unit or in a communal area; a third is communal. */
export function makeDefects(seed: number, count: number, deals: readonly Deal[], units: readonly Unit[]): Defect[] {
	const handedOver = deals.filter(({ statusId }) => statusId === 3);
	return Array.from({ length: count }, (_, i) => {
		const dice = new Dice(seed + 142, i);
		const isCommunal = i % 3 === 2 || handedOver.length === 0;
		const deal = isCommunal ? undefined : dice.pick(1, handedOver);
		const acceptedOn = dayAfter(firstDay, dice.below(2, daysOfData));
		const statusId = dice.between(3, 1, 4);
		return {
			id: 9001 + i * 2,
			isFromInspection: dice.chance(4, 40),
			dealId: deal?.id ?? null,
			unitId: deal?.unitId ?? dice.pick(5, units).id,
			statusId,
			number: `R-${acceptedOn.slice(2, 4)}-${String(i + 1).padStart(4, '0')}`,
			isProblematic: dice.chance(6, 12),
			text: dice.pick(7, defectTexts),
			room: dice.pick(8, rooms),
			supplier: dice.pick(9, companies),
			generalSupplier: dice.pick(10, companies),
			acceptedOn,
			dueOn: dayAfter(acceptedOn, 30),
			plannedAt: dice.chance(11, 50)
				? timeOn(dayAfter(acceptedOn, dice.between(12, 3, 40)), dice.between(13, 14, 34) * 30)
				: null,
			removedOn: statusId === 3 ? dayAfter(acceptedOn, dice.between(14, 5, 60)) : null,
			agentId: deal?.agentId ?? 31,
		};
	});
}

export function makeTasks(seed: number, count: number, customers: readonly Customer[]): Task[] {
	return Array.from({ length: count }, (_, i) => {
		const dice = new Dice(seed + 143, i);
		const customer = dice.pick(1, customers);
		const createdAt = momentOf(dice, 2);
		const due = timeOn(dayAfter(createdAt.slice(0, 10), dice.between(3, 0, 21)), dice.between(4, 16, 36) * 30);
		return {
			id: 30_001 + i * 2,
			customerId: customer.id,
			agentId: customer.agentId,
			title: dice.pick(5, taskTitles),
			text: dice.pick(6, notes),
			createdAt,
			// People type times; nobody stops them from typing one that summer time leaves out.
			dueAt: i % 211 === 7 ? '2026-03-29T02:30:00' : due,
			isDone: dice.chance(7, 75),
		};
	});
}

export function makeEvents(
	seed: number,
	count: number,
	customers: readonly Customer[],
	units: readonly Unit[],
): CrmEvent[] {
	return Array.from({ length: count }, (_, i) => {
		const dice = new Dice(seed + 144, i);
		const customer = dice.pick(1, customers);
		const unit = dice.chance(2, 60) ? dice.pick(3, units) : undefined;
		return {
			id: 110_001 + i * 2,
			customerId: customer.id,
			unitId: unit?.id ?? null,
			projectId: unit?.projectId ?? customer.projectId,
			agentId: customer.agentId,
			typeId: dice.between(4, 1, 4),
			startsAt: momentOf(dice, 5),
			minutes: dice.between(6, 1, 12) * 10,
			text: dice.pick(7, notes),
		};
	});
}
