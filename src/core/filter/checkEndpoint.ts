/** Checks filters against the endpoint that they are meant for. */
import { finding } from './findings.ts';
import type { Finding } from './findings.ts';
import { wireQuery } from './print.ts';

export interface FilterEndpoint {
	/** As people know it: `enquiries`. */
	readonly name: string;
	/** The parameter that takes expressions; `undefined`: it has none, and ignores any. */
	readonly parameter: string | undefined;
}

/** Some proxies refuse addresses beyond the first, most servers those beyond the second. */
const longAddress = 2_000;
const tooLongAddress = 8_000;

/** @param parameter  as it was given; `undefined` where it is chosen by us */
export function checkEndpoint(
	expressions: readonly string[],
	endpoint: FilterEndpoint,
	parameter: string | undefined,
): readonly Finding[] {
	const everything = { start: 0, end: expressions[0]?.length ?? 0 };
	if (endpoint.parameter === undefined) {
		return [
			finding(
				'FH180',
				everything,
				`${endpoint.name} has no metadata search: it would ignore the filter and return everything`,
			),
		];
	}
	const found: Finding[] = [];
	if (parameter !== undefined && parameter !== endpoint.parameter) {
		found.push(
			finding('FH181', everything, `${endpoint.name} takes '${endpoint.parameter}'; '${parameter}' would be ignored`),
		);
	}
	const { length } = wireQuery(endpoint.parameter, expressions);
	if (length > longAddress) {
		const who = length > tooLongAddress ? 'most servers refuse' : 'some proxies refuse';
		found.push(finding('FH182', everything, `The address grows by ${length} characters, which ${who}`));
	}
	return found;
}
