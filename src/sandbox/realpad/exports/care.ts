/** Exports of inspections and of defects in all their modes, and of the agenda: tasks and events. */
import { defectStatuses, eventTypes, inspectionTypes } from '../data/terms.ts';
import type { CrmEvent, Defect, Inspection, Task } from '../data/entities.ts';
import { column, day, defineExport, time } from './export.ts';
import type { Export, OwnValues } from './export.ts';

const inspections = defineExport<Inspection>({
	endpoint: 'list-excel-inspections',
	cs: 'Přejímky',
	en: 'Inspections',
	rows: (crm) => crm.inspections.all(),
	projectOf: (i, crm) => crm.units.find(i.unitId)?.projectId,
	columns: [
		column('on', 'type', 'Typ přejímky', 'Inspection type', (i, names) => names.term(inspectionTypes, i.typeId)),
		column('key', 'inspection_id', 'Přejímka ID', 'Inspection ID', (i) => i.id),
		column('on', 'unit', 'Jednotka', 'Unit', (i, names) => names.unit(i.unitId)),
		column('foreign', 'deal_id', 'Obchodní případ ID', 'Deal ID', (i) => i.dealId),
		column('on', 'starts', 'Termín', 'Date', (i) => time(i.startsAt)),
		column('on', 'is_done', 'Proběhla', 'Done', (i, names) => names.yesNo(i.isDone)),
		column('on', 'technician', 'Technik', 'Technician', (i) => i.technician),
		column('on', 'note', 'Poznámka', 'Note', (i) => i.note),
	],
});

export const defectModes = [
	'DEAL_DEFECTS',
	'DEAL_DEFECTS_COMMUNAL_AREA',
	'DEAL_DEFECTS_COMBINED',
	'INSPECTION_DEFECTS',
	'INSPECTION_DEFECTS_COMMUNAL_AREA',
	'INSPECTION_DEFECTS_COMBINED',
] as const;

function isInMode(defect: Defect, { values, seesCommunal }: OwnValues): boolean {
	const mode = values.mode ?? (seesCommunal ? 'DEAL_DEFECTS_COMBINED' : 'DEAL_DEFECTS');
	if (mode.startsWith('INSPECTION') !== defect.isFromInspection) return false;
	return mode.endsWith('COMBINED') || mode.endsWith('COMMUNAL_AREA') === (defect.dealId === null);
}

/** Labels and order of a real export (domain: Realpad §1.5), one label in Slovak included. */
const defects = defineExport<Defect>({
	endpoint: 'list-excel-defects',
	cs: 'Reklamace a vady',
	en: 'Defects',
	own: [{ name: 'mode', format: { oneOf: defectModes } }],
	*rows(crm, own) {
		for (const defect of crm.defects.all()) if (isInMode(defect, own)) yield defect;
	},
	projectOf: (d, crm) => crm.units.find(d.unitId)?.projectId,
	statusOf: (d) => d.statusId,
	columns: [
		column('on', 'project', 'Projekt', 'Project', (d, { crm, project }) =>
			project(crm.units.find(d.unitId)?.projectId),
		),
		column('foreign', 'deal_id', 'Obchodní případ', 'Deal', (d) => d.dealId),
		column('on', 'check_type', 'Typ kontroly', 'Check type', (d) => (d.isFromInspection ? 'přejímka' : 'záruka')),
		column('on', 'inspection_item', 'Typ položky technické přejímky', 'Inspection item type', (d) =>
			d.isFromInspection ? 'vada' : null,
		),
		column('on', 'unit', 'Jednotka', 'Unit', (d, names) => names.unit(d.unitId)),
		column('on', 'customer', 'Zákazník', 'Customer', (d, names) => names.customer(names.customerOf(d.dealId)?.id)),
		column('on', 'phone', 'Telefon', 'Phone', (d, names) => names.customerOf(d.dealId)?.phone ?? null),
		column('on', 'email', 'E-mail', 'E-mail', (d, names) => names.customerOf(d.dealId)?.email ?? null),
		column('on', 'number', 'Číslo vady', 'Defect number', (d) => d.number),
		column('on', 'is_problematic', 'Problémová vada', 'Problematic', (d, names) => names.yesNo(d.isProblematic)),
		column('on', 'customer_number', 'Číslo vady dle zákazníka', 'Number by customer', (d) => String(d.id % 90)),
		column('on', 'text', 'Popis', 'Description', (d) => d.text),
		column('on', 'location', 'Lokace (např. místnost)', 'Location (e.g. room)', (d) => d.room),
		column('on', 'developer_statement', 'Poslední vyjádření developera', 'Last statement of developer', (d) =>
			d.statusId === 4 ? 'Nejedná se o vadu' : null,
		),
		column('on', 'sent_to_customer', 'Odesláno zákazníkovi', 'Sent to customer', (d) =>
			d.statusId === 4 ? day(d.acceptedOn) : null,
		),
		column('on', 'supplier_statement', 'Poslední vyjádření dodavatele', 'Last statement of supplier', (d) =>
			d.statusId === 3 ? 'Opraveno' : null,
		),
		column('on', 'accepted', 'Přijato dne', 'Accepted on', (d) => day(d.acceptedOn)),
		column('on', 'due', 'Termín pro odstranění vady', 'Due on', (d) => day(d.dueOn)),
		column('on', 'planned', 'Plánovaný termín opravy', 'Repair planned at', (d) => time(d.plannedAt)),
		column('on', 'removed', 'Odstraněna dne', 'Removed on', (d) => day(d.removedOn)),
		column('on', 'note', 'Poznámka', 'Note', () => null),
		column('on', 'responsible', 'Odpovědná osoba', 'Responsible person', (d, names) => names.agent(d.agentId)),
		column('on', 'special_warranty', 'Speciální záruční lhůta', 'Special warranty', (d, names) =>
			names.yesNo(d.id % 10 === 1),
		),
		column('on', 'status', 'Stav', 'Status', (d, names) => names.term(defectStatuses, d.statusId)),
		column('on', 'part', 'Část bytu které sa vada týká', 'Part of the flat', (d) => d.room),
		column('on', 'is_common', 'Běžný problém', 'Common problem', (d, names) => names.yesNo(d.id % 6 === 1)),
		column('on', 'room', 'Místnost, které se vada týká', 'Room', (d) => d.room),
		column('on', 'supplier', 'Dodavatel', 'Supplier', (d) => d.supplier),
		column('on', 'general_supplier', 'Generální dodavatel', 'General supplier', (d) => d.generalSupplier),
		column('key', 'defect_id', 'Reklamace ID', 'Defect ID', (d) => d.id),
	],
});

