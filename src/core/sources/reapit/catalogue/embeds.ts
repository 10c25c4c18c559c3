/** Which dataset the records belong to that `embed` brings along (domain/reapit.md §2.4, "Resources"). */

/**
 * @param list  dataset that is asked for
 * @param embed  the vendor's name: `images`
 * @returns undefined where the documents do not tell what comes: `source` may be a source or an office
 */
export function embeddedDataset(list: string, embed: string): string | undefined {
	return special[list]?.[embed] ?? general[embed];
}

const general: Readonly<Record<string, string>> = {
	applicant: 'applicants',
	appointments: 'appointments',
	area: 'areas',
	areas: 'areas',
	buyerSolicitor: 'companies',
	certificates: 'properties.certificates',
	company: 'companies',
	companyTypes: 'configuration.companyTypes',
	contact: 'contacts',
	conveyancing: 'conveyancing',
	department: 'departments',
	document1: 'documents',
	document2: 'documents',
	documentType: 'configuration.documentTypes',
	documentType1: 'configuration.identityDocumentTypes',
	documentType2: 'configuration.identityDocumentTypes',
	documents: 'documents',
	extensions: 'tenancies.extensions',
	identityChecks: 'identityChecks',
	images: 'propertyImages',
	keys: 'properties.keys',
	landlord: 'landlords',
	negotiator: 'negotiators',
	negotiators: 'negotiators',
	offer: 'offers',
	offers: 'offers',
	office: 'offices',
	offices: 'offices',
	organiser: 'negotiators',
	properties: 'properties',
	property: 'properties',
	sellingReason: 'configuration.sellingReasons',
	// Solicitors are companies in AgencyCloud.
	solicitor: 'companies',
	tasks: 'tasks',
	tenancies: 'tenancies',
	tenancy: 'tenancies',
	vendor: 'vendors',
	vendorSolicitor: 'companies',
};

/** `type` and `relationships` mean something else in each list. */
const special: Readonly<Record<string, Readonly<Record<string, string>>>> = {
	appointments: { type: 'configuration.appointmentTypes' },
	companies: { relationships: 'companies.relationships' },
	contacts: { relationships: 'contacts.relationships' },
	journalEntries: { type: 'configuration.journalEntryTypes' },
	referrals: { type: 'referrals.types' },
	tasks: { type: 'configuration.taskTypes' },
	tenancies: { type: 'configuration.tenancyTypes' },
	vendors: { type: 'configuration.vendorTypes' },
	worksOrders: { type: 'configuration.worksOrderTypes' },
};
