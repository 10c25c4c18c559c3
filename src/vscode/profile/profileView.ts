/** What the profile's page shows, made of what is known so far. */
import type { TableColumn } from '../../core/tables/table.ts';
import { findingsOf } from '../../core/tables/profile/findings.ts';
import type { Found } from '../../core/tables/profile/profile.ts';
import type { WholeProfile } from '../../core/tables/profile/wholeProfile.ts';
import type { Wording } from '../../core/wording/language.ts';
import { findingFilters, findingText } from '../../core/wording/profile/findingText.ts';
import { exampleText } from '../../core/wording/profile/profileWords.ts';
import {
	columnsTable,
	coverageTable,
	coverageTitle,
	keyLines,
	rowsText,
} from '../../core/wording/profile/profileText.ts';
import type { GridFailure } from '../../protocol/grid.ts';
import type { ProfileFinding, ProfileLink, ProfileView } from '../../protocol/profile.ts';
import { columnStrips } from './columnStrips.ts';

const MOST_LINKS = 5;

export interface ProfileStanding {
	readonly heads: readonly TableColumn[];
	/** As far as it is known. */
	readonly profile: WholeProfile;
	readonly status: string;
	readonly failure: GridFailure | undefined;
	/** Columns that were not asked for yet, and how many of them come next. */
	readonly left: number;
	readonly next: number;
}

export function profileView(standing: ProfileStanding, wording: Wording): ProfileView {
	const { heads, profile, status, failure, left, next } = standing;
	const { l10n, number } = wording;
	const table = columnsTable(profile, wording);
	const facts = { rows: profile.rows, isSample: false, columns: profile.columns.map((column) => column.profile) };
	const strips = columnStrips(facts, heads, wording);
	const isEmpty = profile.columns.length === 0;
	return {
		...{ status, failure, heads: table.heads, rows: isEmpty ? '' : rowsText(profile, wording) },
		columns: profile.columns.flatMap(({ name, label }, nth) => {
			const [strip, cells] = [strips[nth], table.rows[nth]?.slice(1) ?? []];
			return strip === undefined ? [] : [{ name, label, strip, cells }];
		}),
		more: left === 0 ? undefined : l10n.t('Show {0} more of {1} columns', number(next), number(left)),
		findings: findings(profile, wording),
		keys: keyLines(profile, wording),
		coverage: coverageView(profile, wording),
	};
}

function findings(profile: WholeProfile, wording: Wording): readonly ProfileFinding[] {
	const columns = new Map(profile.columns.map((column) => [column.profile.column, column]));
	return findingsOf(profile).map((finding) => {
		const { name = '', type = 'text' } = columns.get(finding.column) ?? {};
		const links = findingFilters(finding)
			.slice(0, MOST_LINKS)
			.flatMap((one) => linkOf(one, finding.column, wording));
		return { column: name, text: findingText(finding, type, wording), links };
	});
}

function linkOf(found: Found & { readonly value?: string }, column: number, { l10n }: Wording): readonly ProfileLink[] {
	const { filter, value, count } = found;
	if (filter === undefined) return [];
	const text = value === undefined ? l10n.t('Show rows') : exampleText({ value, count });
	return [{ text, column, filter }];
}

function coverageView({ coverage }: WholeProfile, wording: Wording): ProfileView['coverage'] {
	if (coverage === undefined) return undefined;
	const { heads, rows } = coverageTable(coverage, wording);
	const most = coverage.months.reduce((sum, { count }) => Math.max(sum, count), 1);
	return {
		...{ title: coverageTitle(coverage, wording), heads },
		months: coverage.months.map(({ month, count, filter }, nth) => ({
			...{ cells: rows[nth] ?? [], share: count / most },
			link: filter === undefined ? undefined : { text: month, column: coverage.column, filter },
		})),
	};
}
