/** Codes that Realpad writes as numbers, with their meaning. */

export type Enumeration = Readonly<Record<number, string>>;

/** Appendix of seed 000, "Unit status enumeration". */
export const unitStatus: Enumeration = {
	0: 'free',
	1: 'pre-reserved',
	2: 'reserved',
	3: 'sold',
	4: 'not for sale',
	5: 'delayed',
};

/** Appendix of seed 000, "Unit type enumeration". */
export const unitType: Enumeration = {
	1: 'flat',
	2: 'parking',
	3: 'cellar',
	4: 'outdoor parking',
	5: 'garage',
	6: 'commercial space',
	7: 'family house',
	8: 'land',
	9: 'atelier',
	10: 'office',
	11: 'art workshop',
	12: 'non-residential unit',
	13: 'motorbike parking',
	14: 'creative workshop',
	15: 'townhouse',
	16: 'utility room',
	17: 'condominium',
	18: 'storage',
	19: 'apartment',
	20: 'accommodation unit',
	21: 'bike stand',
	22: 'communal area',
	23: 'non-residential unit - other',
	24: 'berth',
	25: 'construction right',
	26: 'villa',
	27: 'technical space',
	28: 'outdoor parking position for motorbike',
	29: 'property management unit',
	30: 'attic',
	31: 'backyard',
	32: 'terrace',
	33: 'cubicle',
	34: 'tenement house',
	35: 'paved area',
	36: 'garage position',
	99: 'other',
};

/** domain/realpad.md §1.5, of a third party. */
export const dealStatus: Enumeration = { 1: 'ACTIVE', 2: 'LOST', 3: 'WON', 4: 'SLEEPING' };
