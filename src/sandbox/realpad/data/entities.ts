/** What the developer's CRM holds. Days and times are texts of a wall clock in Prague; money is in whole crowns. */

export interface Project {
	readonly id: number;
	readonly name: string;
	readonly company: string;
	readonly companyId: number;
	readonly street: string;
	readonly city: string;
	readonly zip: string;
	readonly startedOn: string;
	readonly finishedOn: string;
	readonly isOnSale: boolean;
}

export interface Unit {
	readonly id: number;
	readonly projectId: number;
	readonly name: string;
	readonly typeId: number;
	readonly statusId: number;
	readonly floor: number;
	readonly layout: string | null;
	readonly areaM2: number;
	readonly balconyM2: number | null;
	readonly direction: string | null;
	readonly netPrice: number;
	readonly price: number;
	readonly createdAt: string;
	readonly dealId: number | null;
	readonly note: string;
}

/** A row of a unit's past: what it was from then on. */
export interface UnitVersion {
	readonly at: string;
	readonly user: string;
	readonly unit: Unit;
}

export interface Agent {
	readonly id: number;
	readonly name: string;
	readonly email: string;
	readonly phone: string;
}

export interface Customer {
	readonly id: number;
	readonly projectId: number;
	readonly agentId: number;
	readonly statusId: number;
	readonly sourceId: number;
	readonly degree: string;
	readonly firstName: string;
	readonly lastName: string;
	readonly email: string | null;
	readonly phone: string | null;
	readonly street: string;
	readonly city: string;
	readonly zip: string;
	readonly companyNumber: string | null;
	readonly bornOn: string | null;
	readonly tags: string;
	readonly note: string;
	readonly isMarketingAllowed: boolean;
	readonly createdAt: string;
}

export interface Inquiry {
	readonly id: number;
	readonly customerId: number;
	readonly projectId: number;
	readonly agentId: number;
	readonly statusId: number;
	readonly sourceId: number;
	readonly referralId: number | null;
	readonly layout: string;
	readonly text: string;
	readonly createdAt: string;
}

export interface Deal {
	readonly id: number;
	readonly inquiryId: number | null;
	readonly customerId: number;
	readonly otherCustomerIds: readonly number[];
	readonly projectId: number;
	readonly unitId: number;
	readonly agentId: number;
	readonly statusId: number;
	readonly lifecycleId: number;
	readonly price: number;
	readonly discountPercent: number;
	readonly createdAt: string;
	readonly signedOn: string | null;
	readonly note: string;
}

export interface Payment {
	readonly id: number;
	readonly dealId: number;
	readonly title: string;
	readonly variableSymbol: string;
	readonly dueOn: string;
	readonly amount: number;
	readonly paid: number;
}

export interface PaymentLine {
	readonly id: number;
	readonly paymentId: number;
	readonly dealId: number;
	readonly unitId: number;
	readonly amount: number;
	readonly vatPercent: number;
}

export interface IncomingPayment {
	readonly id: number;
	readonly dealId: number;
	readonly receivedOn: string;
	readonly amount: number;
	readonly variableSymbol: string;
	readonly account: string;
}

export interface AdditionalProduct {
	readonly id: number;
	readonly dealId: number;
	readonly typeId: number;
	readonly paymentId: number | null;
	readonly name: string;
	readonly price: number;
}

export interface DealDocument {
	readonly id: number;
	readonly dealId: number;
	readonly customerId: number;
	readonly agentId: number;
	readonly typeId: number;
	readonly number: string;
	readonly createdAt: string;
	readonly signedOn: string | null;
}

export interface Inspection {
	readonly id: number;
	readonly dealId: number;
	readonly unitId: number;
	readonly typeId: number;
	readonly startsAt: string;
	readonly isDone: boolean;
	readonly technician: string;
	readonly note: string;
}

export interface Defect {
	readonly id: number;
	readonly isFromInspection: boolean;
	/** Communal areas belong to no deal. */
	readonly dealId: number | null;
	readonly unitId: number;
	readonly statusId: number;
	readonly number: string;
	readonly isProblematic: boolean;
	readonly text: string;
	readonly room: string;
	readonly supplier: string;
	readonly generalSupplier: string;
	readonly acceptedOn: string;
	readonly dueOn: string;
	readonly plannedAt: string | null;
	readonly removedOn: string | null;
	readonly agentId: number;
}

export interface Task {
	readonly id: number;
	readonly customerId: number;
	readonly agentId: number;
	readonly title: string;
	readonly text: string;
	readonly createdAt: string;
	readonly dueAt: string;
	readonly isDone: boolean;
}

export interface CrmEvent {
	readonly id: number;
	readonly customerId: number;
	readonly unitId: number | null;
	readonly projectId: number;
	readonly agentId: number;
	readonly typeId: number;
	readonly startsAt: string;
	readonly minutes: number;
	readonly text: string;
}

export interface Consent {
	readonly id: number;
	readonly customerId: number;
	readonly typeId: number;
	readonly givenAt: string;
	readonly withdrawnAt: string | null;
}

export interface InvoiceLine {
	readonly id: number;
	readonly text: string;
	readonly amount: number;
	readonly vatPercent: number;
}

export interface Invoice {
	readonly id: number;
	readonly projectId: number;
	readonly companyId: number;
	readonly supplier: string;
	readonly supplierNumber: string;
	readonly number: string;
	readonly variableSymbol: string;
	readonly statusId: number;
	readonly issuedOn: string;
	readonly dueOn: string;
	readonly lines: readonly InvoiceLine[];
}
