/** Tries a Reapit application with one request for each customer. */
import type { SourceOutside } from '../source.ts';
import { openReapitDoors } from './reapitDoors.ts';
import type { ReapitSettings } from './reapitSettings.ts';

/**
 * The token alone would not tell whether the application is installed for the customer; one office does.
 *
 * @throws FreeholdError `credentials` where the application is refused, `forbidden` where it may not read a customer's data
 */
export async function checkAccess(
	settings: ReapitSettings,
	outside: Omit<SourceOutside, 'decoder'>,
	signal: AbortSignal,
): Promise<void> {
	const { origin, customers } = await openReapitDoors(settings, outside);
	for (const { customer, brief } of customers) {
		const url = `${origin}/offices?pageSize=1`;
		await brief.send({ method: 'GET', url, label: `The test of ${customer}` }, signal);
	}
}
