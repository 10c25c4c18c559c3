/** Checks the JSON body of a request against the vendor's model. */
import { FreeholdError } from '../../errors.ts';
import type { RequestBlock } from '../document/requestDocument.ts';
import { checkBody } from '../../sources/reapit/entities/checkBody.ts';
import { pathText } from '../../sources/reapit/entities/jsonPath.ts';
import { JsonText } from '../../sources/reapit/entities/jsonText.ts';
import type { ApiOperation } from './api.ts';
import { jsonBody } from './jsonBody.ts';
import { requestFinding } from './requestFindings.ts';
import type { RequestFinding } from './requestFindings.ts';

export function checkJsonBody(block: RequestBlock, { body: model }: ApiOperation): readonly RequestFinding[] {
	const body = jsonBody(block);
	if (body === undefined) return [];
	const parsed = parse(body.text);
	if (typeof parsed === 'string') return [requestFinding('FH211', body, parsed)];
	if (model === undefined) return [];
	return checkBody(parsed.value, { properties: model.fields }, model.isPartial).flatMap(({ path, message }) => {
		const start = body.start + parsed.offsetOf(path);
		if (body.covered.some((span) => start >= span.start && start < span.end)) return [];
		const end = start + shownLength(body.text.slice(start - body.start));
		return [requestFinding('FH210', { start, end }, `${pathText(path) || 'The body'} ${message}`)];
	});
}

/** @returns what is wrong with it, as a sentence */
function parse(text: string): JsonText | string {
	try {
		return JsonText.parse(text, 'The body');
	} catch (error) {
		if (FreeholdError.is(error, 'usage')) return `The body is no JSON: ${error.why}`;
		throw error;
	}
}

/** A plain value whole; of an object or list its first sign. */
export function shownLength(text: string): number {
	const plain = /^(?:"(?:[^"\\]|\\.)*"|[\w.+-]+)/.exec(text)?.[0];
	return plain?.length ?? 1;
}
