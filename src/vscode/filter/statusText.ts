/** What stands beside the language's name for the filter at the cursor. */
import type { Language } from '../views/words.ts';
import { agoText } from '../views/words.ts';

export interface FilterStatus {
	/** As the filter says it. */
	readonly named: string | undefined;
	/** Whether freehold.yaml has it. */
	readonly isKnown: boolean;
	/** When it was last read, in ms. */
	readonly lastRead: number | undefined;
	/** Records with metadata that fields were learned from. */
	readonly documents: number | undefined;
	readonly now: number;
}

export interface FilterStatusText {
	readonly text: string;
	readonly detail: string;
}

export function filterStatusText(l10n: Language, status: FilterStatus): FilterStatusText {
	return { text: status.named ?? l10n.t('No Dataset'), detail: detailOf(l10n, status) };
}

function detailOf(l10n: Language, { named, isKnown, lastRead, documents, now }: FilterStatus): string {
	if (named === undefined) return l10n.t('Fields are not known: no line says # @dataset');
	if (!isKnown) return l10n.t('freehold.yaml has no such dataset of Reapit');
	if (lastRead === undefined) return l10n.t('Not replicated yet');
	const age = l10n.t('Last run: {0}', agoText(l10n, lastRead, now));
	if (documents === undefined) return age;
	return l10n.t('Fields of {0} records with metadata · {1}', documents.toLocaleString(), age);
}
