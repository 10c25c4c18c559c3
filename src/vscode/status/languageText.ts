/** What the language status of freehold.yaml says: mistakes, sandbox, schedule. */
import type { Problem } from '../../core/project/project.ts';
import type { Language } from '../views/words.ts';

export interface LanguageText {
	readonly text: string;
	readonly detail: string;
	readonly severity: Problem['severity'] | undefined;
}

export interface LanguageState {
	readonly problems: readonly Pick<Problem, 'severity'>[];
	readonly isSandboxOn: boolean;
	readonly isScheduled: boolean;
}

export function languageText(l10n: Language, { problems, isSandboxOn, isScheduled }: LanguageState): LanguageText {
	const errors = problems.filter(({ severity }) => severity === 'error').length;
	const severity = errors > 0 ? 'error' : problems.length > 0 ? 'warning' : undefined;
	const detail = [
		isSandboxOn ? l10n.t('Sandbox on') : l10n.t('Sandbox off'),
		isScheduled ? l10n.t('Schedule on') : l10n.t('Schedule off'),
	].join(' · ');
	const text = problems.length === 0 ? l10n.t('No problems') : l10n.t('Problems: {0}', problems.length);
	return { text: `Freehold: ${text}`, detail, severity };
}
