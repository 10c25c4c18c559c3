/** Ids in a request must exist: which field points to what. */
import { isJsonObject } from '../../json.ts';
import type { Json, JsonObject } from '../../json.ts';
import type { ResourceName } from '../contract.ts';
import type { FieldProblem } from '../refusal.ts';

export interface ReferenceTargets {
	hasRecord(resource: ResourceName, id: string): boolean;
	/** Whether a list of `/configuration` has an entry; also true where there is no such list. */
	hasConfigured(list: string, id: string): boolean;
}

/** @param resource  that the request is for */
export function checkReferences(
	targets: ReferenceTargets,
	resource: ResourceName,
	body: JsonObject,
): readonly FieldProblem[] {
	const problems: FieldProblem[] = [];
	visit(body, '', '');
	return problems;

	function visit(fields: JsonObject, prefix: string, owner: string): void {
		for (const [name, value] of Object.entries(fields)) {
			if (name === 'metadata' || name === 'payload') continue;
			if (typeof value === 'string') check(fields, name, value, prefix + name, owner);
			else if (Array.isArray(value)) {
				(value as readonly Json[]).forEach((each, i) => {
					if (typeof each === 'string') check(fields, name, each, `${prefix}${name}`, owner);
					else if (isJsonObject(each)) visit(each, `${prefix}${name}[${i}].`, name);
				});
			} else if (isJsonObject(value)) visit(value, `${prefix}${name}.`, name);
		}
	}

	function check(fields: JsonObject, name: string, id: string, field: string, owner: string): void {
		if (id === '') return;
		const found =
			(owner === '' ? configuredOf(resource, name) : configuredWithin[`${owner}.${name}`]) ?? configuredAnywhere[name];
		if (found !== undefined) {
			if (!targets.hasConfigured(found, id)) problems.push(unknown(field, id));
			return;
		}
		const target = recordsOf[name] ?? byType(fields, name, owner);
		if (target !== undefined && !targets.hasRecord(target, id)) problems.push(unknown(field, id));
	}
}

const unknown = (field: string, id: string): FieldProblem => ({
	field,
	message: `The identifier '${id}' does not exist`,
});

/** Fields whose meaning hangs on a neighbour: `associatedId` on `associatedType`, `source.id` on `source.type`. */
function byType(fields: JsonObject, name: string, owner: string): ResourceName | undefined {
	const type = (field: string): string => (typeof fields[field] === 'string' ? fields[field] : '');
	if (name === 'associatedId') return resourcesOfTypes[type('associatedType')];
	if (name === 'checkOutToId') return resourcesOfTypes[type('checkOutToType')];
	if (name === 'recipientId') return resourcesOfTypes[type('recipientType')];
	if (name === 'id' && owner === 'source') return type('type') === 'office' ? 'offices' : 'sources';
	if (name === 'id' && owner === 'attendee') return resourcesOfTypes[type('type')];
	return undefined;
}

const resourcesOfTypes: Readonly<Record<string, ResourceName>> = {
	applicant: 'applicants',
	company: 'companies',
	contact: 'contacts',
	enquiry: 'enquiries',
	idCheck: 'identityChecks',
	landlord: 'landlords',
	negotiator: 'negotiators',
	office: 'offices',
	property: 'properties',
	tenancy: 'tenancies',
	tenant: 'tenancies',
	vendor: 'vendors',
	worksOrder: 'worksOrders',
};

const recordsOf: Readonly<Record<string, ResourceName>> = {
	...all('offices', 'officeId', 'officeIds', 'diaryOfficeIds'),
	...all(
		'negotiators',
		'negotiatorId',
		'negotiatorIds',
		'organiserId',
		'leadNegotiatorId',
		'diaryNegotiatorIds',
		'checkOutNegotiatorId',
		'checkInNegotiatorId',
		'senderId',
	),
	...all('departments', 'departmentId', 'departmentIds'),
	...all(
		'companies',
		'companyId',
		'solicitorId',
		'vendorSolicitorId',
		'buyerSolicitorId',
		'mortgageLenderId',
		'mortgageBrokerId',
		'mortgageSurveyorId',
		'additionalSurveyorId',
		'otherAgentId',
		'instructedAgentId',
		'gasCompanyId',
		'electricityCompanyId',
		'waterCompanyId',
		'telephoneCompanyId',
		'internetCompanyId',
		'cableTvCompanyId',
	),
	...all('properties', 'propertyId', 'propertyIds'),
	...all('applicants', 'applicantId'),
	...all('contacts', 'contactId'),
	...all('landlords', 'landlordId'),
	...all('tenancies', 'tenancyId'),
	...all('offers', 'offerId'),
	...all('worksOrders', 'worksOrderId'),
	...all('areas', 'areaId', 'parentId'),
	...all('documents', 'draftPropertyInspectionReportId', 'finalPropertyInspectionReportId', 'brochureId'),
	...all('propertyImages', 'imageOrder'),
	...all('referrals/types', 'referralTypeId'),
	...all('transactions/nominalAccounts', 'accountId'),
};

function all(resource: ResourceName, ...names: readonly string[]): Readonly<Record<string, ResourceName>> {
	return Object.fromEntries(names.map((name) => [name, resource]));
}

/** Fields that mean the same list wherever they stand. */
const configuredAnywhere: Readonly<Record<string, string>> = {
	availableServicesIds: 'propertyServiceTypes',
	cancelledReasonId: 'rentInsuranceCancellationReasons',
	categoryIds: 'contactCategories',
	legalStatusId: 'tenancyLegalStatuses',
	sellingReasonId: 'sellingReasons',
	supplierTypeId: 'supplierTypes',
};

/** Fields of a part of the request: `buying.positionId`. */
const configuredWithin: Readonly<Record<string, string>> = {
	'buying.positionId': 'buyingPositions',
	'buying.reasonId': 'buyingReasons',
	'renting.positionId': 'rentingPositions',
	'followUp.responseId': 'followUpResponses',
	'identityDocument1.typeId': 'identityDocumentTypes',
	'identityDocument2.typeId': 'identityDocumentTypes',
	'createJournalEntry.typeId': 'journalEntryTypes',
	'responsibleParties.typeId': 'certificateTypes',
};

function configuredOf(resource: ResourceName, name: string): string | undefined {
	return configuredIn[`${resource} ${name}`];
}

const configuredIn: Readonly<Record<string, string>> = {
	'applicants statusId': 'applicantStatuses',
	'appointments typeId': 'appointmentTypes',
	'companies typeIds': 'companyTypes',
	'documents typeId': 'documentTypes',
	'journalEntries typeId': 'journalEntryTypes',
	'properties/certificates typeId': 'certificateTypes',
	'properties/keys typeId': 'keyTypes',
	'tasks typeId': 'taskTypes',
	'tenancies typeId': 'tenancyTypes',
	'tenancies/checks checkTypeId': 'preTenancyCheckTypes',
	'tenancies/renewalNegotiations/checks checkTypeId': 'renewalCheckTypes',
	'vendors typeId': 'vendorTypes',
	'worksOrders typeId': 'worksOrderTypes',
};
