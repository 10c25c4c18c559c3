/** What stands beside the language's name for the statement at the cursor. */
import type { DatasetState } from '../../core/replica/contract.ts';
import { lastRunTime } from '../sources/rowText.ts';
import type { Language } from '../views/words.ts';
import { agoText } from '../views/words.ts';

export interface SqlStatus {
	/** As the comment says it. */
	readonly named: string | undefined;
	/** That there is. */
	readonly connection: string | undefined;
	/** Names of what is attached. */
	readonly attached: readonly string[];
	readonly datasets: readonly Pick<DatasetState, 'lastRun'>[];
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

function ageOf(l10n: Language, { datasets, now }: SqlStatus): string {
	if (datasets.length === 0) return l10n.t('Not replicated yet');
	const times = datasets.flatMap(({ lastRun }) => lastRunTime(lastRun) ?? []);
	if (times.length === 0) return l10n.t('Only reads');
	return l10n.t('Only reads · Last run: {0}', agoText(l10n, Math.max(...times), now));
}
