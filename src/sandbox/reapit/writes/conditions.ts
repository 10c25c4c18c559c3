/** Rules between the fields of a request, as the vendor's models word them: "Required when …". */
import type { JsonObject, Json } from '../../json.ts';
import { isJsonObject } from '../../json.ts';
import type { FieldProblem } from '../refusal.ts';
import { required } from './modelRules.ts';

type Rule = (body: JsonObject) => readonly FieldProblem[];

/** @returns what a request lacks though none of its fields is wrong by itself */
export function checkConditions(model: string, body: JsonObject): readonly FieldProblem[] {
	return (rules.get(model) ?? []).flatMap((rule) => rule(body));
}

const isGiven = (value: Json | undefined): boolean => value !== undefined && value !== null && value !== '';

const atLeastOne =
	(...names: readonly string[]): Rule =>
	(body) => {
		if (names.some((name) => isGiven(body[name]))) return [];
		return [{ field: names[0] ?? '', message: `At least one of ${names.join(', ')} is required` }];
	};

const atMostOne =
	(...names: readonly string[]): Rule =>
	(body) => {
		const given = names.filter((name) => isGiven(body[name]));
		if (given.length < 2) return [];
		return given.slice(1).map((field) => ({ field, message: `Only one of ${names.join(', ')} can be given` }));
	};

const needs =
	(name: string, ...others: readonly string[]): Rule =>
	(body) =>
		isGiven(body[name]) ? others.filter((other) => !isGiven(body[other])).map(required) : [];

const unless =
	(name: string, ...others: readonly string[]): Rule =>
	(body) =>
		isGiven(body[name]) ? [] : others.filter((other) => !isGiven(body[other])).map(required);

const within =
	(name: string, ...inner: readonly Rule[]): Rule =>
	(body) => {
		const part = body[name];
		if (!isJsonObject(part)) return [];
		const found = inner.flatMap((rule) => rule(part));
		return found.map(({ field, message }) => ({ field: `${name}.${field}`, message }));
	};

const each =
	(name: string, ...inner: readonly Rule[]): Rule =>
	(body) => {
		const list = body[name];
		if (!Array.isArray(list)) return [];
		return (list as readonly Json[]).flatMap((part, i) => {
			if (!isJsonObject(part)) return [];
			const found = inner.flatMap((rule) => rule(part));
			return found.map(({ field, message }) => ({ field: `${name}[${i}].${field}`, message }));
		});
	};

const file = [atMostOne('fileData', 'fileUrl')];
const identityDocument: readonly Rule[] = [
	...file,
	atLeastOne('details', 'fileData', 'fileUrl'),
	needs('fileData', 'name'),
	needs('fileUrl', 'name'),
];
const identityDocuments = [
	within('identityDocument1', ...identityDocument),
	within('identityDocument2', ...identityDocument),
];
const journalEntry = [atLeastOne('propertyId', 'associatedId'), needs('associatedId', 'associatedType')];

const budget =
	(mode: string, low: string, high: string): Rule =>
	(body) => {
		if (body.marketingMode !== mode) return [];
		const part = isJsonObject(body[mode]) ? body[mode] : {};
		if (Number(part[low] ?? 0) > 0 || Number(part[high] ?? 0) > 0) return [];
		return [{ field: `${mode}.${low}`, message: `One of ${low} and ${high} is required` }];
	};

const rules: ReadonlyMap<string, readonly Rule[]> = new Map<string, readonly Rule[]>([
	['CreateApplicantModel', [budget('buying', 'priceFrom', 'priceTo'), budget('renting', 'rentFrom', 'rentTo')]],
	['CreateAppointmentModel', [within('recurrence', needs('type', 'until'))]],
	['CreateCompanyModel', [atLeastOne('workPhone', 'mobilePhone', 'email', 'address')]],
	['CreateContactModel', [atLeastOne('homePhone', 'workPhone', 'mobilePhone', 'email')]],
	['CreateDocumentModel', [...file, atLeastOne('fileData', 'fileUrl')]],
	['CreateDownwardLinkModel', [unless('offerId', 'propertyAddress', 'agent', 'buyer', 'buyerSolicitorId')]],
	['CreateUpwardLinkModel', [unless('offerId', 'propertyAddress', 'agent', 'vendor', 'vendorSolicitorId')]],
	['CreateEnquiryModel', [atLeastOne('homePhone', 'workPhone', 'mobilePhone', 'email')]],
	['CreateIdentityCheckModel', identityDocuments],
	['CreateJournalEntryModel', journalEntry],
	['CreateBulkJournalEntryModel', [each('createJournalEntry', ...journalEntry)]],
	['CreatePropertyImageModel', [atMostOne('data', 'fileUrl'), atLeastOne('data', 'fileUrl')]],
	['CreatePropertyModel', [within('selling', atMostOne('sellingAgency', 'agencyId'))]],
	['CreateSupplierInvoiceModel', [atLeastOne('worksOrderId', 'propertyId', 'companyId', 'tenancyId')]],
	['CreateTaskModel', [needs('typeId', 'activates')]],
	['CreateTenancyCheckModel', [atLeastOne('description', 'checkTypeId'), atMostOne('description', 'checkTypeId')]],
	['CreateKeyMovementModel', [needs('checkOutToId', 'checkOutToType')]],
	['UpdateIdentityCheckModel', [within('identityDocument1', ...file), within('identityDocument2', ...file)]],
]);
