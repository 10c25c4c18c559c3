/** Persons as agencies note them: names, telephone numbers, mail addresses. */
import type { Dice } from '../../random.ts';
import { forenames, surnames, titles } from './words.ts';

export interface Person {
	readonly title: string;
	readonly forename: string;
	readonly surname: string;
}

export function person(dice: Dice): Person {
	return { title: dice.pick(21, titles), forename: dice.pick(22, forenames), surname: dice.pick(23, surnames) };
}

/** Letters without accents, for codes and mail addresses. */
export function plain(text: string): string {
	return text
		.normalize('NFD')
		.replaceAll('Ł', 'L')
		.replaceAll('ł', 'l')
		.replace(/[^A-Za-z]/g, '');
}

/** No one can be reached there: `.example` is reserved (RFC 2606). */
export function email(name: { readonly forename: string; readonly surname: string }, n: number): string {
	return `${plain(name.forename)}.${plain(name.surname)}.${n + 1}@mail.example`.toLowerCase();
}

/** 07700 900000 to 900999 are kept for fiction by Ofcom. */
export function mobile(dice: Dice, salt: number): string {
	return `07700 900${String(dice.below(salt, 1000)).padStart(3, '0')}`;
}

/** 01632 960000 to 960999 likewise. */
export function landline(dice: Dice, salt: number): string {
	return `01632 960${String(dice.below(salt, 1000)).padStart(3, '0')}`;
}
