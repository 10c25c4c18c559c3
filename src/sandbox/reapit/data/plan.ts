/** What the records of a resource are made from: how many there are, their ids, and their fields. */
import type { Dice } from '../../random.ts';
import type { JsonObject, ResourceName } from '../contract.ts';
import type { Customer } from './customer.ts';
import type { Spread } from './spread.ts';

/** What a record of the start is made from. */
export interface RecordFacts {
	readonly customer: Customer;
	readonly dice: Dice;
	/** Number within the resource, from 0, in the order of creation. */
	readonly n: number;
	/** Number of the record it hangs on, and which of that record's children it is; both 0 without a parent. */
	readonly parent: number;
	readonly place: number;
	/** Number of the office in its id. */
	readonly office: number;
	/** In ms since 1970. */
	readonly createdAt: number;
	readonly modifiedAt: number;
}

/** How ids follow from numbers and back; each a function of the number alone, so that nothing has to be held. */
export interface IdForm {
	idOf(customer: Customer, n: number): string;
	/** @returns a number that may have this id; whether it has is checked by `idOf` */
	numberOf(customer: Customer, id: string): number;
	/** The id of a record that was added. */
	fresh(customer: Customer, n: number, fields: JsonObject): string;
}

export interface ParentLink {
	readonly resource: ResourceName;
	/** Where a record names its parent. */
	readonly field: string;
	readonly spread: Spread;
}

export interface RecordPlan {
	readonly resource: ResourceName;
	/** Records of the start; those of a parent follow from its spread. */
	readonly count: (customer: Customer) => number;
	readonly ids: IdForm;
	readonly parent?: ParentLink;
	readonly isArchived?: (dice: Dice, n: number) => boolean;
	/** When a record of the start says that it was modified, where it says so wrongly. */
	readonly modifiedAhead?: (customer: Customer, n: number) => number | undefined;
	readonly fields: (facts: RecordFacts) => JsonObject;
	/** Fields that come along with an added record when its maker does not name them. */
	readonly defaults?: JsonObject;
}

/** Plans are kept in the order in which their dice are told apart: new ones go to the end. */
export type Plans = readonly RecordPlan[];
