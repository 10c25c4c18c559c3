/** The fields of a listing: RESO names, some seventy of them, plus local fields as an MLS adds them. */
import { instantText, offsetText } from '../../clock.ts';
import { ExactDecimal } from '../../json.ts';
import { date, decimal, flag, instant, many, numbered, one, text, whole } from './fields.ts';
import type { Draft, FieldSpec, FieldValue, RecordFacts } from './fields.ts';
import * as listing from './listing.ts';
import { lookups } from './lookups.ts';
import { email, fullName, memberMlsId, memberPhone, officeMlsId, officeName, officeOf } from './people.ts';
import { subdivisions } from './words.ts';

type Make = (record: RecordFacts, salt: number) => FieldValue;

const { isDwelling } = listing;
const ifDwelling =
	(make: Make): Make =>
	(r, s) =>
		isDwelling(r) ? make(r, s) : null;
const some =
	(lookup: string, low: number, high: number): Make =>
	(r, s) =>
		r.dice.some(s, lookups[lookup] ?? [], low, high);
const pick =
	(lookup: string): Make =>
	(r, s) =>
		r.dice.pick(s, lookups[lookup] ?? ['']);

const agentOf = (r: RecordFacts): RecordFacts => r.world.baseFacts('Member', listing.agent(r));
const officeOfAgent = (r: RecordFacts): RecordFacts => r.world.baseFacts('Office', officeOf(agentOf(r)));
function coAgentOf(r: RecordFacts): RecordFacts | undefined {
	const ordinal = listing.coAgent(r);
	return ordinal === undefined ? undefined : r.world.baseFacts('Member', ordinal);
}

const status: readonly Draft[] = [
	text('ListingKey', 26, (r) => r.key),
	text('ListingId', 25, (r) => `26-${1000 + r.ordinal}`),
	text('OriginatingSystemName', 255, () => 'Prairie Sandbox MLS'),
	one('PropertyType', 'PropertyType', listing.propertyType),
	one('PropertySubType', 'PropertySubType', listing.subType),
	one('StandardStatus', 'StandardStatus', listing.standardStatus),
	text('MlsStatus', 50, (r) => (listing.standardStatus(r) === 'Closed' ? 'Sold' : listing.standardStatus(r))),
	one('ListingAgreement', 'ListingAgreement', (r) =>
		listing.propertyType(r) === 'Residential Lease' ? 'Exclusive Right To Lease' : 'Exclusive Right To Sell',
	),
	one('ListingService', 'ListingService', (r, s) => (r.dice.chance(s, 90) ? 'Full Service' : 'Limited Service')),
	many('SpecialListingConditions', 'SpecialListingConditions', (r, s) =>
		r.dice.chance(s, 94) ? ['Standard'] : ['Short Sale', 'Third Party Approval'],
	),
	date('ListingContractDate', (r) => listing.dayOf(r.enteredAt)),
	date('ExpirationDate', (r) => listing.daysAfter(r.enteredAt, 180)),
	date('CloseDate', (r) => (listing.isClosed(r) ? listing.daysAfter(r.enteredAt, listing.daysOnMarket(r)) : null)),
	date('OffMarketDate', (r) =>
		listing.isOffMarket(r) ? listing.daysAfter(r.enteredAt, listing.daysOnMarket(r)) : null,
	),
	whole('DaysOnMarket', listing.daysOnMarket),
	whole('CumulativeDaysOnMarket', (r, s) => listing.daysOnMarket(r) + (r.dice.chance(s, 20) ? 90 : 0)),
];

const prices: readonly Draft[] = [
	decimal('ListPrice', 14, 2, listing.listPrice),
	decimal('OriginalListPrice', 14, 2, listing.originalPrice),
	decimal('PreviousListPrice', 14, 2, (r) =>
		listing.originalPrice(r) === listing.listPrice(r) ? null : listing.originalPrice(r),
	),
	decimal('ClosePrice', 14, 2, (r, s) =>
		listing.isClosed(r) ? Math.round((listing.listPrice(r) * r.dice.between(s, 940, 1020)) / 1000) : null,
	),
	decimal('TaxAnnualAmount', 14, 2, (r, s) => r.dice.between(s, 40_000, 950_000) / 100),
	whole('TaxYear', () => 2025),
	text(
		'ParcelNumber',
		50,
		(r, s) => `01-${r.dice.between(s, 1000, 9999)}-${r.dice.between(s + 500, 10_000, 99_999)}-000`,
	),
	decimal('AssociationFee', 14, 2, (r, s) => (r.dice.chance(s, 30) ? r.dice.between(s + 500, 20, 400) : null)),
	one('AssociationFeeFrequency', 'AssociationFeeFrequency', (r, s) => (r.dice.chance(s - 1, 30) ? 'Monthly' : null)),
];

