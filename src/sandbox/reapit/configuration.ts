/** The lists of `/configuration`: types, statuses and reasons that an agency sets up; bare arrays without pages. */
import type { JsonObject } from './contract.ts';
import type { Customer } from './data/customer.ts';

type Entry = JsonObject & { readonly id: string; readonly value: string };

/** `VW Viewing, MA Market appraisal` */
function list(text: string): readonly Entry[] {
	return text.split(', ').map((each) => {
		const [id = '', ...words] = each.split(' ');
		return { id, value: words.join(' ') };
	});
}

const statuses = list('VAL Valid, EXP Expired, ORD Ordered');

const plainLists: Readonly<Record<string, readonly Entry[]>> = {
	agencyTypes: list('SA Sole agency, JS Joint sole agency, MA Multiple agency, SR Sole selling rights'),
	applicantStatuses: list('HOT Hot, WRM Warm, CLD Cold, INV Investor'),
	appointmentTypes: list(
		'VW Viewing, MA Market appraisal, PI Property inspection, OH Open house, CI Check in, CO Check out, MT Meeting',
	),
	boardStatuses: list('NO No board, FS For sale, TL To let, SD Sold, LB Let by'),
	buyingPositions: list('FTB First time buyer, CSH Cash buyer, STC Property under offer, NTS Nothing to sell'),
	buyingReasons: list('UPS Upsizing, DNS Downsizing, REL Relocation, INV Investment, SCH Schools'),
	certificateTypes: list(
		'GAS Gas safety, EICR Electrical installation, EPC Energy performance, INS Building insurance, WAR Boiler warranty',
	).map((entry) => ({ ...entry, statuses })),
	companyTypes: list(
		'SOL Solicitor, CON Contractor, SUR Surveyor, LEN Lender, BRK Broker, UTL Utility, AGT Estate agent, CLI Client',
	),
	contactCategories: list('VIP Very important, INV Investor, DEV Developer, FTB First time buyer').map((entry) => ({
		...entry,
		type: 'contact',
	})),
	documentTypes: list(
		'DET Details, AGR Agreement, INV Invoice, IDN Identification, PHO Photograph, COR Correspondence, CER Certificate',
	),
	followUpResponses: list('INT Interested, NOT Not interested, SEC Second viewing, OFR Will offer'),
	identityDocumentTypes: list('PP Passport, DL Driving licence, UB Utility bill, BS Bank statement'),
	journalEntryTypes: list('CL Call, EM Email, LT Letter, NT Note, MA Match, BS Brochure sent, DS Details sent'),
	keyTypes: list('FD Front door, MN Main set, WN Window, GR Garage'),
	portalTypes: list('P1 Portal One, P2 Portal Two, WEB Own website'),
	propertyServiceTypes: list('GAS Mains gas, WAT Mains water, ELE Mains electricity, SEP Septic tank, BRO Broadband'),
	rentInsuranceCancellationReasons: list('SLD Property sold, CST Too expensive, OTH Other'),
	rentingPositions: list('EMP Employed, STU Student, SEL Self-employed, REL Relocating'),
	ruralTenancyTypes: list('FBT Farm business tenancy, AHA Agricultural holding, GRZ Grazing licence'),
	sellingReasons: list('UPS Upsizing, DNS Downsizing, REL Relocation, PRO Probate, DIV Divorce'),
	supplierTypes: list(
		'PLM Plumber, ELE Electrician, GEN General builder, LEG Legal, SUR Surveyor, FIN Finance, UTL Utility, AGT Agent',
	),
	taskTypes: list('CB Call back, CH Chase, AD Administration, VW Arrange viewing'),
	tenancyLegalStatuses: list(
		'AST Assured shorthold, CMP Company let, OCC Occupation contract, PRT Private residential',
	),
	tenancyRenewalOptionConditions: list('NOT Notice in writing, RPI Rent by index, MUT By agreement'),
	tenancyRenewalOptions: list('SIX Six months, TWL Twelve months, ROL Rolling'),
	tenancyTypes: list('LNG Long let, SHO Short let, STD Student let, COM Company let'),
	vendorTypes: list('PRV Private, DEV Developer, EXE Executor, COR Corporate'),
	worksOrderTypes: list('PLM Plumbing, ELE Electrical, GEN General repair, GAR Gardening, CLN Cleaning'),
};

const checkTypes: Readonly<Record<string, readonly Entry[]>> = {
	preTenancyCheckTypes: list('REF References, RTR Right to rent, DEP Deposit received, SIG Agreement signed'),
	renewalCheckTypes: list('RNT Rent agreed, NOT Notice served, SIG Renewal signed'),
};

export const configurationLists: readonly string[] = [...Object.keys(plainLists), ...Object.keys(checkTypes)];

/** @returns undefined where there is no such list */
export function configured({ offices }: Customer, name: string): readonly Entry[] | undefined {
	const plain = plainLists[name];
	if (plain !== undefined) return plain;
	const officeIds = offices.map(({ code }) => code);
	return checkTypes[name]?.map((entry, i) => ({
		...entry,
		active: i !== 2,
		officeIds: officeIds.filter((_, k) => (i + k) % 3 !== 2),
	}));
}

export function configuredItem(customer: Customer, name: string, id: string): JsonObject | undefined {
	return configured(customer, name)?.find((entry) => entry.id === id);
}

export const terminology: JsonObject = { properties: { useSoldStc: true, useMarketAppraisal: true } };
