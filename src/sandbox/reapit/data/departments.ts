/** The departments of an agency, with the values that their properties may have (vendor: departments' glossary). */
import type { JsonObject } from '../contract.ts';
import { specialFeatures } from './words.ts';

export const typeOptions: readonly string[] = [
	'house',
	'bungalow',
	'flatApartment',
	'maisonette',
	'land',
	'farm',
	'cottage',
	'studio',
	'townhouse',
	'developmentPlot',
];
export const styleOptions: readonly string[] = [
	'terraced',
	'endTerrace',
	'detached',
	'semiDetached',
	'linkDetached',
	'mews',
	'basement',
	'lowerGroundFloor',
	'groundFloor',
	'firstFloor',
	'upperFloor',
	'upperFloorWithLift',
	'penthouse',
	'duplex',
];
export const situationOptions: readonly string[] = [
	'garden',
	'land',
	'patio',
	'roofTerrace',
	'conservatory',
	'balcony',
	'communalGardens',
	'outsideSpace',
];
export const parkingOptions: readonly string[] = [
	'residents',
	'offStreet',
	'secure',
	'underground',
	'garage',
	'doubleGarage',
	'tripleGarage',
	'carport',
];
export const ageOptions: readonly string[] = ['period', 'new', 'modern', 'old'];
export const localityOptions: readonly string[] = ['rural', 'village', 'townCity'];

type Department = JsonObject & { readonly id: string };

function department(id: string, name: string, own: JsonObject = {}): Department {
	return {
		id,
		name,
		typeOptions,
		styleOptions,
		situationOptions,
		parkingOptions,
		ageOptions,
		localityOptions,
		specialFeaturesOptions: specialFeatures,
		commercialUseClassOptions: [],
		commercialFloorLevelOptions: [],
		keywords: ['chain free', 'investment', 'new to the market'],
		hasBedrooms: true,
		hasBathrooms: true,
		hasReceptionRooms: true,
		hasParkingSpaces: true,
		hasFloorLevelEnabled: false,
		hasInternalFloorsEnabled: false,
		hasTotalFloorsEnabled: false,
		...own,
	};
}

export const departmentTable: readonly Department[] = [
	department('G', 'General residential'),
	department('R', 'Residential lettings', { hasFloorLevelEnabled: true, hasTotalFloorsEnabled: true }),
	department('N', 'New homes', { hasInternalFloorsEnabled: true }),
	department('C', 'Commercial', {
		hasBedrooms: false,
		commercialUseClassOptions: ['a1', 'a2', 'a3', 'b1', 'b8'],
		commercialFloorLevelOptions: ['basement', 'subGround', 'ground', 'upperFloor'],
	}),
];