const place: readonly Draft[] = [
	text('StreetNumber', 25, (r) => String(listing.streetNumber(r))),
	text('StreetName', 50, listing.streetName),
	text('StreetSuffix', 25, listing.streetSuffix),
	text('UnitNumber', 25, (r, s) =>
		['Condominium', 'Apartment'].includes(listing.subType(r) ?? '') ? String(r.dice.between(s, 1, 40)) : null,
	),
	text('UnparsedAddress', 255, listing.address),
	text('City', 50, listing.city),
	text('StateOrProvince', 2, () => 'ND'),
	text('PostalCode', 10, listing.postalCode),
	one('CountyOrParish', 'CountyOrParish', pick('CountyOrParish')),
	text('Country', 2, () => 'US'),
	text('SubdivisionName', 50, (r, s) => (r.dice.chance(s, 60) ? r.dice.pick(s + 500, subdivisions) : null)),
	decimal('Latitude', 12, 8, (r, s) => 46.5 + r.dice.below(s, 1e8) / 1e8),
	decimal('Longitude', 12, 8, (r, s) => -97.2 + r.dice.below(s, 1e8) / 1e8),
	text(
		'Directions',
		1024,
		(r, s) => `From ${listing.city(r)} go ${r.dice.pick(s, ['north', 'south', 'east'])}, then left.`,
	),
];

const house: readonly Draft[] = [
	whole('BedroomsTotal', ifDwelling(listing.bedrooms)),
	whole(
		'BathroomsTotalInteger',
		ifDwelling((r, s) => r.dice.between(s, 1, 4)),
	),
	whole(
		'BathroomsFull',
		ifDwelling((r, s) => r.dice.between(s, 1, 3)),
	),
	whole(
		'BathroomsHalf',
		ifDwelling((r, s) => r.dice.between(s, 0, 1)),
	),
	decimal('LivingArea', 14, 2, ifDwelling(listing.livingArea)),
	text(
		'LivingAreaUnits',
		25,
		ifDwelling(() => 'Square Feet'),
	),
	decimal('LotSizeAcres', 16, 4, (r, s) => r.dice.between(s, 500, 99_999) / 10_000),
	decimal('LotSizeArea', 24, 12, (r, s) =>
		r.dice.chance(s, 10)
			? new ExactDecimal(`${r.dice.between(s + 500, 10_000, 99_999)}.${exactFraction(r, s)}`)
			: r.dice.between(s + 500, 2000, 90_000),
	),
	one('LotSizeUnits', 'LotSizeUnits', () => 'Square Feet'),
	whole(
		'YearBuilt',
		ifDwelling((r, s) => r.dice.between(s, 1898, 2026)),
	),
	whole('NumberOfUnitsTotal', (r) => listing.unitCount(r) || null),
	decimal(
		'GarageSpaces',
		14,
		2,
		ifDwelling((r, s) => r.dice.between(s, 0, 4)),
	),
	flag(
		'GarageYN',
		ifDwelling((r, s) => r.dice.between(s - 1, 0, 4) > 0),
	),
	flag(
		'NewConstructionYN',
		ifDwelling((r, s) => r.dice.chance(s, 8)),
	),
	flag('WaterfrontYN', (r, s) => r.dice.chance(s, 5)),
	flag(
		'FireplaceYN',
		ifDwelling((r, s) => r.dice.chance(s, 35)),
	),
	whole(
		'FireplacesTotal',
		ifDwelling((r, s) => (r.dice.chance(s - 1, 35) ? 1 : 0)),
	),
	many('Levels', 'Levels', ifDwelling(some('Levels', 1, 1))),
	many('Appliances', 'Appliances', ifDwelling(some('Appliances', 2, 7))),
	many('InteriorFeatures', 'InteriorFeatures', ifDwelling(some('InteriorFeatures', 0, 6))),
	many('ExteriorFeatures', 'ExteriorFeatures', ifDwelling(some('ExteriorFeatures', 0, 4))),
	many('Heating', 'Heating', ifDwelling(some('Heating', 1, 2))),
	many('Cooling', 'Cooling', ifDwelling(some('Cooling', 1, 2))),
	many('Flooring', 'Flooring', ifDwelling(some('Flooring', 1, 4))),
	many('Roof', 'Roof', ifDwelling(some('Roof', 1, 1))),
	many('ConstructionMaterials', 'ConstructionMaterials', ifDwelling(some('ConstructionMaterials', 1, 2))),
	many('ParkingFeatures', 'ParkingFeatures', ifDwelling(some('ParkingFeatures', 0, 4))),
	many('LotFeatures', 'LotFeatures', some('LotFeatures', 0, 3)),
	many('View', 'View', some('View', 0, 2)),
	many('Utilities', 'Utilities', some('Utilities', 0, 4)),
	many('Sewer', 'Sewer', some('Sewer', 1, 1)),
	many('WaterSource', 'WaterSource', some('WaterSource', 1, 1)),
];

