/** Contacts of the native API (domain: Spark §3.7). A field without a value is absent, never null. */
import type { FieldSpec, RecordFacts } from './fields.ts';
import { instant, many, numbered, text } from './fields.ts';
import { email, firstName, fullName, lastName } from './people.ts';
import { cities, contactTags, streets } from './words.ts';

/** Members under the account's control; the first of them is the account's own user. */
export const owners = 12;

const maybe =
	(percent: number, make: (r: RecordFacts, salt: number) => string) =>
	(r: RecordFacts, salt: number): string | null =>
		r.dice.chance(salt, percent) ? make(r, salt + 500) : null;

/** Every fifth contact is the user's own. */
export const ownerOf = (r: RecordFacts): number => (r.ordinal % 5 === 0 ? 0 : r.dice.between(801, 1, owners - 1));

export const contactFields: readonly FieldSpec[] = numbered([
	text('ResourceUri', 255, (r) => `/v1/contacts/${r.key}`),
	text('Id', 26, (r) => r.key),
	text('OwnerId', 26, (r) => r.world.keyAt('Member', Math.min(ownerOf(r), r.world.counts.Member - 1))),
	text('DisplayName', 150, fullName),
	text('GivenName', 50, firstName),
	text('FamilyName', 50, lastName),
	text('PrimaryEmail', 80, maybe(85, email)),
	text(
		'PrimaryPhoneNumber',
		16,
		maybe(60, (r, s) => `701-555-01${String(r.dice.below(s, 100)).padStart(2, '0')}`),
	),
	text(
		'HomeStreetAddress',
		50,
		maybe(50, (r, s) => `${r.dice.between(s, 1, 990)} ${r.dice.pick(s, streets)} Street`),
	),
	text(
		'HomeLocality',
		50,
		maybe(50, (r, s) => r.dice.pick(s, cities)),
	),
	text(
		'HomeRegion',
		2,
		maybe(50, () => 'ND'),
	),
	text(
		'HomePostalCode',
		10,
		maybe(50, (r, s) => `58${r.dice.between(s, 100, 999)}`),
	),
	many('Tags', 'ContactTags', (r, s) => r.dice.some(s, contactTags, 0, 2)),
	instant('ModificationTimestamp', () => null),
]);
