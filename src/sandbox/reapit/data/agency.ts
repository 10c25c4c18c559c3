/** The agency's own people and places: offices and negotiators, few enough to be kept in a table. */
import { Dice } from '../../random.ts';
import { plain } from './people.ts';
import { forenames, surnames } from './words.ts';

export interface OfficeEntry {
	readonly code: string;
	readonly town: string;
	readonly county: string;
	readonly region: string;
	/** Outward codes of the postcodes around it. */
	readonly districts: readonly string[];
	readonly dialling: string;
	readonly latitude: number;
	readonly longitude: number;
	readonly landmark: string;
}

export interface NegotiatorEntry {
	readonly code: string;
	readonly forename: string;
	readonly surname: string;
	readonly office: number;
}

const office = (
	code: string,
	town: string,
	county: string,
	region: string,
	districts: readonly string[],
	dialling: string,
	latitude: number,
	longitude: number,
	landmark: string,
): OfficeEntry => ({ code, town, county, region, districts, dialling, latitude, longitude, landmark });

export const officeTable: readonly OfficeEntry[] = [
	office('OXF', 'Oxford', 'Oxfordshire', 'South', ['OX1', 'OX2', 'OX3', 'OX4'], '01865', 51.752, -1.2577, 'Botley'),
	office('BED', 'Bedford', 'Bedfordshire', 'East', ['MK40', 'MK41', 'MK42'], '01234', 52.1364, -0.4667, 'Biddenham'),
	office('ABI', 'Abingdon', 'Oxfordshire', 'South', ['OX13', 'OX14'], '01235', 51.6708, -1.2879, 'Drayton'),
	office('CDF', 'Cardiff', 'Glamorgan', 'Wales', ['CF10', 'CF11', 'CF14', 'CF24'], '029', 51.4816, -3.1791, 'Llandaf'),
	office('BAT', 'Bath', 'Somerset', 'West', ['BA1', 'BA2'], '01225', 51.3811, -2.359, 'Weston'),
	office('EDI', 'Edinburgh', 'Midlothian', 'Scotland', ['EH3', 'EH4', 'EH9'], '0131', 55.9533, -3.1883, 'Morningside'),
	office('WIN', 'Winchester', 'Hampshire', 'South', ['SO22', 'SO23'], '01962', 51.0632, -1.308, 'Fulflood'),
	office('YRK', 'York', 'North Yorkshire', 'North', ['YO1', 'YO23', 'YO31'], '01904', 53.96, -1.0873, 'Clifton'),
];

export const negotiatorsPerOffice = 5;

/** Codes of three letters, as negotiators have them: initials, and another letter where two would be the same. */
export function negotiatorsOf(offices: readonly OfficeEntry[], seed: number): readonly NegotiatorEntry[] {
	const taken = new Set<string>();
	const table: NegotiatorEntry[] = [];
	for (let n = 0; n < offices.length * negotiatorsPerOffice; n += 1) {
		const dice = new Dice(seed, n);
		const forename = n === 0 ? 'John' : dice.pick(11, forenames);
		const surname = n === 0 ? 'Smith' : dice.pick(12, surnames);
		const code = codeFor(plain(forename).toUpperCase(), plain(surname).toUpperCase(), n, taken);
		taken.add(code);
		table.push({ code, forename, surname, office: Math.floor(n / negotiatorsPerOffice) });
	}
	return table;
}

/** First letters of both names, and between them the first letter that makes the code new. */
function codeFor(forename: string, surname: string, n: number, taken: ReadonlySet<string>): string {
	const middles = n === 0 ? 'A' : `${forename.slice(1)}ABCDEFGHIJKLMNOPQRSTUVWXYZ`;
	for (let i = 0; i < middles.length; i += 1) {
		const code = forename.charAt(0) + middles.charAt(i) + surname.charAt(0);
		if (!taken.has(code)) return code;
	}
	return `N${n}`;
}
