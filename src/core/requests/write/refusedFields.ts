/** What a vendor says of single fields of a body, at their places in the request file. */
import type { Span } from '../../filter/syntax.ts';
import { FreeholdError } from '../../errors.ts';
import { locateField } from '../../sources/reapit/entities/fieldNames.ts';
import { pathText } from '../../sources/reapit/entities/jsonPath.ts';
import { JsonText } from '../../sources/reapit/entities/jsonText.ts';
import { said } from '../../sources/reapit/reapitProblem.ts';
import type { RequestBlock } from '../document/requestDocument.ts';
import { shownLength } from '../editing/checkJsonBody.ts';
import { jsonBody } from '../editing/jsonBody.ts';
import type { Exchange } from '../send/exchange.ts';

export interface RefusedPlace extends Span {
	readonly message: string;
}

export function refusedFields(block: RequestBlock, { status, body: answer }: Exchange): readonly RefusedPlace[] {
	const body = jsonBody(block);
	if (status < 400 || answer.kind === 'file' || body === undefined) return [];
	const json = parsed(body.text);
	if (json === undefined) return [];
	return said(answer.bytes).fields.map(({ field, message }) => {
		const path = locateField(field, json.value);
		const at = json.offsetOf(path);
		const start = body.start + at;
		return { start, end: start + shownLength(body.text.slice(at)), message: `${pathText(path)}: ${message}` };
	});
}

function parsed(text: string): JsonText | undefined {
	try {
		return JsonText.parse(text, 'The body');
	} catch (error) {
		// It was sent as it stands there; where its fields are, nobody can say.
		if (FreeholdError.is(error, 'usage')) return undefined;
		throw error;
	}
}
