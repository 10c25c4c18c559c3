/** What records of many kinds have alike: an office, a negotiator of it, a source. */
import { element } from '../../random.ts';
import type { JsonObject } from '../contract.ts';
import { negotiatorsPerOffice } from './agency.ts';
import type { NegotiatorEntry, OfficeEntry } from './agency.ts';
import type { RecordFacts } from './plan.ts';

export function officeOf({ customer, office }: Pick<RecordFacts, 'customer' | 'office'>): OfficeEntry {
	return element(customer.offices, office);
}

/** One of the people of the record's office. */
export function negotiatorOf(
	{ customer, dice, office }: Pick<RecordFacts, 'customer' | 'dice' | 'office'>,
	salt: number,
): NegotiatorEntry {
	return element(customer.negotiators, office * negotiatorsPerOffice + dice.below(salt, negotiatorsPerOffice));
}

/** Where somebody came from: an advertisement, or another office. */
export function sourceOf({ customer, dice }: RecordFacts, salt: number): JsonObject {
	return dice.chance(salt, 80)
		? { id: customer.id('sources', dice.below(salt + 1, customer.count('sources'))), type: 'source' }
		: { id: dice.pick(salt + 1, customer.offices).code, type: 'office' };
}

/** The id of a record of the start of any resource, chosen by the dice; null where there is none. */
export function anyOf({ customer, dice }: RecordFacts, resource: string, salt: number): string | null {
	const count = customer.count(resource);
	return count === 0 ? null : customer.id(resource, dice.below(salt, count));
}

export function textOf(record: JsonObject, name: string): string {
	const value = record[name];
	return typeof value === 'string' ? value : '';
}

/** Whole pounds in steps. */
export function money(facts: Pick<RecordFacts, 'dice'>, salt: number, low: number, high: number, step: number): number {
	return facts.dice.between(salt, Math.ceil(low / step), Math.floor(high / step)) * step;
}
