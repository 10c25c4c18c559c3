/** Tries a Realpad login with the cheapest request there is. */
import { FreeholdError } from '../../errors.ts';
import type { SourceOutside } from '../source.ts';
import { exportCall } from './exportRequest.ts';
import { RealpadClient } from './realpadClient.ts';
import { datasetOf } from './realpadDatasets.ts';
import type { RealpadSettings } from './realpadSettings.ts';

/**
 * Realpad has no call that only signs in, and its list of projects starts a cool-down of five minutes. The units that were
 * made on one day are so narrow an export that the cool-down is waived (domain/realpad.md §1.3), and mostly none.
 *
 * @throws FreeholdError `credentials` where the login is refused: it is not tried again, by nobody, until it has rested
 */
export async function checkLogin(
	settings: RealpadSettings,
	outside: Omit<SourceOutside, 'decoder'>,
	signal: AbortSignal,
): Promise<void> {
	const client = new RealpadClient(settings, outside);
	const day = new Date(outside.clock.now()).toISOString().slice(0, 10);
	const units = datasetOf('products', settings.connection);
	const parameters = { creationdatefrom: day, creationdateto: day };
	const call = exportCall(units, parameters, settings.headers, 'xlsx');
	const { body, requestId } = await client.call({ ...call, label: 'The test of the login' }, signal);
	// Any web server answers 200 with some page; an .xlsx is a ZIP.
	if (body[0] === 0x50 && body[1] === 0x4b) return;
	throw new FreeholdError('badResponse', {
		what: 'The test of the login was not answered by Realpad',
		why: 'what came is no Excel file',
		next: 'Check the address of the connection',
		requestId,
	});
}
