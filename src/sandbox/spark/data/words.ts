/** Words for believable records. Places are invented; phone numbers and domains are those reserved for fiction. */

export const cities = [
	'Alder Creek',
	'Birchfield',
	'Cedar Point',
	"Coeur d'Orme",
	'Eastwold',
	'Granite Falls',
	'Harlow',
	'Lake Marion',
	'Maplewood',
	'Nordby',
	'Prairie View',
	'São Bento',
	'Stony Brook',
	'West Haven',
] as const;
export const streets = [
	'Aspen',
	'Bluebird',
	'Cottonwood',
	'Dakota',
	'Elm',
	'Foxglove',
	'Grandview',
	'Hawthorn',
	'Juniper',
	'Kestrel',
	'Linden',
	'Meadowlark',
	"O'Brien",
	'Prairie Rose',
	'River',
	'Sunset',
	'Tamarack',
	'University',
	'Willow',
] as const;
export const suffixes = ['Avenue', 'Boulevard', 'Circle', 'Court', 'Drive', 'Lane', 'Road', 'Street'] as const;
export const subdivisions = [
	'Autumn Fields',
	'Bluestem',
	'Charleswood',
	'Eagle Run',
	'Osgood',
	'Timber Parkway',
	'The Wilds',
] as const;
export const firstNames = [
	'Ada',
	'Amara',
	'Björn',
	'Carlos',
	'Chloé',
	'Daniel',
	'Elena',
	'Farid',
	'Grace',
	'Hana',
	'Ingrid',
	'Jun',
	'Kofi',
	'Lena',
	'Maya',
	'Noah',
	'Olga',
	'Petra',
	'Ravi',
	'Sofia',
	'Tomás',
	'Yusuf',
] as const;
export const lastNames = [
	'Andersen',
	'Baker',
	'Castillo',
	"D'Souza",
	'Eriksen',
	'Fischer',
	'García',
	'Hansen',
	'Ito',
	'Johnson',
	'Kowalski',
	'Larson',
	'Müller',
	'Nguyen',
	"O'Neill",
	'Patel',
	'Quist',
	'Rossi',
	'Schmidt',
	'Torres',
	'Van Dijk',
	'Weber',
] as const;
export const officeNames = ['Realty', 'Homes', 'Properties', 'Brokers', 'Land & Home'] as const;
export const contactTags = ['Current Buyers', 'Current Sellers', 'IDX Lead', 'Past Buyers', 'Recent Buyers'] as const;

const openings = [
	'Welcome to this well kept home on a quiet street close to everything.',
	'Rare opportunity in one of the most sought after neighborhoods in town.',
	'Move-in ready and lovingly maintained by the same owners for many years.',
	'Built with care, with room to grow and light from three sides.',
] as const;
const middles = [
	'The kitchen was updated with quartz counters, soft-close drawers and a breakfast bar that seats four.',
	'Original hardwood floors run through the main level; the primary suite has a walk-in closet and a new bath.',
	'The lower level offers a family room, a third bathroom and plenty of storage – ideal for guests.',
	'Mechanicals are recent: furnace, water heater and central air were replaced within the last five years.',
	'Outside you will find a fenced yard, a paver patio and mature trees that give shade all afternoon.',
	'The garage is insulated, heated and has a 220 V outlet; there is space for a trailer beside it.',
	'Walk to the school, the park and the river trail, or be downtown in ten minutes by car.',
	'Seller offers a home warranty and is flexible about possession; inspection report "on file" with the agent.',
] as const;
const closings = [
	'Call your favorite agent today!',
	'Showings start Saturday.',
	'Offers reviewed as they come.\nSee documents for disclosures.',
	'All measurements are approximate; buyer to verify.',
] as const;

export const remarks = { openings, middles, closings };
