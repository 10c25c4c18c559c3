/** What the profile's page and its host say to each other. Plain data, and words in the user's language. */
import type { GridArrangement, GridFailure, GridStrip, GridSubject } from './grid.ts';

/** What is looked at; kept by the page, so that a reloaded window can open it again. */
export interface ProfileSubject {
	readonly subject: GridSubject;
	/** Which rows. */
	readonly arrangement: GridArrangement;
	/** Of a workbook. */
	readonly sheet?: number | undefined;
}

export interface ProfileHead {
	readonly title: string;
	readonly isNumber: boolean;
}

export interface ProfileColumn {
	readonly name: string;
	readonly label?: string | undefined;
	readonly strip: GridStrip;
	/** Below the heads, the name left out. */
	readonly cells: readonly string[];
}

/** Leads to rows in the grid. */
export interface ProfileLink {
	readonly text: string;
	readonly column: number;
	readonly filter: string;
}

export interface ProfileFinding {
	readonly column: string;
	readonly text: string;
	readonly links: readonly ProfileLink[];
}

export interface ProfileMonth {
	readonly cells: readonly string[];
	/** Of 1: rows beside the month with the most. */
	readonly share: number;
	readonly link: ProfileLink | undefined;
}

export interface ProfileView {
	/** What is being done; empty when all is there. */
	readonly status: string;
	readonly failure: GridFailure | undefined;
	readonly rows: string;
	readonly heads: readonly ProfileHead[];
	readonly columns: readonly ProfileColumn[];
	/** Of a button that goes on with further columns; absent where there are none. */
	readonly more: string | undefined;
	readonly findings: readonly ProfileFinding[];
	readonly keys: readonly string[];
	readonly coverage:
		| { readonly title: string; readonly heads: readonly ProfileHead[]; readonly months: readonly ProfileMonth[] }
		| undefined;
}

export interface ProfileTexts {
	readonly columns: string;
	readonly findings: string;
	readonly noFindings: string;
	readonly keys: string;
	readonly refresh: string;
	readonly openGrid: string;
	readonly exportMarkdown: string;
	readonly exportJson: string;
	readonly retry: string;
	readonly chart: string;
}

export interface ProfilePageData {
	readonly kept: ProfileSubject;
	readonly title: string;
	readonly texts: ProfileTexts;
}

export type ToProfileHost =
	/** The page is there. */
	| { readonly kind: 'begin' | 'more' | 'refresh' | 'grid' }
	| { readonly kind: 'rows'; readonly column: number; readonly filter: string }
	| { readonly kind: 'export'; readonly format: 'markdown' | 'json' };

export interface ToProfilePage {
	readonly kind: 'view';
	readonly view: ProfileView;
}
