/** Offices, negotiators, departments, areas and sources: what the rest of the agency's records refer to. */
import { element } from '../../random.ts';
import type { JsonObject } from '../contract.ts';
import { departmentTable } from './departments.ts';
import { codes } from './ids.ts';
import { plain } from './people.ts';
import { geolocation } from './places.ts';
import type { RecordPlan } from './plan.ts';

export const offices: RecordPlan = {
	resource: 'offices',
	count: (customer) => customer.offices.length,
	ids: codes((customer) => customer.offices.map(({ code }) => code)),
	defaults: { active: true },
	fields: ({ customer, dice, n }) => {
		const office = element(customer.offices, n);
		const manager = customer.negotiators.find((each) => each.office === n);
		return {
			name: office.town,
			manager: manager === undefined ? null : `${manager.forename} ${manager.surname}`,
			// The last of the large customer's offices was closed.
			active: n !== 7,
			region: office.region,
			referTo: office.districts.join(' '),
			address: {
				buildingName: '',
				buildingNumber: `${n + 1}a`,
				line1: 'Quillwright Street',
				line2: '',
				line3: office.town,
				line4: office.county,
				postcode: `${element(office.districts, 0)} 2JD`,
				countryId: 'GB',
				geolocation: geolocation(dice, 10, office),
			},
			additionalContactDetails: [{ type: 'external', value: `lettings@${plain(office.town)}.sandbox.example` }],
			workPhone: `01632 9601${String(n).padStart(2, '0')}`,
			email: `${plain(office.town).toLowerCase()}@sandbox.example`,
			extras: { oOpeningHours: 'Mon-Sat 9-18' },
		};
	},
};

const jobTitles: readonly string[] = [
	'Branch Manager',
	'Senior Negotiator',
	'Lettings Negotiator',
	'Property Manager',
	'Sales Negotiator',
];

export const negotiators: RecordPlan = {
	resource: 'negotiators',
	count: (customer) => customer.negotiators.length,
	ids: codes((customer) => customer.negotiators.map(({ code }) => code)),
	defaults: { active: true },
	fields: ({ customer, dice, n }) => {
		const { forename, surname, office, code } = element(customer.negotiators, n);
		const own = element(customer.offices, office).code;
		return {
			name: `${forename} ${surname}`,
			jobTitle: element(jobTitles, n % jobTitles.length),
			officeId: own,
			workPhone: `01632 9602${String(n).padStart(2, '0')}`,
			mobilePhone: `07700 9001${String(n).padStart(2, '0')}`,
			email: `${plain(forename)}.${plain(surname)}.${code}@sandbox.example`.toLowerCase(),
			profileImageUrl: dice.chance(13, 70) ? `https://images.sandbox.example/negotiators/${code}.jpg` : null,
			active: n === 0 || dice.chance(14, 90),
			diaryNegotiatorIds: dice.chance(15, 50) ? [element(customer.negotiators, n - (n % 5)).code] : [],
			diaryOfficeIds: [own],
			additionalContactDetails: [],
		};
	},
};

export const departments: RecordPlan = {
	resource: 'departments',
	count: () => departmentTable.length,
	ids: codes(() => departmentTable.map(({ id }) => id)),
	fields: ({ n }) => {
		const { id: _, ...department } = element(departmentTable, n);
		return department;
	},
};

/** Three for each office: by postcodes, by a polygon, and both as a group. */
export const areas: RecordPlan = {
	resource: 'areas',
	count: ({ offices: { length } }) => length * 3,
	ids: codes((customer) => customer.offices.flatMap(({ code }) => [`${code}P`, `${code}S`, `${code}G`])),
	defaults: { active: true },
	fields: ({ customer, n }) => {
		const office = element(customer.offices, Math.floor(n / 3));
		return {
			...areaOf(n % 3, office),
			active: n % 7 !== 6,
			departmentIds: n % 2 === 0 ? ['G', 'R'] : ['G'],
			officeIds: [office.code],
			parentIds: n % 3 === 2 ? [] : [`${office.code}G`],
		};
	},
};

function areaOf(
	kind: number,
	{
		code,
		town,
		districts,
		latitude,
		longitude,
	}: {
		readonly code: string;
		readonly town: string;
		readonly districts: readonly string[];
		readonly latitude: number;
		readonly longitude: number;
	},
): JsonObject {
	if (kind === 0) return { name: `${town} postcodes`, type: 'postcodes', area: districts };
	if (kind === 2) return { name: `Around ${town}`, type: 'group', area: [`${code}P`, `${code}S`] };
	const corners = [
		[0, 0],
		[0, 0.03],
		[0.02, 0.03],
		[0.02, 0],
		[0, 0],
	] as const;
	const area = corners.map(([up, right]) => `${(latitude + up).toFixed(4)},${(longitude + right).toFixed(4)}`);
	return { name: `${town} south`, type: 'polygon', area };
}

const sourceNames: readonly string[] = [
	'Board in the street',
	'Newspaper',
	'Own website',
	'Portal One',
	'Portal Two',
	'Recommendation',
	'Walked in',
	'Window display',
	'Leaflet',
	'Social media',
	'Home magazine',
	'Former client',
];

const sourceIds = sourceNames.map((name, n) => plain(name).slice(0, 3).toUpperCase() + String(n + 1).padStart(2, '0'));

export const sources: RecordPlan = {
	resource: 'sources',
	count: () => sourceNames.length,
	ids: codes(() => sourceIds),
	fields: ({ customer, n }) => ({
		name: element(sourceNames, n),
		type: n % 3 === 1 ? 'advertisement' : 'source',
		officeIds: customer.offices.filter((_, k) => (k + n) % 2 === 0).map(({ code }) => code),
		departmentIds: n % 2 === 0 ? ['G', 'R'] : ['G'],
	}),
};
