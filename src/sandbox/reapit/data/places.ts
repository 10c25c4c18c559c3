/** British addresses on invented streets, with postcodes of real form around the agency's offices. */
import type { Dice } from '../../random.ts';
import type { JsonObject } from '../contract.ts';
import type { OfficeEntry } from './agency.ts';
import { houseNames, streets } from './words.ts';

/** The last three characters of a postcode: letters without C, I, K, M, O and V, as in real ones. */
const unitLetters = 'ABDEFGHJLNPQRSTUWXYZ';

export function postcode(dice: Dice, salt: number, { districts }: Pick<OfficeEntry, 'districts'>): string {
	const letter = (k: number): string => unitLetters.charAt(dice.below(salt + k, unitLetters.length));
	return `${dice.pick(salt, districts)} ${dice.between(salt + 1, 1, 9)}${letter(2)}${letter(3)}`;
}

/** @param salt  the address throws dice `salt` to `salt + 9` */
export function address(dice: Dice, salt: number, office: OfficeEntry): JsonObject {
	const hasName = dice.chance(salt, 15);
	return {
		buildingName: hasName ? dice.pick(salt + 1, houseNames) : '',
		buildingNumber: hasName ? '' : buildingNumber(dice, salt + 2),
		line1: dice.pick(salt + 3, streets),
		line2: dice.chance(salt + 4, 40) ? office.landmark : '',
		line3: office.town,
		line4: office.county,
		postcode: postcode(dice, salt + 5, office),
		countryId: 'GB',
	};
}

export function geolocation(dice: Dice, salt: number, office: OfficeEntry): JsonObject {
	const near = (around: number, k: number): number =>
		Number((around + (dice.below(salt + k, 4001) - 2000) / 50_000).toFixed(6));
	return { latitude: near(office.latitude, 0), longitude: near(office.longitude, 1) };
}

function buildingNumber(dice: Dice, salt: number): string {
	const number = dice.between(salt, 1, 180);
	return dice.chance(salt + 7, 10) ? `${number}${dice.pick(salt + 8, ['a', 'b', 'c'])}` : String(number);
}
