/** The lists that enumerated fields take their values from: the standard ones, and those that an MLS fills by itself. */
import { standardLookups } from './standardLookups.ts';

export const lookups: Readonly<Record<string, readonly string[]>> = {
	...standardLookups,
	Appliances: [
		'Dishwasher',
		'Disposal',
		'Dryer',
		'Electric Range',
		'Freezer',
		'Gas Range',
		'Microwave',
		'Refrigerator',
		'Washer',
		'Water Softener Owned',
	],
	InteriorFeatures: [
		'Breakfast Bar',
		'Built-in Features',
		'Ceiling Fan(s)',
		'Eat-in Kitchen',
		'High Ceilings',
		'Kitchen Island',
		'Open Floorplan',
		'Pantry',
		'Walk-In Closet(s)',
		'Wet Bar',
	],
	ExteriorFeatures: ['Balcony', 'Courtyard', 'Garden', 'Gas Grill', 'Private Yard', 'Rain Gutters', 'Storage'],
	Heating: ['Baseboard', 'Electric', 'Forced Air', 'Geothermal', 'Heat Pump', 'Natural Gas', 'Propane', 'Radiant'],
	Cooling: ['Attic Fan', 'Ceiling Fan(s)', 'Central Air', 'Ductless', 'None', 'Window Unit(s)'],
	Flooring: ['Carpet', 'Ceramic Tile', 'Concrete', 'Hardwood', 'Laminate', 'Vinyl'],
	ParkingFeatures: ['Attached', 'Carport', 'Detached', 'Driveway', 'Garage Door Opener', 'Heated Garage', 'On Street'],
	View: ['City', 'Creek/Stream', 'Lake', 'Meadow', 'Neighborhood', 'None', 'Trees/Woods'],
	LotFeatures: ['Corner Lot', 'Cul-De-Sac', 'Landscaped', 'Level', 'Sloped', 'Wooded'],
	CountyOrParish: ['Alder', 'Birch', 'Cedar', 'Elm', 'Maple'],
	FloodZone: ['AE', 'Shaded X', 'X', 'Not Mapped'],
	WindowTreatments: ['Blinds', 'Curtains', 'Drapes', 'Plantation Shutters', 'Rods'],
};

/**
 * The member name that dictionary 1.x uses for a value: OData 4.0 allows no blanks or signs in a member, so Spark
 * closes up plain words and encodes the rest as `b__…` (domain: Spark §5.3). Opaque to clients; `$metadata` and the
 * Lookup resource give the readable text.
 */
export function memberName(value: string): string {
	return memberNames.get(value) ?? madeName(value);
}

function madeName(value: string): string {
	if (!/^[A-Za-z][A-Za-z0-9 ]*$/.test(value)) return encodedName(value);
	return value
		.split(' ')
		.map((word) => word.slice(0, 1).toUpperCase() + word.slice(1))
		.join('');
}

/** A readable name as an OData identifier: `b__` and letters, digits, underscores. */
export function encodedName(readable: string): string {
	return `b__${Buffer.from(readable, 'utf8').toString('base64url').replaceAll('-', '_2')}`;
}

const memberNames: ReadonlyMap<string, string> = new Map(
	Object.values(lookups)
		.flat()
		.map((value) => [value, madeName(value)]),
);
