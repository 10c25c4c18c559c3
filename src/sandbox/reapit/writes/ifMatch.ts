/** Optimistic concurrency: a PATCH names the version that it was made for (seed 001; texts: domain Reapit §2.3). */
import type { SandboxRequest } from '../../answer.ts';
import { ReapitRefusal } from '../refusal.ts';
import type { ReapitWritingSwitches } from '../writingOptions.ts';

/**
 * @param current  the entity tag of the record as it is now, with its quotation marks
 * @throws ReapitRefusal 412 without or with an outdated tag, 400 (or 500) for what is no tag
 */
export function checkIfMatch(
	{ headers }: SandboxRequest,
	current: string,
	{ malformedIfMatch }: Pick<ReapitWritingSwitches, 'malformedIfMatch'>,
): void {
	const given = headers['if-match'];
	// 412 and not 428, as the vendor answers.
	if (given === undefined || given === '')
		throw new ReapitRefusal(
			412,
			"Precondition failed: Update operations require that the target resources current ETag is included in the requests 'If-Match' header.",
		);
	// "Exactly as you received it including quotation marks": no list, no weak tag, no star.
	if (!/^"[^"]*"$/.test(given))
		throw new ReapitRefusal(
			malformedIfMatch,
			malformedIfMatch === 500
				? 'An unexpected error has occurred.'
				: "The value of the 'If-Match' header is not a valid ETag.",
		);
	if (given !== current)
		throw new ReapitRefusal(
			412,
			'Precondition failed: The ETag provided does not match the current version of this resource. Re-fetch the latest version of this resource before attempting to update it.',
		);
}
