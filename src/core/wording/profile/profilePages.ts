/** A profile as a page: for a terminal, as Markdown, as objects for programs. */
import type { WholeProfile } from '../../tables/profile/wholeProfile.ts';
import type { Wording } from '../language.ts';
import type { Page } from '../page.ts';
import { cutNote, renderTable } from '../table.ts';
import { markdownText } from './markdownText.ts';
import {
	columnsTable,
	coverageTable,
	coverageTitle,
	findingLines,
	keyLines,
	missingLines,
	rowsText,
} from './profileText.ts';
import type { TextTable } from './profileText.ts';

/** What was looked at: `mls/Property`, or a file. */
export interface Profiled {
	readonly title: string;
	readonly profile: WholeProfile;
}

/** @param width  columns of the terminal */
export function profileLines(
	{ title, profile }: Profiled,
	page: Page,
	width: number,
	wording: Wording,
): readonly string[] {
	const { l10n } = wording;
	const head = (text: string): string => page.paint('bold', text);
	const table = (of: TextTable): readonly string[] => {
		const text = renderTable(of.heads.map(columnOf), of.rows, width);
		const note = cutNote(text);
		return [...text.lines, ...(note === undefined ? [] : [page.paint('dim', note)])];
	};
	const findings = findingLines(profile, wording);
	const { coverage } = profile;
	return [
		`${head(title)} · ${rowsText(profile, wording)}`,
		...missingLines(profile, wording),
		'',
		...table(columnsTable(profile, wording)),
		...section(
			head(l10n.t('Findings')),
			findings.map(([name, text]) => `${name}: ${text}`),
		),
		...section(head(l10n.t('Keys')), keyLines(profile, wording)),
		...(coverage === undefined
			? []
			: section(head(coverageTitle(coverage, wording)), table(coverageTable(coverage, wording)))),
	];
}

export function profileMarkdown({ title, profile }: Profiled, wording: Wording): string {
	const { l10n } = wording;
	const findings = findingLines(profile, wording);
	const { coverage } = profile;
	const list = (items: readonly string[]): readonly string[] => items.map((item) => `- ${item}`);
	const named = findings.map(([name, text]) => `**${markdownText(name)}**: ${markdownText(text)}`);
	const lines = [
		`# ${markdownText(title)}`,
		...[rowsText(profile, wording), ...missingLines(profile, wording)].flatMap((text) => ['', markdownText(text)]),
		...section(`## ${l10n.t('Columns')}`, ['', ...markdownTable(columnsTable(profile, wording))]),
		...section(`## ${l10n.t('Findings')}`, findings.length === 0 ? [] : ['', ...list(named)]),
		...section(`## ${l10n.t('Keys')}`, ['', ...list(keyLines(profile, wording).map(markdownText))]),
		...(coverage === undefined
			? []
			: section(`## ${markdownText(coverageTitle(coverage, wording))}`, [
					'',
					...markdownTable(coverageTable(coverage, wording)),
				])),
	];
	return `${lines.join('\n')}\n`;
}

/** The facts as they are, one object for the table, for each column and for each month. */
export function* profileObjects({ title, profile }: Profiled): Generator<object> {
	const { rows, total, columns, keys, coverage, broken } = profile;
	const names = new Map(columns.map((column) => [column.profile.column, column.name]));
	yield {
		...{ type: 'profile', table: title, rows, total, key: keys.kept, rowsMissing: broken },
		keys: keys.checked.map(({ column, ...facts }) => ({ column: names.get(column), ...facts })),
	};
	for (const { name, label, type, profile: facts } of columns) {
		yield { type: 'column', name, label, columnType: type, ...facts, column: undefined };
	}
	for (const { month, count, filled } of coverage?.months ?? []) {
		const cells = coverage?.columns.map((column, nth) => [names.get(column) ?? '', filled[nth] ?? 0]) ?? [];
		yield { type: 'month', month, rows: count, filled: Object.fromEntries(cells) as Record<string, number> };
	}
}

/** Nothing where there is nothing to be said. */
function section(title: string, lines: readonly string[]): readonly string[] {
	return lines.length === 0 ? [] : ['', title, ...lines];
}

function columnOf({ title, isNumber }: TextTable['heads'][number]): { title: string; align: 'left' | 'right' } {
	return { title, align: isNumber ? 'right' : 'left' };
}

function markdownTable({ heads, rows }: TextTable): readonly string[] {
	const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
	return [
		line(heads.map(({ title }) => markdownText(title))),
		line(heads.map(({ isNumber }) => (isNumber ? '---:' : '---'))),
		...rows.map((row) => line(row.map(markdownText))),
	];
}
