/** Parameters of Realpad's exports: what each may hold. An unexpected one is an error at the vendor, so it never gets there. */
import { headerModes } from './realpadSettings.ts';

export type ParameterKind =
	| { readonly is: 'id' }
	| { readonly is: 'ids'; readonly values?: Readonly<Record<number, string>> }
	/** `YYYY-MM-DD`, inclusive. */
	| { readonly is: 'date' }
	| { readonly is: 'text' }
	| { readonly is: 'choice'; readonly values: readonly string[] };

export interface Parameter {
	readonly name: string;
	readonly kind: ParameterKind;
	readonly isRequired?: boolean;
	readonly description: string;
}

export const defectModes = [
	'DEAL_DEFECTS',
	'DEAL_DEFECTS_COMMUNAL_AREA',
	'DEAL_DEFECTS_COMBINED',
	'INSPECTION_DEFECTS',
	'INSPECTION_DEFECTS_COMMUNAL_AREA',
	'INSPECTION_DEFECTS_COMBINED',
] as const;

/** Every export takes it. `default` is named by the newer page only (domain/realpad.md §1.4). */
export const headerMode: Parameter = {
	name: 'headermode',
	kind: { is: 'choice', values: [...headerModes, 'default'] },
	description: 'Header rows: readable labels, stable ids, or both.',
};

/** What the newer exports take (domain/realpad.md §1.4). Which ones exactly is published nowhere: the vendor has the last word. */
export const newerFilters: readonly Parameter[] = [
	{ name: 'projectids', kind: { is: 'ids' }, description: 'Only these projects; exactly one waives the cool-down.' },
	{
		name: 'fulltext',
		kind: { is: 'text' },
		description: 'Only rows with this text; six characters waive the cool-down.',
	},
	{ name: 'creationdatefrom', kind: { is: 'date' }, description: 'Created on this day or later.' },
	{
		name: 'creationdateto',
		kind: { is: 'date' },
		description: 'Created on this day or before; 31 days waive the cool-down.',
	},
	{ name: 'statusids', kind: { is: 'ids' }, description: 'Only rows of these statuses.' },
];

export const defectMode: Parameter = {
	name: 'mode',
	kind: { is: 'choice', values: defectModes },
	description: 'Which defects; warranty claims of deals where absent.',
};

export const projectId: Parameter = {
	name: 'projectid',
	kind: { is: 'id' },
	isRequired: true,
	description: 'The project whose units are told; `all` asks for one project after the other.',
};

export const unitId: Parameter = {
	name: 'unitid',
	kind: { is: 'id' },
	isRequired: true,
	description: 'The unit whose history is told.',
};

export const invoiceFilters: readonly Parameter[] = [
	{
		name: 'filter_status',
		kind: {
			is: 'ids',
			values: { 1: 'new', 2: 'review #1', 3: 'review #2', 4: 'approval', 5: 'fully approved', 6: 'fully rejected' },
		},
		description: 'Only invoices of these statuses.',
	},
	{ name: 'filter_groupcompany', kind: { is: 'ids' }, description: 'Only invoices of these companies of the group.' },
	{ name: 'filter_issued_from', kind: { is: 'date' }, description: 'Issued on this day or later.' },
	{ name: 'filter_issued_to', kind: { is: 'date' }, description: 'Issued on this day or before.' },
];
