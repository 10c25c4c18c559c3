/** Exports about people: customers in both worlds, inquiries, consents. */
import { consentTypes, customerStatuses, inquiryStatuses, sources } from '../data/terms.ts';
import type { Consent, Customer, Inquiry } from '../data/entities.ts';
import { column, day, defineExport, time } from './export.ts';
import type { Export } from './export.ts';
import { fullName } from './names.ts';

/** Labels and order are those of a real export: the id is the 7th of 10, whatever the seed says. */
const customers = defineExport<Customer>({
	endpoint: 'list-excel-customers',
	cs: 'Zákazníci',
	en: 'Customers',
	replacedBy: 'list-excel-customers-contacts',
	hasFulltext: false,
	rows: (crm) => crm.customers.all(),
	columns: [
		column('on', 'project', 'Projekt', 'Project', (c, names) => names.project(c.projectId)),
		column('on', 'date_added', 'Datum přidání', 'Date added', (c) => day(c.createdAt)),
		column('on', 'status', 'Stav', 'Status', (c, names) => names.term(customerStatuses, c.statusId)),
		column('on', 'email', 'E-mail', 'E-mail', (c) => c.email),
		column('on', 'name', 'Jméno', 'Name', (c) => fullName(c)),
		column('on', 'tags', 'Tagy', 'Tags', (c) => c.tags),
		column('key', 'customer_id', 'Zákazník ID', 'Customer ID', (c) => c.id),
		column('foreign', 'salesman_id', 'Prodejce ID', 'Salesman ID', (c) => c.agentId),
		column('enum', 'status_id', 'Stav ID', 'Status ID', (c) => c.statusId),
		column('foreign', 'source_id', 'Zdroj ID', 'Source ID', (c) => c.sourceId),
	],
});

const contacts = defineExport<Customer>({
	endpoint: 'list-excel-customers-contacts',
	cs: 'Kontakty zákazníků',
	en: 'Customer contacts',
	rows: (crm) => crm.customers.all(),
	projectOf: (c) => c.projectId,
	createdOn: (c) => c.createdAt,
	statusOf: (c) => c.statusId,
	columns: [
		column('on', 'degree', 'Titul', 'Degree', (c) => c.degree),
		column('on', 'first_name', 'Jméno', 'First name', (c) => c.firstName),
		column('on', 'last_name', 'Příjmení', 'Last name', (c) => c.lastName),
		{
			...column<Customer>('on', 'full_name', 'Celé jméno', 'Full name', (c) => `${c.firstName} ${c.lastName}`),
			formula: { operator: '&', left: 'first_name', right: 'last_name' },
		},
		column('on', 'email', 'E-mail', 'E-mail', (c) => c.email),
		column('on', 'phone', 'Telefon', 'Phone', (c) => c.phone),
		column('on', 'street', 'Ulice', 'Street', (c) => c.street),
		column('on', 'city', 'Město', 'City', (c) => c.city),
		column('on', 'zip', 'PSČ', 'ZIP', (c) => c.zip),
		column('on', 'company_number', 'IČO', 'Company number', (c) => c.companyNumber),
		column('off', 'born_on', 'Datum narození', 'Date of birth', (c) => day(c.bornOn)),
		column('on', 'status', 'Stav', 'Status', (c, names) => names.term(customerStatuses, c.statusId)),
		column('on', 'source', 'Zdroj', 'Source', (c, names) => names.term(sources, c.sourceId)),
		column('on', 'tags', 'Tagy', 'Tags', (c) => c.tags),
		column('on', 'note', 'Poznámka', 'Note', (c) => c.note),
		column('on', 'marketing', 'Souhlas s marketingem', 'Marketing consent', (c, names) =>
			names.yesNo(c.isMarketingAllowed),
		),
		column('on', 'created', 'Vytvořeno', 'Created', (c) => time(c.createdAt)),
		column('on', 'owner', 'Vlastník', 'Owner', (c, names) => names.agent(c.agentId)),
		column('enum', 'status_id', 'Stav ID', 'Status ID', (c) => c.statusId),
		column('key', 'customer_id', 'Zákazník ID', 'Customer ID', (c) => c.id),
		column('foreign', 'owner_id', 'Vlastník zákazníka ID', 'Customer owner ID', (c) => c.agentId),
	],
});

const inquiries = defineExport<Inquiry>({
	endpoint: 'list-excel-inquiries',
	cs: 'Poptávky',
	en: 'Inquiries',
	rows: (crm) => crm.inquiries.all(),
	projectOf: (i) => i.projectId,
	createdOn: (i) => i.createdAt,
	statusOf: (i) => i.statusId,
	columns: [
		column('key', 'inquiry_id', 'Poptávka ID', 'Inquiry ID', (i) => i.id),
		column('on', 'created', 'Vytvořeno', 'Created', (i) => time(i.createdAt)),
		column('on', 'project', 'Projekt', 'Project', (i, names) => names.project(i.projectId)),
		column('on', 'customer', 'Zákazník', 'Customer', (i, names) => names.customer(i.customerId)),
		column('on', 'phone', 'Telefon', 'Phone', (i, names) => names.crm.customers.find(i.customerId)?.phone ?? null),
		column('on', 'status', 'Stav', 'Status', (i, names) => names.term(inquiryStatuses, i.statusId)),
		column('on', 'source', 'Zdroj', 'Source', (i, names) => names.term(sources, i.sourceId)),
		column('on', 'layout', 'Dispozice', 'Layout', (i) => i.layout),
		column('on', 'text', 'Text poptávky', 'Text', (i) => i.text),
		column('on', 'salesman', 'Prodejce', 'Salesman', (i, names) => names.agent(i.agentId)),
		column('foreign', 'project_id', 'Projekt ID', 'Project ID', (i) => i.projectId),
		column('enum', 'status_id', 'Stav ID', 'Status ID', (i) => i.statusId),
		column('foreign', 'customer_id', 'Zákazník ID', 'Customer ID', (i) => i.customerId),
		column('foreign', 'referral_id', 'Doporučil ID', 'Referral ID', (i) => i.referralId),
	],
});

const consents = defineExport<Consent>({
	endpoint: 'list-excel-customer-consents',
	cs: 'Souhlasy zákazníků',
	en: 'Customer consents',
	rows: (crm) => crm.consents.all(),
	projectOf: (c, crm) => crm.customers.find(c.customerId)?.projectId,
	createdOn: (c) => c.givenAt,
	columns: [
		column('on', 'customer', 'Zákazník', 'Customer', (c, names) => names.customer(c.customerId)),
		column('on', 'type', 'Typ souhlasu', 'Consent type', (c, names) => names.term(consentTypes, c.typeId)),
		column('on', 'given', 'Udělen', 'Given', (c) => time(c.givenAt)),
		column('on', 'withdrawn', 'Odvolán', 'Withdrawn', (c) => time(c.withdrawnAt)),
		column('on', 'is_valid', 'Platný', 'Valid', (c, names) => names.yesNo(c.withdrawnAt === null)),
		column('enum', 'type_id', 'Typ souhlasu ID', 'Consent type ID', (c) => c.typeId),
		column('key', 'consent_id', 'Souhlas ID', 'Consent ID', (c) => c.id),
		column('foreign', 'customer_id', 'Zákazník ID', 'Customer ID', (c) => c.customerId),
	],
});

export const peopleExports: readonly Export[] = [customers, contacts, inquiries, consents];
