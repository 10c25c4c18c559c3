/** Forms of ids: `OXF19000001` (office, year, number), `OXF190001` for properties, codes, plain numbers. */
import type { Customer } from './customer.ts';
import type { IdForm } from './plan.ts';
import { hash } from '../../random.ts';
import type { Json, ResourceName } from '../contract.ts';

/** Office, year of creation, and the record's number in at least so many digits. */
export function officeIds(resource: ResourceName, digits: number): IdForm {
	const form = (office: string, year: string, n: number): string =>
		`${office}${year}${String(n + 1).padStart(digits, '0')}`;
	return {
		idOf: (customer, n) => {
			const { office, createdAt } = customer.start(resource, n);
			return form(customer.officeCode(office), yearOf(createdAt), n);
		},
		numberOf: (_, id) => Number(id.slice(5)) - 1,
		fresh: (customer, n, fields) => {
			const { officeId, officeIds: several } = fields;
			const [office] = [officeId, ...(Array.isArray(several) ? (several as readonly Json[]) : [])].filter(
				(id) => typeof id === 'string' && /^[A-Z]{3}$/.test(id),
			);
			return form(typeof office === 'string' ? office : customer.officeCode(0), yearOf(customer.now()), n);
		},
	};
}

/** Ids from a fixed list; records beyond it get a number. */
export function codes(list: (customer: Customer) => readonly string[]): IdForm {
	return {
		idOf: (customer, n) => list(customer)[n] ?? `X${n}`,
		numberOf: (customer, id) => list(customer).indexOf(id),
		fresh: (_, n) => `X${n}`,
	};
}

export const plainNumbers: IdForm = {
	idOf: (_, n) => String(n + 1),
	numberOf: (_, id) => Number(id) - 1,
	fresh: (_, n) => String(n + 1),
};

/** As databases give them out; the number is part of it. */
export function uuids(salt: number): IdForm {
	const idOf = (n: number): string => {
		const part = (k: number): string => hash(salt, n, k).toString(16).padStart(8, '0');
		const middle = part(1);
		return `${n.toString(16).padStart(8, '0')}-${middle.slice(0, 4)}-4${middle.slice(5)}-a${part(2).slice(1, 4)}-${part(3)}${part(4).slice(0, 4)}`;
	};
	return {
		idOf: (_, n) => idOf(n),
		numberOf: (_, id) => Number.parseInt(id.slice(0, 8), 16),
		fresh: (_, n) => idOf(n),
	};
}

function yearOf(ms: number): string {
	return String(new Date(ms).getUTCFullYear()).slice(2);
}