const words: readonly Draft[] = [
	text('PublicRemarks', 4000, listing.publicRemarks),
	text(
		'PrivateRemarks',
		4000,
		(r, s) => (r.dice.chance(s, 60) ? 'Use the lock box. Call owner an hour ahead.' : null),
		{
			hiddenFrom: ['idx', 'vow'],
		},
	),
	text('ShowingInstructions', 4000, () => 'Appointment only', { hiddenFrom: ['idx', 'vow'] }),
	text('OwnerName', 50, (r, s) => (r.dice.chance(s, 50) ? 'On record' : null), { hiddenFrom: ['idx', 'vow'] }),
	text('Inclusions', 1024, (r, s) => (r.dice.chance(s, 30) ? 'Window coverings; shed' : null)),
	text('VirtualTourURLUnbranded', 8000, (r) =>
		listing.videoCount(r) > 0 ? `https://tours.example.com/${r.key}` : null,
	),
];

const who: readonly Draft[] = [
	text('ListAgentKey', 26, (r) => agentOf(r).key),
	text('ListAgentMlsId', 25, (r) => memberMlsId(agentOf(r))),
	text('ListAgentFullName', 150, (r) => fullName(agentOf(r))),
	text('ListAgentEmail', 80, (r) => email(agentOf(r)), { hiddenFrom: ['idx'] }),
	text('ListAgentPreferredPhone', 16, (r) => memberPhone(agentOf(r))),
	text('CoListAgentKey', 26, (r) => coAgentOf(r)?.key ?? null),
	text('ListOfficeKey', 26, (r) => officeOfAgent(r).key),
	text('ListOfficeMlsId', 25, (r) => officeMlsId(officeOfAgent(r))),
	text('ListOfficeName', 255, (r) => officeName(officeOfAgent(r))),
];

const times: readonly Draft[] = [
	instant('OriginalEntryTimestamp', (r) => instantText(r.enteredAt)),
	instant('ModificationTimestamp', (r) => instantText(r.modifiedAt)),
	// Spark's older fixtures carry offsets; text order and time order then differ.
	instant('StatusChangeTimestamp', (r) => offsetText(listing.between(r, 930), -300)),
	instant('PriceChangeTimestamp', (r) => instantText(listing.between(r, 931))),
	instant('PhotosChangeTimestamp', (r) => instantText(listing.between(r, 932))),
	instant('VideosChangeTimestamp', (r) => (listing.videoCount(r) > 0 ? instantText(listing.between(r, 933)) : null)),
	instant('DocumentsChangeTimestamp', (r) =>
		listing.documentCount(r) > 0 ? instantText(listing.between(r, 934)) : null,
	),
	whole('PhotosCount', listing.photoCount),
	whole('VideosCount', listing.videoCount),
	whole('DocumentsCount', listing.documentCount),
];

const local: readonly Draft[] = [
	text('Location_sp_and_sp_Legal_co_Flood_sp_Zone2', 50, pick('FloodZone'), {
		label: 'Location and Legal: Flood Zone',
	}),
	decimal('Location_sp_and_sp_Legal_co_Assessed_sp_Value', 18, 4, (r, s) => r.dice.between(s, 1e6, 9e8) / 1e3, {
		label: 'Location and Legal: Assessed Value',
	}),
	many(
		'General_sp_Property_sp_Description_co_Window_sp_Treatments',
		'WindowTreatments',
		some('WindowTreatments', 0, 3),
		{
			label: 'General Property Description: Window Treatments',
			isCustom: true,
		},
	),
	text('General_sp_Property_sp_Description_co_Snow_sp_Load', 50, (r, s) => `${r.dice.between(s, 30, 60)} psf`, {
		label: 'General Property Description: Snow Load',
		isCustom: true,
	}),
	flag(
		'Financial_sp_Information_co_Buy_sp_Down',
		(r, s) => (r.dice.chance(s, 50) ? r.dice.chance(s + 500, 20) : null),
		{
			label: 'Financial Information: Buy Down',
			isCustom: true,
		},
	),
];

/** Digits that no double holds together with the whole part. */
function exactFraction(r: RecordFacts, salt: number): string {
	return `${r.dice.between(salt + 501, 100_000, 999_999)}${r.dice.between(salt + 502, 100_000, 999_998)}1`.slice(0, 12);
}

export const propertyFields: readonly FieldSpec[] = numbered([
	...status,
	...prices,
	...place,
	...house,
	...words,
	...who,
	...times,
	...local,
]);
