/** How records are called in exports, in the language of the user. */
import type { Crm } from '../data/crm.ts';
import type { Customer, Unit } from '../data/entities.ts';
import { label } from '../data/terms.ts';
import type { Language, Term } from '../data/terms.ts';

/** Every name is empty where its record was deleted: exports do not fail over an old reference. */
export interface Names {
	readonly crm: Crm;
	readonly term: (list: readonly Term[], id: number | undefined) => string;
	readonly yesNo: (value: boolean) => string;
	readonly project: (id: number | undefined) => string;
	readonly unit: (id: number | null | undefined) => string;
	readonly agent: (id: number | undefined) => string;
	readonly customer: (id: number | undefined) => string;
	readonly customerOf: (dealId: number | null | undefined) => Customer | undefined;
	readonly unitsOf: (dealId: number) => readonly Unit[];
}

export function namesIn(crm: Crm, language: Language): Names {
	const customer = (id: number | undefined): string => {
		const found = crm.customers.find(id);
		return found === undefined ? '' : fullName(found);
	};
	let units: ReadonlyMap<number | null, readonly Unit[]> | undefined;
	return {
		crm,
		term: (list, id) => (id === undefined ? '' : label(list, id, language)),
		yesNo: (value) => (language === 'cs' ? (value ? 'Ano' : 'Ne') : value ? 'Yes' : 'No'),
		project: (id) => crm.projects.find(id)?.name ?? '',
		unit: (id) => crm.units.find(id)?.name ?? '',
		agent: (id) => crm.agents.find(id)?.name ?? '',
		customer,
		customerOf: (dealId) => crm.customers.find(crm.deals.find(dealId)?.customerId),
		unitsOf: (dealId) => {
			units ??= Map.groupBy(crm.units.all(), (unit) => unit.dealId);
			return units.get(dealId) ?? [];
		},
	};
}

export function fullName({ degree, firstName, lastName }: Customer): string {
	return degree === '' ? `${firstName} ${lastName}` : `${degree} ${firstName} ${lastName}`;
}
