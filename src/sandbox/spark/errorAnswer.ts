/** Gives a refusal the shape of its surface: the `D` envelope, or OData's `error` (domain: Spark §3.3, §5.4). */
import { jsonAnswer } from '../answer.ts';
import type { Answer } from '../answer.ts';
import { errorCodes } from './errorCodes.ts';
import type { SparkSwitches } from './options.ts';
import type { SparkError } from './sparkError.ts';

type ErrorSwitches = Pick<SparkSwitches, 'resoErrors' | 'resoErrorCode'>;

export function errorAnswer(error: SparkError, surface: 'reso' | 'native', switches: ErrorSwitches): Answer {
	if (surface === 'native' || switches.resoErrors === 'envelope') return envelopeAnswer(error);
	const body = { error: { code: odataCode(error, switches), message: error.message } };
	return jsonAnswer(body, error.status, { 'odata-version': '4.0', ...error.headers });
}

export function envelopeAnswer(error: SparkError): Answer {
	const d = { Success: false, Code: error.code, Message: error.message, ...error.envelope };
	return jsonAnswer({ D: d }, error.status, error.headers);
}

/** The only probe of the real service shows 401 for what natively is code 1000. */
function odataCode(error: SparkError, switches: ErrorSwitches): number {
	const isSparkCode = error.code in errorCodes;
	if (switches.resoErrorCode === 'status' || !isSparkCode) return error.status;
	return switches.resoErrorCode === 'probe' && error.code === 1000 ? error.status : error.code;
}
