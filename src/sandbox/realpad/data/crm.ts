/** The whole CRM of one developer: tables that agree with each other, and the changes that people make in it. */
import { element } from '../../random.ts';
import { makeProjects, makeUnit, makeUnits, pastOf } from './buildings.ts';
import { makeDefects, makeEvents, makeInspections, makeTasks } from './care.ts';
import { makeDeals, makeDocuments, makeProducts } from './deals.ts';
import type {
	AdditionalProduct,
	Agent,
	Consent,
	CrmEvent,
	Customer,
	Deal,
	DealDocument,
	Defect,
	IncomingPayment,
	Inquiry,
	Inspection,
	Invoice,
	Payment,
	PaymentLine,
	Project,
	Task,
	Unit,
	UnitVersion,
} from './entities.ts';
import { makeIncoming, makeInvoices, makePaymentLines, makePayments } from './money.ts';
import { makeAgents, makeConsents, makeCustomer, makeCustomers, makeInquiries } from './people.ts';
import { Table } from './table.ts';

export interface CrmOptions {
	readonly seed: number;
	/** 1 → 12 projects, 3,000 units, 4,000 customers. */
	readonly scale: number;
}

export class Crm {
	readonly agents: Table<Agent>;
	readonly projects: Table<Project>;
	readonly units: Table<Unit>;
	readonly customers: Table<Customer>;
	readonly inquiries: Table<Inquiry>;
	readonly consents: Table<Consent>;
	readonly deals: Table<Deal>;
	readonly documents: Table<DealDocument>;
	readonly products: Table<AdditionalProduct>;
	readonly payments: Table<Payment>;
	readonly paymentLines: Table<PaymentLine>;
	readonly incoming: Table<IncomingPayment>;
	readonly invoices: Table<Invoice>;
	readonly inspections: Table<Inspection>;
	readonly defects: Table<Defect>;
	readonly tasks: Table<Task>;
	readonly events: Table<CrmEvent>;
	readonly #seed: number;
	/** Changes of units since the start, by unit. */
	readonly #versions = new Map<number, UnitVersion[]>();
	/** What units were at the start: their past is made up from it. */
	readonly #originals = new Map<number, Unit>();
	#inserted = 0;

	constructor({ seed, scale }: CrmOptions) {
		const count = (atOne: number): number => Math.max(1, Math.round(atOne * scale));
		this.#seed = seed;
		const agents = makeAgents(seed);
		const projects = makeProjects(seed, Math.max(3, Math.min(count(12), 400)));
		const customers = makeCustomers(seed, count(4000), projects, agents);
		const inquiries = makeInquiries(seed, customers, projects);
		const { deals, units } = makeDeals(seed, makeUnits(seed, count(3000), projects), customers, inquiries);
		const payments = makePayments(seed, deals);
		this.agents = new Table(agents);
		this.projects = new Table(projects);
		this.units = new Table(units);
		this.customers = new Table(customers);
		this.inquiries = new Table(inquiries);
		this.consents = new Table(makeConsents(seed, customers));
		this.deals = new Table(deals);
		this.documents = new Table(makeDocuments(seed, deals));
		this.payments = new Table(payments);
		this.products = new Table(
			makeProducts(
				seed,
				deals,
				Map.groupBy(payments, ({ dealId }) => dealId),
			),
		);
		const unitsOf = Map.groupBy(units, ({ dealId }) => dealId ?? 0);
		this.paymentLines = new Table(makePaymentLines(payments, new Map(deals.map((deal) => [deal.id, deal])), unitsOf));
		this.incoming = new Table(makeIncoming(seed, payments));
		this.invoices = new Table(makeInvoices(seed, count(900), projects));
		this.inspections = new Table(makeInspections(seed, deals));
		this.defects = new Table(makeDefects(seed, count(2400), deals, units));
		this.tasks = new Table(makeTasks(seed, count(3500), customers));
		this.events = new Table(makeEvents(seed, count(6000), customers, units));
		for (const unit of units) this.#originals.set(unit.id, unit);
	}

	/** Oldest first. */
	history(unitId: number): readonly UnitVersion[] {
		const original = this.#originals.get(unitId);
		const past = original === undefined ? [] : pastOf(this.#seed, original, [...this.agents.all()]);
		return [...past, ...(this.#versions.get(unitId) ?? [])];
	}

	/** A change of a unit is remembered in its history. */
	putUnit(unit: Unit, at: string): void {
		this.units.put(unit);
		const user = element([...this.agents.all()], unit.id % this.agents.size).name;
		const versions = this.#versions.get(unit.id) ?? [];
		this.#versions.set(unit.id, [...versions, { at, user, unit }]);
	}

	insertUnit(at: string): Unit {
		const ordinal = this.#nextOrdinal();
		const projects = [...this.projects.all()];
		const project = element(projects, ordinal % projects.length);
		const unit = { ...makeUnit(this.#seed, ordinal, this.units.nextId, project), statusId: 0, createdAt: at };
		this.putUnit(unit, at);
		return unit;
	}

	insertCustomer(at: string): Customer {
		const lists = [[...this.projects.all()], [...this.agents.all()]] as const;
		const made = makeCustomer(this.#seed, this.#nextOrdinal(), this.customers.nextId, ...lists);
		const customer = { ...made, createdAt: at };
		this.customers.put(customer);
		return customer;
	}

	/** A new deal about a unit that is free, which it reserves. */
	insertDeal(at: string): Deal {
		const free = this.units.all().find(({ statusId, dealId }) => statusId === 0 && dealId === null);
		const customer = this.customers.all().next().value;
		if (free === undefined || customer === undefined) throw new RangeError('There is no free unit or no customer left');
		const deal: Deal = {
			id: this.deals.nextId,
			inquiryId: null,
			customerId: customer.id,
			otherCustomerIds: [],
			projectId: free.projectId,
			unitId: free.id,
			agentId: customer.agentId,
			statusId: 1,
			lifecycleId: 3,
			price: free.price,
			discountPercent: 0,
			createdAt: at,
			signedOn: null,
			note: '',
		};
		this.deals.put(deal);
		this.putUnit({ ...free, statusId: 1, dealId: deal.id }, at);
		return deal;
	}

	/** Far beyond the ordinals of the first records. */
	#nextOrdinal(): number {
		this.#inserted += 1;
		return 50_000_000 + this.#inserted * 7;
	}
}
