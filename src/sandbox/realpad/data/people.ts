/** Salesmen, customers, their inquiries and consents. Telephone numbers begin with a 0 that no Czech number has. */
import { Dice } from '../../random.ts';
import { dayAfter, daysOfData, firstDay, timeOn } from './days.ts';
import type { Agent, Consent, Customer, Inquiry, Project } from './entities.ts';
import { customerStatuses, inquiryStatuses, sources, termAt } from './terms.ts';
import { cities, degrees, layouts, men, notes, streets, surnames, tags, women } from './words.ts';

export const agentCount = 24;

export function makeAgents(seed: number): Agent[] {
	return Array.from({ length: agentCount }, (_, i) => {
		const dice = new Dice(seed + 101, i);
		const { first, last } = personName(dice);
		return {
			id: 31 + i * 2,
			name: `${first} ${last}`,
			email: `${plain(first)}.${plain(last)}${i}@prodej.example`,
			phone: phoneText(dice, 7),
		};
	});
}

export function makeCustomers(
	seed: number,
	count: number,
	projects: readonly Project[],
	agents: readonly Agent[],
): Customer[] {
	return Array.from({ length: count }, (_, i) => makeCustomer(seed, i, 5001 + i * 3, projects, agents));
}

export function makeCustomer(
	seed: number,
	ordinal: number,
	id: number,
	projects: readonly Project[],
	agents: readonly Agent[],
): Customer {
	const dice = new Dice(seed + 102, ordinal);
	const { first, last } = personName(dice);
	const city = dice.pick(5, cities);
	const isCompany = dice.chance(6, 8);
	return {
		id,
		projectId: dice.pick(7, projects).id,
		agentId: dice.pick(8, agents).id,
		statusId: termAt(customerStatuses, dice.below(9, customerStatuses.length)),
		sourceId: termAt(sources, dice.below(10, sources.length)),
		degree: dice.pick(11, degrees),
		firstName: first,
		lastName: last,
		// Some people share an address, some have none: an e-mail is no key.
		email: dice.chance(12, 7) ? null : `${plain(first)}.${plain(last)}${dice.below(13, 400)}@posta.example`,
		phone: dice.chance(14, 9) ? null : phoneText(dice, 15),
		street: `${dice.pick(16, streets)} ${dice.between(17, 1, 1900)}/${dice.between(18, 1, 48)}`,
		city: city.name,
		zip: city.zip,
		companyNumber: isCompany ? String(dice.below(19, 100_000)).padStart(8, '0') : null,
		// A day that nobody knew is often typed as one of early 1900, where Excel's calendar is wrong.
		bornOn: isCompany ? null : bornOn(dice, ordinal),
		tags: dice.pick(21, tags),
		note: dice.pick(22, notes),
		isMarketingAllowed: dice.chance(23, 60),
		createdAt: momentOf(dice, 24),
	};
}

export function makeInquiries(seed: number, customers: readonly Customer[], projects: readonly Project[]): Inquiry[] {
	const inquiries: Inquiry[] = [];
	customers.forEach((customer, i) => {
		const dice = new Dice(seed + 103, i);
		const count = dice.chance(1, 25) ? 2 : 1;
		for (let nth = 0; nth < count; nth += 1) {
			inquiries.push({
				id: 20_001 + inquiries.length * 2,
				customerId: customer.id,
				projectId: nth === 0 ? customer.projectId : dice.pick(2, projects).id,
				agentId: customer.agentId,
				statusId: termAt(inquiryStatuses, dice.below(3 + nth, inquiryStatuses.length)),
				sourceId: nth === 0 ? customer.sourceId : 3,
				referralId: dice.chance(5 + nth, 12) ? dice.pick(7 + nth, customers).id : null,
				layout: dice.pick(9 + nth, layouts),
				text: dice.pick(11 + nth, notes),
				createdAt: nth === 0 ? customer.createdAt : momentOf(dice, 13),
			});
		}
	});
	return inquiries;
}

export function makeConsents(seed: number, customers: readonly Customer[]): Consent[] {
	const consents: Consent[] = [];
	customers.forEach((customer, i) => {
		const dice = new Dice(seed + 104, i);
		for (const typeId of [1, 2]) {
			if (typeId === 1 && !customer.isMarketingAllowed && !dice.chance(3, 20)) continue;
			const isWithdrawn = typeId === 1 && !customer.isMarketingAllowed;
			consents.push({
				id: 900 + consents.length,
				customerId: customer.id,
				typeId,
				givenAt: customer.createdAt,
				withdrawnAt: isWithdrawn ? timeOn(dayAfter(customer.createdAt.slice(0, 10), 30), 600) : null,
			});
		}
	});
	return consents;
}

function bornOn(dice: Dice, ordinal: number): string {
	return ordinal % 97 === 3
		? dayAfter('1900-01-01', dice.below(20, 80))
		: dayAfter('1938-01-01', dice.below(20, 24_000));
}

/** A working minute of a day of the data. */
export function momentOf(dice: Dice, salt: number): string {
	const day = dayAfter(firstDay, dice.below(salt, daysOfData));
	return timeOn(day, dice.between(salt + 1000, 8 * 60, 18 * 60), dice.below(salt + 2000, 60));
}

/** Written as each salesman likes it: three styles of the same thing. */
function phoneText(dice: Dice, salt: number): string {
	const digits = `0${String(dice.below(salt, 100_000_000)).padStart(8, '0')}`;
	const style = dice.below(salt + 500, 3);
	if (style === 0) return `00420${digits}`;
	if (style === 1) return digits;
	return `+420 ${digits.slice(0, 3)} ${digits.slice(3, 6)} ${digits.slice(6)}`;
}

function personName(dice: Dice): { first: string; last: string } {
	const isHer = dice.chance(1, 50);
	const [his, hers] = dice.pick(2, surnames);
	return { first: dice.pick(3, isHer ? women : men), last: isHer ? hers : his };
}

function plain(text: string): string {
	return text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();
}
