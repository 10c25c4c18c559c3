/** Panels of a reloaded window. */
import type * as vscode from 'vscode';
import type { GridFilter } from '../../protocol/grid.ts';
import type { ProfileSubject } from '../../protocol/profile.ts';
import type { Freehold } from '../freehold.ts';
import { subjectFrom } from '../grid/keptSubject.ts';

/** @param state  what the page has kept */
export async function restoreProfile(freehold: Freehold, panel: vscode.WebviewPanel, state: unknown): Promise<void> {
	const kept = keptFrom(state);
	// Closed before it had kept anything: there is nothing to be shown.
	if (kept === undefined) panel.dispose();
	else (await freehold.profiles()).attach(panel, kept);
}

/** @returns `undefined` for what no page of ours has kept: it is taken for nothing until it was looked at */
export function keptFrom(state: unknown): ProfileSubject | undefined {
	if (typeof state !== 'object' || state === null || !('subject' in state)) return undefined;
	const subject = subjectFrom(state.subject);
	if (subject === undefined) return undefined;
	const arrangement: unknown = 'arrangement' in state ? state.arrangement : undefined;
	const sheet = 'sheet' in state && Number.isSafeInteger(state.sheet) ? { sheet: Number(state.sheet) } : {};
	return {
		subject,
		arrangement: { orders: [], filters: filtersFrom(arrangement), ...whereFrom(arrangement) },
		...sheet,
	};
}

function filtersFrom(arrangement: unknown): readonly GridFilter[] {
	if (typeof arrangement !== 'object' || arrangement === null || !('filters' in arrangement)) return [];
	if (!Array.isArray(arrangement.filters)) return [];
	return arrangement.filters.flatMap((one: unknown): GridFilter[] => {
		if (typeof one !== 'object' || one === null || !('column' in one) || !('text' in one)) return [];
		const { column, text } = one;
		return typeof column === 'number' && typeof text === 'string' ? [{ column, text }] : [];
	});
}

function whereFrom(arrangement: unknown): { readonly where?: readonly string[] } {
	if (typeof arrangement !== 'object' || arrangement === null || !('where' in arrangement)) return {};
	if (!Array.isArray(arrangement.where)) return {};
	return { where: arrangement.where.filter((one) => typeof one === 'string') };
}
