/** What the editor advises after a failure. Core's own advice may name commands and options that only the command line has. */
import type { ErrorDetails, Reason } from '../core/errors.ts';
import { clockText } from './views/words.ts';
import type { Language } from './views/words.ts';

/** An option (`--wait`), or the program with a verb (`freehold status`); the file and titles (`Freehold: …`) are neither. */
const COMMAND_LINE = /(^|[\s('"`])(--[a-z]|freehold [a-z])/;

/** @returns `undefined` where only the command line can do more */
export function nextStep(
	l10n: Language,
	{ reason, next, retryAt }: Pick<ErrorDetails, 'next' | 'retryAt'> & { readonly reason: Reason },
): string | undefined {
	return COMMAND_LINE.test(next) ? ownStep(l10n, reason, retryAt) : next;
}

function ownStep(l10n: Language, reason: Reason, retryAt: number | undefined): string | undefined {
	switch (reason) {
		case 'suspended':
			return retryAt === undefined
				? l10n.t('Run it again later, or allow longer waits in the settings')
				: l10n.t('Run it again after {0}, or allow longer waits in the settings', clockText(retryAt));
		case 'credentials':
			return l10n.t('Set the credentials of the connection, or sign in');
		case 'configuration':
			return l10n.t('Create or mend freehold.yaml');
		case 'notFound':
			return l10n.t('See in the Sources view what is there, and replicate what is missing');
		case 'query':
			return l10n.t('See tables and columns in the Sources view; narrow what is too large with WHERE');
		case 'network':
			return l10n.t(
				'Add the certificate to those of the system and reload the window, or do not trust this connection',
			);
		case 'unavailable':
		case 'timeout':
			return l10n.t('Run it again later');
		case 'badResponse':
			return l10n.t('Run it again; if it stays, report it with what Copy Diagnostics gives');
		default:
			return undefined;
	}
}
