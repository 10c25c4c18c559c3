/** Members, offices and teams. */
import { instantText } from '../../clock.ts';
import { element } from '../../random.ts';
import { flag, instant, numbered, one, text } from './fields.ts';
import type { FieldSpec, RecordFacts } from './fields.ts';
import { cities, firstNames, lastNames, officeNames } from './words.ts';

const ascii = (name: string): string =>
	name
		.normalize('NFD')
		.replace(/[^A-Za-z]/g, '')
		.toLowerCase();
const fictionalPhone = (r: RecordFacts, salt: number): string =>
	`701-555-01${String(r.dice.below(salt, 100)).padStart(2, '0')}`;

export const firstName = (r: RecordFacts): string => r.dice.pick(801, firstNames);
export const lastName = (r: RecordFacts): string => r.dice.pick(802, lastNames);
export const fullName = (r: RecordFacts): string => `${firstName(r)} ${lastName(r)}`;
export const email = (r: RecordFacts): string =>
	`${ascii(firstName(r))}.${ascii(lastName(r))}.${r.ordinal}@example.com`;
export const memberPhone = (r: RecordFacts): string => fictionalPhone(r, 803);
export const memberMlsId = (r: RecordFacts): string => String(10_000 + r.ordinal);
/** Number of the office that a member works for; the first member always for the first office. */
export const officeOf = (r: RecordFacts): number => (r.ordinal === 0 ? 0 : r.dice.below(804, r.world.counts.Office));

export const officeName = (r: RecordFacts): string =>
	`${element(lastNames, r.ordinal % lastNames.length)} ${r.dice.pick(805, officeNames)}`;
export const officeMlsId = (r: RecordFacts): string => String(500 + r.ordinal);
export const officePhone = (r: RecordFacts): string => fictionalPhone(r, 806);

const office = (r: RecordFacts): RecordFacts => r.world.baseFacts('Office', officeOf(r));

export const memberFields: readonly FieldSpec[] = numbered([
	text('MemberKey', 26, (r) => r.key),
	text('MemberMlsId', 25, memberMlsId),
	text('MemberFirstName', 50, firstName),
	text('MemberLastName', 50, lastName),
	text('MemberFullName', 150, fullName),
	text('MemberEmail', 80, email),
	text('MemberPreferredPhone', 16, memberPhone),
	text('MemberHomePhone', 16, (r, s) => (r.dice.chance(s, 40) ? fictionalPhone(r, s + 500) : null), {
		hiddenFrom: ['idx', 'vow'],
	}),
	text('JobTitle', 50, (r, s) => r.dice.pick(s, ['Associate', 'Broker', null, null])),
	text('MemberStateLicense', 50, (r, s) => `ND-${r.dice.between(s, 10_000, 99_999)}`),
	text('MemberCity', 50, (r, s) => r.dice.pick(s, cities)),
	one('MemberType', 'MemberType', (r, s) =>
		r.dice.pick(s, ['REALTOR Salesperson', 'REALTOR Salesperson', 'MLS Only Broker', 'Designated REALTOR Participant']),
	),
	one('MemberStatus', 'MemberStatus', (r, s) => (r.dice.chance(s, 92) ? 'Active' : 'Inactive')),
	flag('MemberMlsAccessYN', (r, s) => r.dice.chance(s, 95)),
	text('OfficeKey', 26, (r) => office(r).key),
	text('OfficeMlsId', 25, (r) => officeMlsId(office(r))),
	text('OfficeName', 255, (r) => officeName(office(r))),
	instant('OriginalEntryTimestamp', (r) => instantText(r.enteredAt)),
	instant('ModificationTimestamp', (r) => instantText(r.modifiedAt)),
]);

export const officeFields: readonly FieldSpec[] = numbered([
	text('OfficeKey', 26, (r) => r.key),
	text('OfficeMlsId', 25, officeMlsId),
	text('OfficeName', 255, officeName),
	text('OfficePhone', 16, officePhone),
	text('OfficeEmail', 80, (r) => `office${r.ordinal}@example.com`),
	text('OfficeAddress1', 50, (r, s) => `${r.dice.between(s, 1, 990)} Main Street`),
	text('OfficeCity', 50, (r, s) => r.dice.pick(s, cities)),
	text('OfficePostalCode', 10, (r, s) => `58${r.dice.between(s, 100, 999)}`),
	one('OfficeType', 'OfficeType', (r, s) =>
		r.dice.pick(s, ['Realtor Office', 'Realtor Firm', 'Realtor Branch Office']),
	),
	one('OfficeStatus', 'OfficeStatus', (r, s) => (r.dice.chance(s, 95) ? 'Active' : 'Inactive')),
	text('MainOfficeKey', 26, (r) =>
		r.ordinal % 4 === 0 ? r.key : r.world.keyAt('Office', r.ordinal - (r.ordinal % 4)),
	),
	flag('IDXOfficeParticipationYN', (r, s) => r.dice.chance(s, 90)),
	instant('OriginalEntryTimestamp', (r) => instantText(r.enteredAt)),
	instant('ModificationTimestamp', (r) => instantText(r.modifiedAt)),
]);

const lead = (r: RecordFacts): RecordFacts => r.world.baseFacts('Member', r.dice.below(807, r.world.counts.Member));

export const teamFields: readonly FieldSpec[] = numbered([
	text('TeamKey', 26, (r) => r.key),
	text('TeamName', 50, (r) => `The ${lastName(lead(r))} Team`),
	text('TeamLeadKey', 26, (r) => lead(r).key),
	text('TeamLeadMlsId', 25, (r) => memberMlsId(lead(r))),
	one('TeamStatus', 'TeamStatus', () => 'Active'),
	instant('OriginalEntryTimestamp', (r) => instantText(r.enteredAt)),
	instant('ModificationTimestamp', (r) => instantText(r.modifiedAt)),
]);