const tasks = defineExport<Task>({
	endpoint: 'list-excel-tasks',
	cs: 'Úkoly',
	en: 'Tasks',
	rows: (crm) => crm.tasks.all(),
	projectOf: (t, crm) => crm.customers.find(t.customerId)?.projectId,
	createdOn: (t) => t.createdAt,
	columns: [
		column('on', 'title', 'Název', 'Title', (t) => t.title),
		column('on', 'text', 'Popis', 'Description', (t) => t.text),
		column('on', 'created', 'Vytvořeno', 'Created', (t) => time(t.createdAt)),
		column('on', 'due', 'Termín', 'Due', (t) => time(t.dueAt)),
		column('on', 'is_done', 'Hotovo', 'Done', (t, names) => names.yesNo(t.isDone)),
		column('on', 'customer', 'Zákazník', 'Customer', (t, names) => names.customer(t.customerId)),
		column('on', 'salesman', 'Prodejce', 'Salesman', (t, names) => names.agent(t.agentId)),
		column('key', 'task_id', 'Úkol ID', 'Task ID', (t) => t.id),
		column('foreign', 'customer_id', 'Zákazník ID', 'Customer ID', (t) => t.customerId),
		column('foreign', 'salesman_id', 'Prodejce ID', 'Sales agent ID', (t) => t.agentId),
	],
});

const events = defineExport<CrmEvent>({
	endpoint: 'list-excel-events',
	cs: 'Události',
	en: 'Events',
	rows: (crm) => crm.events.all(),
	projectOf: (e) => e.projectId,
	createdOn: (e) => e.startsAt,
	columns: [
		column('on', 'type', 'Typ události', 'Event type', (e, names) => names.term(eventTypes, e.typeId)),
		column('on', 'starts', 'Začátek', 'Start', (e) => time(e.startsAt)),
		column('on', 'minutes', 'Délka (min)', 'Length (min)', (e) => e.minutes),
		column('on', 'customer', 'Zákazník', 'Customer', (e, names) => names.customer(e.customerId)),
		column('on', 'unit', 'Jednotka', 'Unit', (e, names) => names.unit(e.unitId)),
		column('on', 'salesman', 'Prodejce', 'Salesman', (e, names) => names.agent(e.agentId)),
		column('on', 'text', 'Poznámka', 'Note', (e) => e.text),
		column('key', 'event_id', 'Událost ID', 'Event ID', (e) => e.id),
		column('foreign', 'customer_id', 'Zákazník ID', 'Customer ID', (e) => e.customerId),
		column('foreign', 'unit_id', 'Jednotka ID', 'Unit ID', (e) => e.unitId),
		column('foreign', 'project_id', 'Projekt ID', 'Project ID', (e) => e.projectId),
	],
});

export const careExports: readonly Export[] = [inspections, defects, tasks, events];
