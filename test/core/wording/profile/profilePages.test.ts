/** A profile in words: the terminal, Markdown and JSON say the same of the same rows. */
import { expect, test } from 'vitest';
import { openTable } from '../../../../src/core/tables/openTable.ts';
import { wholeProfile } from '../../../../src/core/tables/profile/wholeProfile.ts';
import type { WholeProfile } from '../../../../src/core/tables/profile/wholeProfile.ts';
import { englishWording } from '../../../../src/core/wording/language.ts';
import { plainPage } from '../../../../src/core/wording/page.ts';
import { profileLines, profileMarkdown, profileObjects } from '../../../../src/core/wording/profile/profilePages.ts';
import { shareText, valueText } from '../../../../src/core/wording/profile/profileWords.ts';
import { columnSentence } from '../../../../src/core/wording/profile/profileText.ts';
import { fileOf } from '../../tables/tableRig.ts';

async function profileOf(csv: string): Promise<WholeProfile> {
	const { signal } = new AbortController();
	await using open = await openTable({ kind: 'file', file: fileOf('rows.csv', csv) }, signal);
	for await (const _ of open.filling ?? []);
	return await wholeProfile(open, {}, signal, () => undefined);
}

const CSV = [
	'id,city,price,modified,note',
	...Array.from(
		{ length: 30 },
		(_, nth) => `${nth},${nth % 3 === 0 ? 'Praha' : 'Brno'},${100 + nth},2026-0${1 + (nth % 2)}-15,`,
	),
	'29,"<b>|x",99999,2026-04-01,',
].join('\n');

test('a terminal is told of columns, of what was found, of keys and of months', async () => {
	const lines = profileLines({ title: 'rows.csv', profile: await profileOf(CSV) }, plainPage, Infinity, englishWording);
	expect(lines.join('\n')).toMatchInlineSnapshot(`
		"rows.csv · Rows: 31

		Column    Type     Empty  Distinct       Least      Median    Greatest        Mean  Deviation  Most frequent
		────────  ───────  ─────  ────────  ──────────  ──────────  ──────────  ──────────  ─────────  ───────────────
		id        integer    0 %        30           0          15          29     14.9677    8.89176  29 6.5 %
		city      text       0 %         3                                                             Brno 65 %
		price     integer    0 %        31         100         115      99,999     3336.58    17648.1
		modified  date       0 %         3  2026-01-15  2026-02-15  2026-04-01  2026-02-01             2026-01-15 48 %
		note      text     100 %         0

		Findings
		id: Values in more than one row: 1, rows with them: 2 (29 2×)
		price: Values far above the others: 1 (99,999)
		note: No row has a value

		Keys
		id: values in more than one row: 1, rows with them: 2

		Over time, by modified
		Month    Rows  Filled cells
		───────  ────  ────────────
		2026-01    15          80 %
		2026-02    15          80 %
		2026-03     0
		2026-04     1          80 %"
	`);
});

test('Markdown shows what stands in cells as it is', async () => {
	const text = profileMarkdown({ title: 'a*b_c', profile: await profileOf('x\n<b>|`y`\n<b>|`y`\n') }, englishWording);
	expect(text).toContain('# a\\*b_c\n');
	expect(text).toContain('| x | text | 0 % | 1 |  |  |  |  |  | \\<b\\>\\|\\`y\\` 100 % |');
	expect(text).toContain('- **x**: All rows have the same value: \\<b\\>\\|\\`y\\`\n');
});

test('programs are given an object for the table, for each column and for each month', async () => {
	const objects = [...profileObjects({ title: 'rows.csv', profile: await profileOf(CSV) })];
	expect(objects.map((one) => (one as { type: string }).type)).toEqual([
		...['profile', 'column', 'column', 'column', 'column', 'column', 'month', 'month', 'month', 'month'],
	]);
	expect(objects[0]).toMatchObject({ table: 'rows.csv', rows: 31, keys: [{ column: 'id', repeated: 1, rows: 2 }] });
	expect(objects.at(-1)).toEqual({
		...{ type: 'month', month: '2026-04', rows: 1 },
		filled: { id: 1, city: 1, price: 1, modified: 1, note: 0 },
	});
});

test('what was exported of rows that break off says so', async () => {
	const broken = { what: 'Line 4 could not be read', why: 'it is not JSON' };
	const profile = { ...(await profileOf('x\n1\n')), broken };
	const text = 'Rows are missing. Line 4 could not be read: it is not JSON.';
	expect(profileMarkdown({ title: 't', profile }, englishWording)).toContain(`Rows: 1\n\n${text}\n`);
	expect([...profileObjects({ title: 't', profile })][0]).toMatchObject({ rows: 1, rowsMissing: broken });
	expect(profileLines({ title: 't', profile }, plainPage, Infinity, englishWording)[1]).toBe(text);
});

test('one sentence tells what a column is like', async () => {
	const { columns, rows } = await profileOf('city\nPraha\nPraha\nBrno\n""\n');
	expect(columnSentence(columns[0]!.profile, rows, englishWording)).toBe('25 % empty, 2 distinct, most: Praha 50 %');
});

test.each([
	[0, 10, '0 %'],
	[1, 100_000, '<0.1 %'],
	[1, 40, '2.5 %'],
	[5, 100, '5 %'],
	[1, 3, '33 %'],
	[99_999, 100_000, '>99.9 %'],
	[3, 3, '100 %'],
	[0, 0, '0 %'],
])('%i of %i is %s', (part, all, text) => {
	expect(shareText(part, all, englishWording)).toBe(text);
});

test.each([
	[1234, 'integer', '1,234'],
	[0.123456789, 'decimal', '0.123457'],
	[1e21, 'decimal', '1.00000e+21'],
	[Date.UTC(2026, 4, 1), 'date', '2026-05-01'],
	[Date.UTC(2026, 4, 1, 10, 30), 'instant', '2026-05-01 10:30Z'],
	[Date.UTC(2026, 4, 1, 10, 30, 5), 'datetime', '2026-05-01 10:30:05'],
] as const)('%d of the type %s is written %s', (value, type, text) => {
	expect(valueText(value, type, englishWording)).toBe(text);
});
