/** Reads whatever somebody brings along: a curl command, an address, a collection, an archive. */
import { parse as parseYaml } from 'yaml';
import { FreeholdError } from '../../errors.ts';
import { importBru, isBru } from './importBru.ts';
import { importCurl } from './importCurl.ts';
import { importHar, isHar } from './importHar.ts';
import { importOpenCollection, isOpenCollection } from './importOpenCollection.ts';
import { importPostman, isPostman } from './importPostman.ts';
import { splitAddress } from './imported.ts';
import type { Imported } from './imported.ts';

/** @throws FreeholdError `usage` where it is none of these, or cannot be read */
export function importRequests(text: string): Imported {
	const trimmed = text.trim().replace(/^\ufeff/, '');
	if (/^(?:\$\s+)?(?:\S*[/\\])?curl(?:\.exe)?\s/.test(trimmed)) return importCurls(trimmed);
	if (/^https?:\/\/\S+$/i.test(trimmed)) return importAddress(trimmed);
	if (isBru(trimmed)) return importBru(trimmed);
	const value = trimmed.startsWith('{') ? json(trimmed) : yaml(trimmed);
	if (isPostman(value)) return importPostman(value);
	if (isHar(value)) return importHar(value);
	if (isOpenCollection(value)) return importOpenCollection(value);
	throw unknownForm('it is no curl command, address, Postman collection, Bruno request, OpenCollection or HAR');
}

/** Several commands may follow one another, each beginning on a line of its own. */
function importCurls(text: string): Imported {
	const commands = text.split(/\n(?=(?:\$\s+)?curl\s)/);
	return { requests: commands.flatMap((command) => importCurl(command).requests), variables: [], notes: [] };
}

function importAddress(url: string): Imported {
	return { requests: [{ method: 'GET', ...splitAddress(url), headers: [], notes: [] }], variables: [], notes: [] };
}

function json(text: string): unknown {
	try {
		return JSON.parse(text);
	} catch (error) {
		throw unknownForm(`it begins like JSON, and is none: ${error instanceof Error ? error.message : String(error)}`);
	}
}

function yaml(text: string): unknown {
	try {
		return parseYaml(text, { maxAliasCount: 0, logLevel: 'error' });
	} catch {
		// Text of any other kind.
		return undefined;
	}
}

function unknownForm(why: string): FreeholdError {
	return new FreeholdError('usage', {
		what: 'Nothing was imported',
		why,
		next: 'Bring one of these: a curl command, an address, a Postman 2.1 collection, a .bru file, OpenCollection YAML, a HAR file',
	});
}
