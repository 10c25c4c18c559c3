/** What the server takes a criteria for, which it tells from the text alone (#7740). */
import { hasZone } from '../literal.ts';
import { moment } from '../moments.ts';
import type { Literal } from '../syntax.ts';
import { distanceText, localText } from './instants.ts';
import type { FilterKnowledge } from './knowledge.ts';
import { code } from './markdown.ts';

/** Markdown. */
export function literalHelp(literal: Literal, { now, timeZone = 'UTC' }: FilterKnowledge): string {
	const { type, text, value } = literal;
	switch (type) {
		case 'string':
			return `Text: ${code(String(value))}. Compared without regard to case; whether that covers letters beyond A to Z is not documented.`;
		case 'number':
			return `A number: ${code(String(value))}. Text that looks like it does not match.`;
		case 'boolean':
			return `The flag ${code(String(value))}.`;
		case 'null':
			return 'There is no null in the language, and no "is not set".';
		case 'unknown':
			return `${code(text)} is taken for no type: text stands between apostrophes.`;
		case 'date': {
			const at = Date.parse(`${text}T00:00:00Z`);
			return `A date without a time, ${distanceText(at, now, true)}. Beside moments, Freehold reads it as the whole day in UTC, from 00:00 to 24:00; whether the server does is not documented.`;
		}
		case 'datetime': {
			const instant = moment(text);
			const zone = hasZone(text) ? '' : ' It lacks its zone.';
			if (instant === undefined) return `${code(text)} names no moment.${zone}`;
			const at = Date.parse(`${instant.at.slice(0, 23)}Z`);
			return `A moment, ${distanceText(at, now, false)}: ${code(localText(at, timeZone))} in ${timeZone}, ${code(`${instant.at.slice(0, 19)}Z`)} in UTC.${zone}`;
		}
	}
}
