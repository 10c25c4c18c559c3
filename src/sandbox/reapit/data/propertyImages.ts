/** Pictures of properties. An image's id is its file name (vendor: PropertyImageModel). */
import type { Customer } from './customer.ts';
import type { IdForm, RecordPlan } from './plan.ts';
import { Spread } from './spread.ts';

/** Six on average. */
const images = new Spread([6, 8, 5, 7, 4, 9, 6, 3, 5, 7]);

const captions: readonly string[] = [
	'Front',
	'Kitchen',
	'Sitting room',
	'Garden',
	'Bedroom',
	'Bathroom',
	'Street',
	'Hall',
];

export function imageId(customer: Customer, property: number, place: number): string {
	return `${customer.id('properties', property)}_${String(place + 1).padStart(2, '0')}.jpg`;
}

const ids: IdForm = {
	idOf: (customer, n) => imageId(customer, images.parentOf(n), images.placeOf(n)),
	numberOf: (customer, id) => {
		const [, property = '', place = ''] = /^(.+)_(\d+)\.jpg$/.exec(id) ?? [];
		const { plan } = customer.store('properties');
		const owner = plan.ids.numberOf(customer, property);
		return owner >= 0 && owner < customer.count('properties') ? images.first(owner) + Number(place) - 1 : -1;
	},
	fresh: (customer, n, { propertyId }) => `${typeof propertyId === 'string' ? propertyId : customer.code}_N${n}.jpg`,
};

export const propertyImages: RecordPlan = {
	resource: 'propertyImages',
	count: (customer) => images.total(customer.count('properties')),
	ids,
	parent: { resource: 'properties', field: 'propertyId', spread: images },
	isArchived: (dice) => dice.chance(90, 3),
	defaults: { fromArchive: false, type: 'photograph' },
	fields: ({ customer, dice, parent, place }) => {
		const address = `https://images.sandbox.example/${customer.code}/${imageId(customer, parent, place)}`;
		const isLast = place === images.countOf(parent) - 1;
		return {
			url: address,
			thumbnailUrl: `${address}?width=200`,
			caption: isLast ? null : dice.pick(10, captions),
			type: place === 0 ? 'photograph' : isLast ? dice.pick(11, ['floorPlan', 'epc', 'map']) : 'photograph',
			order: place + 1,
			fromArchive: dice.chance(90, 3),
		};
	},
};
