/** `agency/contacts/OXF1`, `agency/documents/?associatedType=contact`: a connection, and a path of the vendor's with its query. */
import { InvalidArgumentError } from 'commander';
import type { Command } from 'commander';
import { FreeholdError } from '../core/errors.ts';
import type { Query } from '../core/sources/reapit/entities/checkQuery.ts';
import { splitLink } from '../core/sources/reapit/entities/pathText.ts';

export interface ReapitTarget {
	readonly connection: string;
	/** `contacts/OXF1` */
	readonly path: string;
	/** Of a link that was given as it stands in an answer. */
	readonly query: Query;
}

/** @throws FreeholdError `usage` where no path follows the connection */
export function parseReapitTarget(text: string): ReapitTarget {
	const { path, query } = splitLink(text);
	const [connection, rest = ''] = splitOnce(path, '/');
	if (connection === '' || rest.replaceAll('/', '') === '') {
		throw new FreeholdError('usage', {
			what: `'${text}' was not understood`,
			why: 'it names a connection and what to ask there',
			next: 'Write, for example, agency/contacts/OXF18000001',
		});
	}
	return { connection, path: rest, query };
}

/** Which customer of the connection; needed where it has several. */
export interface GivenCustomer {
	readonly customer?: string;
}

export function addCustomer(command: Command): Command {
	return command.option('--customer <id>', 'whose data, where the connection has several customers');
}

export interface GivenWrite extends GivenCustomer {
	readonly dryRun?: boolean;
	readonly check: boolean;
}

export function addWrite(command: Command): Command {
	return addCustomer(command)
		.option('--dry-run', 'show what would be sent, and send nothing')
		.option('--no-check', "do not compare with the vendor's models and schemas before sending");
}

/** Collects `NAME=VALUE` options. */
export function pairArgument(text: string, before: Query): Query {
	const [name, value] = splitOnce(text, '=');
	if (name.trim() === '' || value === undefined) throw new InvalidArgumentError('Write it as NAME=VALUE.');
	return [...before, [name.trim(), value]];
}

export function listArgument(text: string, before: readonly string[]): readonly string[] {
	return [...before, text];
}

function splitOnce(text: string, sign: string): readonly [string, string?] {
	const at = text.indexOf(sign);
	return at < 0 ? [text] : [text.slice(0, at), text.slice(at + sign.length)];
}
