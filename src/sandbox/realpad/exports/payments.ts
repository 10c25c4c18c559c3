/** Exports about money: prescribed payments and their lines, incoming payments, invoices. */
import { invoiceStatuses } from '../data/terms.ts';
import type { IncomingPayment, Invoice, InvoiceLine, Payment, PaymentLine } from '../data/entities.ts';
import type { Crm } from '../data/crm.ts';
import { column, day, defineExport } from './export.ts';
import type { Export } from './export.ts';

const projectOfDeal = ({ dealId }: { readonly dealId: number }, crm: Crm): number | undefined =>
	crm.deals.find(dealId)?.projectId;

const prescribed = defineExport<Payment>({
	endpoint: 'list-excel-payments-prescribed',
	cs: 'Předepsané platby',
	en: 'Prescribed payments',
	rows: (crm) => crm.payments.all(),
	projectOf: projectOfDeal,
	columns: [
		column('on', 'project', 'Projekt', 'Project', (p, names) => names.project(projectOfDeal(p, names.crm))),
		column('foreign', 'deal_id', 'Obchodní případ', 'Deal', (p) => p.dealId),
		column('on', 'customer', 'Zákazník', 'Customer', (p, names) => names.customer(names.customerOf(p.dealId)?.id)),
		column('on', 'title', 'Název platby', 'Title', (p) => p.title),
		column('on', 'variable_symbol', 'Variabilní symbol', 'Variable symbol', (p) => p.variableSymbol),
		column('on', 'due', 'Splatnost', 'Due on', (p) => day(p.dueOn)),
		column('on', 'amount', 'Částka', 'Amount', (p) => p.amount),
		column('on', 'paid', 'Uhrazeno', 'Paid', (p) => p.paid),
		{
			...column<Payment>('on', 'remaining', 'Zbývá uhradit', 'Remaining', (p) => p.amount - p.paid),
			formula: { operator: '-', left: 'amount', right: 'paid' },
		},
		column('on', 'is_paid', 'Zaplaceno', 'Is paid', (p, names) => names.yesNo(p.paid >= p.amount)),
		column('key', 'payment_id', 'Platba ID', 'Payment ID', (p) => p.id),
	],
});

const prescribedLines = defineExport<PaymentLine>({
	endpoint: 'list-excel-payments-prescribed-lines',
	cs: 'Řádky předepsaných plateb',
	en: 'Prescribed payment lines',
	rows: (crm) => crm.paymentLines.all(),
	projectOf: projectOfDeal,
	columns: [
		column('on', 'unit', 'Jednotka', 'Unit', (l, names) => names.unit(l.unitId)),
		column('on', 'amount', 'Částka', 'Amount', (l) => l.amount),
		column('on', 'vat_percent', 'Sazba DPH (%)', 'VAT rate (%)', (l) => l.vatPercent),
		column('key', 'line_id', 'Řádek ID', 'Line ID', (l) => l.id),
		column('foreign', 'deal_id', 'Obchodní případ ID', 'Deal ID', (l) => l.dealId),
		column('foreign', 'payment_id', 'Platba ID', 'Payment ID', (l) => l.paymentId),
		column('foreign', 'unit_id', 'Jednotka ID', 'Unit ID', (l) => l.unitId),
	],
});

const incoming = defineExport<IncomingPayment>({
	endpoint: 'list-excel-payments-incoming',
	cs: 'Přijaté platby',
	en: 'Incoming payments',
	rows: (crm) => crm.incoming.all(),
	projectOf: projectOfDeal,
	columns: [
		column('key', 'incoming_payment_id', 'Přijatá platba ID', 'Incoming payment ID', (p) => p.id),
		column('foreign', 'deal_id', 'Obchodní případ', 'Deal', (p) => p.dealId),
		column('on', 'received', 'Přijato dne', 'Received on', (p) => day(p.receivedOn)),
		column('on', 'amount', 'Částka', 'Amount', (p) => p.amount),
		column('on', 'variable_symbol', 'Variabilní symbol', 'Variable symbol', (p) => p.variableSymbol),
		column('on', 'account', 'Číslo účtu', 'Account', (p) => p.account),
		column('on', 'customer', 'Zákazník', 'Customer', (p, names) => names.customer(names.customerOf(p.dealId)?.id)),
	],
});

interface InvoiceRow {
	readonly invoice: Invoice;
	readonly line: InvoiceLine;
}

/** One row per line: first the columns of the invoice, then those of the line. */
const invoices = defineExport<InvoiceRow>({
	endpoint: 'list-excel-invoices',
	cs: 'Faktury',
	en: 'Invoices',
	hasFulltext: false,
	own: [
		{ name: 'filter_status', format: { oneOf: invoiceStatuses.map(({ id }) => String(id)) } },
		{ name: 'filter_groupcompany', format: 'ids' },
		{ name: 'filter_issued_from', format: 'day' },
		{ name: 'filter_issued_to', format: 'day' },
	],
	*rows(crm, { values }) {
		const companies = values.filter_groupcompany?.split(',').map(Number);
		for (const invoice of crm.invoices.all()) {
			if (values.filter_status !== undefined && invoice.statusId !== Number(values.filter_status)) continue;
			if (companies !== undefined && !companies.includes(invoice.companyId)) continue;
			if (invoice.issuedOn < (values.filter_issued_from ?? '')) continue;
			if (invoice.issuedOn > (values.filter_issued_to ?? '9')) continue;
			for (const line of invoice.lines) yield { invoice, line };
		}
	},
	columns: [
		column('on', 'number', 'Číslo faktury', 'Invoice number', ({ invoice }) => invoice.number),
		column('on', 'supplier', 'Dodavatel', 'Supplier', ({ invoice }) => invoice.supplier),
		column('on', 'supplier_number', 'IČO dodavatele', 'Supplier number', ({ invoice }) => invoice.supplierNumber),
		column('on', 'variable_symbol', 'Variabilní symbol', 'Variable symbol', ({ invoice }) => invoice.variableSymbol),
		column('on', 'issued', 'Vystaveno', 'Issued on', ({ invoice }) => day(invoice.issuedOn)),
		column('on', 'due', 'Splatnost', 'Due on', ({ invoice }) => day(invoice.dueOn)),
		column('on', 'status', 'Stav', 'Status', ({ invoice }, names) => names.term(invoiceStatuses, invoice.statusId)),
		column('on', 'project', 'Projekt', 'Project', ({ invoice }, names) => names.project(invoice.projectId)),
		column('foreign', 'invoice_id', 'Faktura ID', 'Invoice ID', ({ invoice }) => invoice.id),
		column('enum', 'status_id', 'Stav ID', 'Status ID', ({ invoice }) => invoice.statusId),
		column('foreign', 'group_company_id', 'Společnost ID', 'Group company ID', ({ invoice }) => invoice.companyId),
		column('key', 'line_id', 'Řádek ID', 'Line ID', ({ line }) => line.id),
		column('on', 'line_text', 'Text řádku', 'Line text', ({ line }) => line.text),
		column('on', 'line_amount', 'Částka řádku', 'Line amount', ({ line }) => line.amount),
		column('on', 'line_vat_percent', 'Sazba DPH (%)', 'VAT rate (%)', ({ line }) => line.vatPercent),
	],
});

export const paymentExports: readonly Export[] = [prescribed, prescribedLines, incoming, invoices];
