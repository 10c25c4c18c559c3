/** The words of the profile's page, in the user's language. */
import type { ProfileTexts } from '../../protocol/profile.ts';
import type { Language } from '../views/words.ts';

export function profileTexts(l10n: Language): ProfileTexts {
	return {
		columns: l10n.t('Columns'),
		findings: l10n.t('Findings'),
		noFindings: l10n.t('Nothing out of the ordinary was found.'),
		keys: l10n.t('Keys'),
		refresh: l10n.t('Refresh'),
		openGrid: l10n.t('Open in Grid'),
		exportMarkdown: l10n.t('Export as Markdown'),
		exportJson: l10n.t('Export as JSON'),
		retry: l10n.t('Retry'),
		chart: l10n.t('Values'),
	};
}
