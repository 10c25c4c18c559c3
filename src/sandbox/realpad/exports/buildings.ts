/** Exports about what is built: projects, units in both worlds, and the past of units. */
import { unitStatuses, unitTypes } from '../data/terms.ts';
import type { Project, Unit, UnitVersion } from '../data/entities.ts';
import { column, day, defineExport, time } from './export.ts';
import type { Column, Export } from './export.ts';

const projects = defineExport<Project>({
	endpoint: 'list-excel-projects',
	cs: 'Projekty',
	en: 'Projects',
	rows: (crm) => crm.projects.all(),
	projectOf: (p) => p.id,
	columns: [
		column('on', 'name', 'Název', 'Name', (p) => p.name),
		column('on', 'company', 'Společnost', 'Company', (p) => p.company),
		column('on', 'street', 'Ulice', 'Street', (p) => p.street),
		column('on', 'city', 'Město', 'City', (p) => p.city),
		column('on', 'zip', 'PSČ', 'ZIP', (p) => p.zip),
		column('on', 'started', 'Zahájení výstavby', 'Construction start', (p) => day(p.startedOn)),
		column('on', 'finished', 'Dokončení', 'Completion', (p) => day(p.finishedOn)),
		column('on', 'on_sale', 'V prodeji', 'On sale', (p, names) => names.yesNo(p.isOnSale)),
		column('off', 'unit_count', 'Počet jednotek', 'Units', (p, names) => {
			let count = 0;
			for (const unit of names.crm.units.all()) if (unit.projectId === p.id) count += 1;
			return count;
		}),
		column('key', 'project_id', 'Projekt ID', 'Project ID', (p) => p.id),
	],
});

const unitColumns: readonly Column<Unit>[] = [
	column('on', 'project', 'Projekt', 'Project', (u, names) => names.project(u.projectId)),
	column('on', 'unit', 'Jednotka', 'Unit', (u) => u.name),
	column('on', 'type', 'Typ', 'Type', (u, names) => names.term(unitTypes, u.typeId)),
	column('on', 'status', 'Dostupnost', 'Availability', (u, names) => names.term(unitStatuses, u.statusId)),
	column('on', 'floor', 'Podlaží', 'Floor', (u) => u.floor),
	column('on', 'layout', 'Dispozice', 'Layout', (u) => u.layout),
	column('on', 'area', 'Plocha (m²)', 'Area (m²)', (u) => u.areaM2),
	column('on', 'balcony', 'Balkón (m²)', 'Balcony (m²)', (u) => u.balconyM2),
	column('on', 'direction', 'Orientace', 'Direction', (u) => u.direction),
	column('on', 'price_net', 'Cena bez DPH', 'Price excl. VAT', (u) => u.netPrice),
	column('on', 'price', 'Cena s DPH', 'Price incl. VAT', (u) => u.price),
	{
		...column<Unit>('on', 'vat', 'DPH', 'VAT', (u) => u.price - u.netPrice),
		formula: { operator: '-', left: 'price', right: 'price_net' },
	},
	column('off', 'created', 'Založeno', 'Created', (u) => time(u.createdAt)),
	column('on', 'note', 'Poznámka', 'Note', (u) => u.note),
];

/** The overview that people print: grouped by project, with an empty row between. */
const salesStatus = defineExport<Unit>({
	endpoint: 'list-excel-sales-status',
	cs: 'Přehled prodejnosti',
	en: 'Sales status',
	replacedBy: 'list-excel-products',
	hasFulltext: false,
	*rows(crm) {
		const byProject = Map.groupBy(crm.units.all(), ({ projectId }) => projectId);
		for (const units of byProject.values()) yield* units;
	},
	isGap: (before, after) => before.projectId !== after.projectId,
	columns: [
		...unitColumns,
		column('on', 'customer', 'Zákazník', 'Customer', (u, names) => names.customer(names.customerOf(u.dealId)?.id)),
		column('key', 'unit_id', 'Jednotka ID', 'Unit ID', (u) => u.id),
	],
});

const products = defineExport<Unit>({
	endpoint: 'list-excel-products',
	cs: 'Produkty',
	en: 'Products',
	rows: (crm) => crm.units.all(),
	projectOf: (u) => u.projectId,
	createdOn: (u) => u.createdAt,
	statusOf: (u) => u.statusId,
	columns: [
		...unitColumns,
		column('key', 'unit_id', 'Jednotka ID', 'Unit ID', (u) => u.id),
		column('enum', 'unit_type_id', 'Typ jednotky ID', 'Unit type ID', (u) => u.typeId),
		column('enum', 'unit_status_id', 'Dostupnost jednotky ID', 'Unit availability ID', (u) => u.statusId),
		column('foreign', 'project_id', 'Projekt ID', 'Project ID', (u) => u.projectId),
		column('foreign', 'deal_id', 'Obchodní případ ID', 'Deal ID', (u) => u.dealId),
	],
});

const versionColumns: readonly Column<UnitVersion>[] = [
	column('on', 'valid_from', 'Platné od', 'Valid from', (v) => time(v.at)),
	column('on', 'user', 'Uživatel', 'User', (v) => v.user),
	column('foreign', 'unit_id', 'Jednotka ID', 'Unit ID', (v) => v.unit.id),
	...unitColumns.map((from): Column<UnitVersion> => ({ ...from, value: ({ unit }, names) => from.value(unit, names) })),
	column('enum', 'unit_type_id', 'Typ jednotky ID', 'Unit type ID', (v) => v.unit.typeId),
	column('enum', 'unit_status_id', 'Dostupnost jednotky ID', 'Unit availability ID', (v) => v.unit.statusId),
	column('foreign', 'deal_id', 'Obchodní případ ID', 'Deal ID', (v) => v.unit.dealId),
];

const projectHistory = defineExport<UnitVersion>({
	endpoint: 'list-excel-project-units-history',
	cs: 'Historie jednotek projektu',
	en: 'Project units history',
	hasFulltext: false,
	own: [{ name: 'projectid', isRequired: true, format: 'id' }],
	*rows(crm, { values }) {
		const projectId = Number(values.projectid);
		for (const unit of crm.units.all()) if (unit.projectId === projectId) yield* crm.history(unit.id);
	},
	columns: versionColumns,
});

/** Deprecated by the vendor in favour of the one above; still answers. */
const unitHistory = defineExport<UnitVersion>({
	endpoint: 'list-excel-unit-history',
	cs: 'Historie jednotky',
	en: 'Unit history',
	hasFulltext: false,
	own: [{ name: 'unitid', isRequired: true, format: 'id' }],
	rows: (crm, { values }) => crm.history(Number(values.unitid)),
	columns: versionColumns,
});

export const buildingExports: readonly Export[] = [projects, salesStatus, products, projectHistory, unitHistory];
