/**
 * The exports of Realpad's Takeout API as data: what each takes, what the seed says of its columns, and when it may be
 * used. The vendor publishes no column ids, so columns are described by position and by words to look for in headers.
 */
import { dealStatus, unitStatus, unitType } from './enumerations.ts';
import type { Enumeration } from './enumerations.ts';
import { defectMode, invoiceFilters, newerFilters, projectId, unitId } from './realpadParameters.ts';
import type { Parameter } from './realpadParameters.ts';

/** Nouns by which headers are told apart, in the languages of the vendor's users. Compared without accents and case. */
export const nouns = {
	customer: ['customer', 'client', 'zakaznik', 'klient', 'kunde', 'kontakt', 'contact'],
	owner: ['owner', 'vlastnik', 'majitel', 'spravce'],
	unit: ['unit', 'jednotk', 'product', 'produkt', 'byt', 'einheit'],
	project: ['project', 'projekt', 'development'],
	deal: ['deal', 'business case', 'pripad', 'vertrag'],
	salesman: ['salesman', 'sales agent', 'agent', 'prodejce', 'predajca', 'makler', 'obchodnik', 'verkaufer'],
	lifecycle: ['lifecycle', 'phase', 'faze', 'faza'],
	source: ['source', 'zdroj', 'quelle'],
	company: ['company', 'spolecnost', 'spolocnost', 'firma'],
	inquiry: ['inquir', 'enquir', 'poptavk', 'dopyt', 'lead', 'anfrage'],
	referral: ['referral', 'doporuc', 'odporuc'],
	document: ['document', 'dokument'],
	payment: ['payment', 'platb', 'splatk', 'predpis', 'zahlung'],
	line: ['line', 'item', 'polozk', 'radek', 'riadok'],
	additionalProduct: ['additional', 'accessor', 'priplatk', 'prislus', 'dopln', 'produkt', 'product'],
	inspection: ['inspection', 'prejimk', 'kontrol', 'preberani', 'prohlidk'],
	defect: ['defect', 'vad', 'reklamac', 'claim', 'mangel'],
	task: ['task', 'ukol', 'uloh', 'aufgabe'],
	event: ['event', 'udalost', 'aktivit', 'activity', 'ereignis'],
	invoice: ['invoice', 'faktur', 'rechnung'],
	consent: ['consent', 'souhlas', 'suhlas', 'einwilligung'],
	type: ['type', 'typ', 'druh'],
	status: ['status', 'state', 'stav', 'availab', 'dostupn', 'zustand'],
	time: ['time', 'date', 'cas', 'datum', 'platnost', 'since', 'from', 'od'],
	user: ['user', 'uzivatel', 'autor', 'author'],
} as const;

export type Noun = keyof typeof nouns;

/** Where the seed sees the key. Only a hint: columns can be switched off and moved (domain/realpad.md §1.5). */
export interface KeyPart {
	readonly noun: Noun;
	/** From the first column (0, 1, …) or from the last (-1, -2, …); absent where the seed does not say. */
	readonly at?: number;
	/** A moment or a name rather than an id. */
	readonly isPlain?: boolean;
}

export interface CodedColumn {
	readonly noun: Noun;
	readonly at?: number;
	readonly enumeration: Enumeration;
}

export interface Endpoint {
	/** Name and table; `list-excel-` before it is the vendor's path. */
	readonly id: string;
	readonly title: string;
	readonly group: 'Customers' | 'Sales' | 'Projects' | 'Payments' | 'Handover' | 'Activity';
	readonly parameters: readonly Parameter[];
	/** Parts of the key by the seed; more than one where no single column can be the key. */
	readonly key: readonly KeyPart[];
	readonly codes?: readonly CodedColumn[];
	/** Not to be used once the developer was migrated to Multiple Inquiries, and what the vendor offers then. */
	readonly insteadWhenMultiple?: readonly string[];
	/** Made for developers with Multiple Inquiries. */
	readonly isForMultiple?: boolean;
	/** Superseded by another export. */
	readonly successor?: string;
	/** Why it is left out where all exports are asked for without naming this one. */
	readonly leftOut?: string;
	/** Conditions that waive the cool-down, besides exactly one project and six characters of full text. */
	readonly isNarrowByDates?: boolean;
	readonly notes?: readonly string[];
}

const notInGuide = 'only third parties tell of this export, so it is read when it is named';

