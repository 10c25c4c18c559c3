/** Asks before something is deleted at a vendor. */
import { FreeholdError } from '../core/errors.ts';
import { openAsker } from './ask.ts';
import type { CommandContext } from './context.ts';

/** @throws FreeholdError `usage` where the answer is no, or where nobody can be asked */
export async function confirmDeletion(context: CommandContext, what: string): Promise<void> {
	const asker = openAsker(context);
	if (asker === undefined) throw notDeleted(what, 'nobody can be asked here', 'Say so beforehand, with --yes');
	try {
		const answer = await asker.ask(`Delete ${what}? (yes/no)`, 'no', (text) =>
			/^(?:y|yes|n|no)$/i.test(text) ? undefined : 'Answer yes or no.',
		);
		if (!/^y/i.test(answer)) throw notDeleted(what, 'you said no', 'Nothing was sent');
	} finally {
		asker.close();
	}
}

function notDeleted(what: string, why: string, next: string): FreeholdError {
	return new FreeholdError('usage', { what: `${what} was not deleted`, why, next });
}
