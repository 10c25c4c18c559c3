/** What stands beside the language's name for the statement at the cursor. */
import type { Language } from '../views/words.ts';
import { agoText } from '../views/words.ts';

export interface SqlStatus {
	/** As the comment says it. */
	readonly named: string | undefined;
	/** That there is. */
	readonly connection: string | undefined;
	/** Names of what is attached. */
	readonly attached: readonly string[];
	/** Whether anything was replicated. */
	readonly isStored: boolean;
	/** When the replica was last read anew, in ms. */
	readonly lastRun: number | undefined;
	readonly now: number;
}

export interface SqlStatusText {
	readonly text: string;
	readonly detail: string;
}

export function sqlStatusText(l10n: Language, status: SqlStatus): SqlStatusText {
	const { named, connection, attached } = status;
	if (connection === undefined) {
		if (named === undefined)
			return { text: l10n.t('No Connection'), detail: l10n.t('Asked for when a statement runs') };
		return { text: named, detail: l10n.t("freehold.yaml has no connection '{0}'", named) };
	}
	return { text: [connection, ...attached].join(' + '), detail: ageOf(l10n, status) };
}

function ageOf(l10n: Language, { isStored, lastRun, now }: SqlStatus): string {
	if (!isStored) return l10n.t('Not replicated yet');
	return lastRun === undefined
		? l10n.t('Only reads')
		: l10n.t('Only reads · Last run: {0}', agoText(l10n, lastRun, now));
}
