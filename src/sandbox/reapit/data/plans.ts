/** All resources of a customer. Their order is part of what the dice show: new ones are added at the end. */
import {
	invoiceCharges,
	invoiceCredits,
	invoicePayments,
	invoices,
	nominalAccounts,
	transactions,
} from './accounts.ts';
import { areas, departments, negotiators, offices, sources } from './agencyRecords.ts';
import { applicants, guarantees, landlords, relationships, vendors } from './clients.ts';
import { companies, staffMembers } from './companies.ts';
import { contactSubscriptions, contacts } from './contacts.ts';
import { documents, enquiries, identityChecks, referralTypes, referrals, resthooks } from './papers.ts';
import type { Plans } from './plan.ts';
import { properties } from './properties.ts';
import { propertyImages } from './propertyImages.ts';
import {
	certificateResponsibilities,
	keyMovements,
	keys,
	propertyAppraisals,
	propertyCertificates,
	propertyChecks,
} from './propertyParts.ts';
import { conveyancing, offers } from './sales.ts';
import {
	allowances,
	breakClauses,
	extensions,
	renewalChecks,
	renewals,
	responsibilities,
	tenancies,
	tenancyChecks,
} from './tenancies.ts';
import {
	appointments,
	journalEntries,
	landlordJournal,
	openHouseAttendees,
	tasks,
	worksOrderItems,
	worksOrders,
} from './work.ts';

export const plans: Plans = [
	offices,
	negotiators,
	departments,
	areas,
	sources,
	contacts,
	contactSubscriptions,
	companies,
	staffMembers,
	properties,
	propertyImages,
	keys,
	keyMovements,
	propertyChecks,
	propertyCertificates,
	certificateResponsibilities,
	propertyAppraisals,
	landlords,
	relationships('landlords', 'landlordId'),
	vendors,
	relationships('vendors', 'vendorId'),
	applicants,
	relationships('applicants', 'applicantId'),
	offers,
	conveyancing,
	tenancies,
	relationships('tenancies', 'tenancyId', guarantees),
	tenancyChecks,
	breakClauses,
	allowances,
	responsibilities,
	renewals,
	renewalChecks,
	extensions,
	appointments,
	openHouseAttendees,
	tasks,
	worksOrders,
	worksOrderItems,
	documents,
	identityChecks,
	enquiries,
	referralTypes,
	referrals,
	resthooks,
	journalEntries,
	landlordJournal,
	invoices,
	invoiceCharges,
	invoicePayments,
	invoiceCredits,
	nominalAccounts,
	transactions,
];
