/** Exports about deals: the deals themselves, their documents and additional products. */
import { dealStatuses, documentTypes, lifecycles, productTypes } from '../data/terms.ts';
import type { AdditionalProduct, Deal, DealDocument } from '../data/entities.ts';
import type { Crm } from '../data/crm.ts';
import { column, day, defineExport, time } from './export.ts';
import type { Column, Export } from './export.ts';

const projectOfDeal = ({ dealId }: { readonly dealId: number }, crm: Crm): number | undefined =>
	crm.deals.find(dealId)?.projectId;

const dealColumns: readonly Column<Deal>[] = [
	column('on', 'created', 'Vytvořeno', 'Created', (d) => time(d.createdAt)),
	column('on', 'project', 'Projekt', 'Project', (d, names) => names.project(d.projectId)),
	column('on', 'unit', 'Jednotka', 'Unit', (d, names) => names.unit(d.unitId)),
	column('on', 'customer', 'Zákazník', 'Customer', (d, names) => names.customer(d.customerId)),
	column('on', 'salesman', 'Prodejce', 'Salesman', (d, names) => names.agent(d.agentId)),
	column('on', 'status', 'Stav', 'Status', (d, names) => names.term(dealStatuses, d.statusId)),
	column('on', 'lifecycle', 'Fáze', 'Lifecycle', (d, names) => names.term(lifecycles, d.lifecycleId)),
	column('on', 'price', 'Cena', 'Price', (d) => d.price),
	column('on', 'discount', 'Sleva (%)', 'Discount (%)', (d) => d.discountPercent),
	column('on', 'signed', 'Datum podpisu', 'Signed on', (d) => day(d.signedOn)),
	// Two different columns with one label, as people name them in the settings.
	column('on', 'note', 'Poznámka', 'Note', (d) => d.note),
	column('on', 'customer_note', 'Poznámka', 'Note', (d, names) => names.crm.customers.find(d.customerId)?.note ?? null),
];

const businessCases = defineExport<Deal>({
	endpoint: 'list-excel-business-cases',
	cs: 'Obchodní případy',
	en: 'Business cases',
	waiver: 'projectOrText',
	rows: (crm) => crm.deals.all(),
	projectOf: (d) => d.projectId,
	createdOn: (d) => d.createdAt,
	statusOf: (d) => d.statusId,
	columns: [
		...dealColumns,
		column('foreign', 'customer_id', 'Zákazník ID', 'Customer ID', (d) => d.customerId),
		column('foreign', 'salesman_id', 'Prodejce ID', 'Salesman ID', (d) => d.agentId),
		column('enum', 'status_id', 'Stav ID', 'Status ID', (d) => d.statusId),
		column('enum', 'lifecycle_id', 'Fáze ID', 'Lifecycle ID', (d) => d.lifecycleId),
		column('foreign', 'main_unit_id', 'Hlavní jednotka ID', 'Main Unit ID', (d) => d.unitId),
		column('foreign', 'additional_customer_ids', 'Další zákazníci ID', 'Additional Customer IDs', (d) =>
			d.otherCustomerIds.join(', '),
		),
		column('foreign', 'additional_product_ids', 'Další produkty ID', 'Additional Product IDs', (d, names) =>
			names
				.unitsOf(d.id)
				.filter(({ id }) => id !== d.unitId)
				.map(({ id }) => id)
				.join(', '),
		),
		column('foreign', 'project_id', 'Projekt ID', 'Project ID', (d) => d.projectId),
		column('on', 'inquiry_id', 'Poptávka ID', 'Inquiry ID', (d) => d.inquiryId),
		// The newer page lists it as default-on, not as always there, although it is the key.
		column('on', 'deal_id', 'Obchodní případ ID', 'Deal ID', (d) => d.id),
	],
});

const deals = defineExport<Deal>({
	endpoint: 'list-excel-deals',
	cs: 'Obchody',
	en: 'Deals',
	rows: (crm) => crm.deals.all(),
	projectOf: (d) => d.projectId,
	createdOn: (d) => d.createdAt,
	statusOf: (d) => d.statusId,
	columns: [
		column('key', 'deal_id', 'Obchodní případ ID', 'Deal ID', (d) => d.id),
		...dealColumns.filter(({ id }) => id !== 'customer_note'),
		column('foreign', 'customer_id', 'Zákazník ID', 'Customer ID', (d) => d.customerId),
		column('foreign', 'unit_id', 'Jednotka ID', 'Unit ID', (d) => d.unitId),
		column('enum', 'status_id', 'Stav ID', 'Status ID', (d) => d.statusId),
	],
});

const documents = defineExport<DealDocument>({
	endpoint: 'list-excel-deal-documents',
	cs: 'Dokumenty obchodů',
	en: 'Deal documents',
	rows: (crm) => crm.documents.all(),
	projectOf: projectOfDeal,
	createdOn: (d) => d.createdAt,
	columns: [
		column('foreign', 'deal_id', 'Obchodní případ', 'Deal', (d) => d.dealId),
		column('on', 'type', 'Typ dokumentu', 'Document type', (d, names) => names.term(documentTypes, d.typeId)),
		column('on', 'number', 'Číslo dokumentu', 'Document number', (d) => d.number),
		column('on', 'created', 'Vytvořeno', 'Created', (d) => time(d.createdAt)),
		column('on', 'signed', 'Podepsáno', 'Signed', (d) => day(d.signedOn)),
		column('on', 'is_signed', 'Je podepsáno', 'Is signed', (d, names) => names.yesNo(d.signedOn !== null)),
		column('on', 'customer', 'Zákazník', 'Customer', (d, names) => names.customer(d.customerId)),
		column('key', 'document_id', 'Dokument ID', 'Document ID', (d) => d.id),
		column('foreign', 'customer_id', 'Zákazník ID', 'Customer ID', (d) => d.customerId),
		column('foreign', 'salesman_id', 'Prodejce ID', 'Sales agent ID', (d) => d.agentId),
	],
});

const additionalProducts = defineExport<AdditionalProduct>({
	endpoint: 'list-excel-additional-products',
	cs: 'Doplňkové produkty',
	en: 'Additional products',
	rows: (crm) => crm.products.all(),
	projectOf: projectOfDeal,
	columns: [
		column('foreign', 'deal_id', 'Obchodní případ', 'Deal', (p) => p.dealId),
		column('on', 'name', 'Název', 'Name', (p) => p.name),
		column('on', 'type', 'Typ', 'Type', (p, names) => names.term(productTypes, p.typeId)),
		column('on', 'price', 'Cena', 'Price', (p) => p.price),
		column('key', 'additional_product_id', 'Doplňkový produkt ID', 'Additional product ID', (p) => p.id),
		column('enum', 'type_id', 'Typ ID', 'Type ID', (p) => p.typeId),
		column('foreign', 'payment_id', 'Předepsaná platba ID', 'Prescribed payment ID', (p) => p.paymentId),
	],
});

export const dealExports: readonly Export[] = [businessCases, deals, documents, additionalProducts];
