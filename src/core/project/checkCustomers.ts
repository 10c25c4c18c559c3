/** Which customers a Reapit connection may name: that depends on how it signs in, which a shape cannot say. */
import { isAlias, isMap, isScalar, isSeq } from 'yaml';
import type { Document, ParsedNode, YAMLMap } from 'yaml';
import type { ProblemList, Range } from './problems.ts';

export function checkCustomers(document: Document.Parsed, problems: ProblemList): void {
	const connections = resolved(document, document.get('connections', true));
	if (!isMap(connections)) return;
	for (const { key, value } of connections.items) {
		const connection = resolved(document, value);
		if (!isMap(connection) || connection.get('source') !== 'reapit' || !isScalar(key)) continue;
		checkConnection(document, String(key.value), connection, rangeOf(key) ?? [0, 0], problems);
	}
}

function checkConnection(
	document: Document.Parsed,
	name: string,
	connection: YAMLMap,
	head: Range,
	problems: ProblemList,
): void {
	const given = connection.get('customer', true);
	const node = resolved(document, given);
	const customers = isSeq(node) ? node.items.map((item) => textOf(resolved(document, item))) : [textOf(node)];
	const known = customers.filter((customer) => customer !== undefined);
	const range = rangeOf(given) ?? head;
	if (connection.get('auth') === 'authorizationCode') {
		// The vendor takes the customer from the user's token (domain/reapit.md §2.1): the second would be the first again.
		if (known.length > 1)
			problems.add(range, `'connections.${name}' signs in as one user, who belongs to one customer`);
		return;
	}
	if (known.length === 0) {
		problems.add(
			range,
			`'connections.${name}' lacks 'customer': the id of an agency, or SBOX for the vendor's sandbox`,
		);
	}
	const twice = known.find((customer, place) => known.indexOf(customer) !== place);
	if (twice !== undefined) problems.add(range, `'connections.${name}.customer' names ${twice} twice`);
}

function resolved(document: Document.Parsed, node: unknown): unknown {
	return isAlias(node) ? node.resolve(document) : node;
}

function textOf(node: unknown): string | undefined {
	return isScalar(node) && typeof node.value === 'string' && node.value !== '' ? node.value : undefined;
}

function rangeOf(node: unknown): Range | undefined {
	const range = (node as ParsedNode | null | undefined)?.range;
	return range === undefined || range === null ? undefined : [range[0], range[1]];
}