export const endpoints: readonly Endpoint[] = [
	{
		id: 'projects',
		title: 'Projects',
		group: 'Projects',
		parameters: [],
		key: [{ noun: 'project', at: -1 }],
	},
	{
		id: 'products',
		title: 'Units for sale',
		group: 'Projects',
		parameters: newerFilters,
		isNarrowByDates: true,
		key: [{ noun: 'unit', at: -5 }],
		codes: [
			{ noun: 'type', at: -4, enumeration: unitType },
			{ noun: 'status', at: -3, enumeration: unitStatus },
		],
	},
	{
		id: 'sales-status',
		title: 'Sales status of units',
		group: 'Sales',
		parameters: [],
		key: [{ noun: 'unit', at: -1 }],
		codes: [
			{ noun: 'type', enumeration: unitType },
			{ noun: 'status', enumeration: unitStatus },
		],
		insteadWhenMultiple: ['inquiries', 'customers-contacts'],
	},
	{
		id: 'customers',
		title: 'Customers',
		group: 'Customers',
		parameters: [],
		key: [{ noun: 'customer', at: -1 }],
		insteadWhenMultiple: ['customers-contacts', 'inquiries'],
	},
	{
		id: 'customers-contacts',
		title: 'Contacts of customers',
		group: 'Customers',
		parameters: newerFilters,
		isNarrowByDates: true,
		key: [{ noun: 'customer', at: -2 }],
		isForMultiple: true,
	},
	{
		id: 'inquiries',
		title: 'Inquiries of customers',
		group: 'Customers',
		parameters: newerFilters,
		isNarrowByDates: true,
		// The seed names the customer and the referral only; an inquiry's own id is taken where a column has it.
		key: [{ noun: 'inquiry' }],
		isForMultiple: true,
	},
	{
		id: 'business-cases',
		title: 'Deals',
		group: 'Sales',
		parameters: newerFilters,
		key: [{ noun: 'deal', at: -1 }],
		codes: [{ noun: 'status', enumeration: dealStatus }],
	},
	{
		id: 'deal-documents',
		title: 'Documents of deals',
		group: 'Sales',
		parameters: newerFilters,
		isNarrowByDates: true,
		key: [{ noun: 'document', at: -3 }],
	},
	{
		id: 'additional-products',
		title: 'Additional products of deals',
		group: 'Sales',
		parameters: newerFilters,
		isNarrowByDates: true,
		key: [{ noun: 'additionalProduct', at: -3 }],
	},
	{
		id: 'payments-prescribed',
		title: 'Prescribed payments',
		group: 'Payments',
		parameters: newerFilters,
		isNarrowByDates: true,
		key: [{ noun: 'payment', at: -1 }],
	},
	{
		id: 'payments-prescribed-lines',
		title: 'Lines of prescribed payments',
		group: 'Payments',
		parameters: newerFilters,
		isNarrowByDates: true,
		key: [{ noun: 'line', at: -4 }],
	},
	{
		id: 'payments-incoming',
		title: 'Incoming payments',
		group: 'Payments',
		parameters: newerFilters,
		isNarrowByDates: true,
		key: [{ noun: 'payment', at: 0 }],
	},
	{
		id: 'inspections',
		title: 'Inspections',
		group: 'Handover',
		parameters: newerFilters,
		isNarrowByDates: true,
		key: [{ noun: 'inspection' }],
	},
	{
		id: 'defects',
		title: 'Defects',
		group: 'Handover',
		parameters: [defectMode, ...newerFilters],
		isNarrowByDates: true,
		key: [{ noun: 'defect', at: -1 }],
		notes: ['Without `mode` these are the warranty claims of deals; some developers also see those of communal areas.'],
	},
	{
		id: 'tasks',
		title: 'Tasks',
		group: 'Activity',
		parameters: newerFilters,
		isNarrowByDates: true,
		key: [{ noun: 'task', at: -3 }],
	},
	{
		id: 'events',
		title: 'Events',
		group: 'Activity',
		parameters: newerFilters,
		isNarrowByDates: true,
		key: [{ noun: 'event', at: -4 }],
	},
	{
		id: 'invoices',
		title: 'Invoices',
		group: 'Payments',
		parameters: [...invoiceFilters, ...newerFilters],
		isNarrowByDates: true,
		// Invoice columns, then line columns: one row per line.
		key: [{ noun: 'line' }],
		leftOut: notInGuide,
	},
	{
		id: 'customer-consents',
		title: 'Consents of customers',
		group: 'Customers',
		parameters: newerFilters,
		isNarrowByDates: true,
		key: [{ noun: 'consent' }],
		leftOut: notInGuide,
	},
	{
		id: 'deals',
		title: 'Deals (as the newer guide names them)',
		group: 'Sales',
		parameters: newerFilters,
		key: [{ noun: 'deal' }],
		codes: [{ noun: 'status', enumeration: dealStatus }],
		leftOut: notInGuide,
	},
	{
		id: 'unit-history',
		title: 'History of one unit',
		group: 'Projects',
		parameters: [unitId],
		key: [
			{ noun: 'time', at: 0, isPlain: true },
			{ noun: 'user', at: 1, isPlain: true },
		],
		successor: 'project-units-history',
		leftOut: 'it tells of one unit only, which has to be named',
	},
	// Last: it takes one export per project, with a cool-down after each.
	{
		id: 'project-units-history',
		title: "History of a project's units",
		group: 'Projects',
		parameters: [projectId],
		key: [{ noun: 'unit' }, { noun: 'time', at: 0, isPlain: true }, { noun: 'user', at: 1, isPlain: true }],
		codes: [
			{ noun: 'type', enumeration: unitType },
			{ noun: 'status', enumeration: unitStatus },
		],
		notes: ['One export per project, five minutes apart: an interrupted run goes on with the next project.'],
	},
];

export function endpointOf(id: string): Endpoint | undefined {
	return endpoints.find((endpoint) => endpoint.id === id);
}

/** The vendor's path of an export below `/ws/v10/`. */
export function endpointPath(endpoint: Pick<Endpoint, 'id'>): string {
	return `list-excel-${endpoint.id}`;
}
