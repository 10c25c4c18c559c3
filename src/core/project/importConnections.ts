/** Reads connections out of a file of somebody else's: a freehold.yaml, or a list of connections as JSON or YAML. */
import { parseDocument, stringify } from 'yaml';
import { FreeholdError } from '../errors.ts';
import { isJsonObject } from '../json.ts';
import type { Json, JsonObject } from '../json.ts';
import type { RawSettings } from './edit/editConnections.ts';
import { parseProject } from './parseProject.ts';
import { secretFieldOf } from './secretNames.ts';
import { isSecretKey, looksLikeSecret } from './secretsInFile.ts';

export interface ImportedConnection {
	readonly name: string;
	/** Without anything that is or looks like a secret. */
	readonly settings: RawSettings;
	/** By the field that its source asks for; never to be written into a file. */
	readonly secrets: Readonly<Record<string, string>>;
	/** Why it cannot be taken; none where it can. */
	readonly problems: readonly string[];
}

/** @throws FreeholdError `configuration` where the file is not readable, or holds no connections */
export function importConnections(text: string): readonly ImportedConnection[] {
	// The parser's own messages quote the text around a mistake: that may be a secret.
	const document = parseDocument(text, { prettyErrors: false, version: '1.2' });
	if (document.errors.length > 0) throw unreadable('it is neither valid YAML nor JSON');
	const found = entriesOf(document.toJS() as Json).map(([name, settings]) => imported(name, settings));
	if (found.length === 0) throw unreadable('it holds no connections');
	return found;
}

/** `connections: { mls: … }`, `{ mls: … }`, `[{ name: mls, … }]`. */
function entriesOf(value: Json): readonly (readonly [string, JsonObject])[] {
	if (Array.isArray(value)) {
		return (value as readonly Json[]).flatMap((item, nth) => {
			if (!isJsonObject(item)) return [];
			const { name, ...settings } = item;
			return [[typeof name === 'string' && name !== '' ? name : `connection${nth + 1}`, settings] as const];
		});
	}
	if (!isJsonObject(value)) return [];
	const { connections } = value;
	if (connections !== undefined) return entriesOf(connections);
	return Object.entries(value).flatMap(([name, settings]) =>
		isJsonObject(settings) && settings.source !== undefined ? [[name, settings] as const] : [],
	);
}

function imported(name: string, given: JsonObject): ImportedConnection {
	const secrets: Record<string, string> = {};
	const settings: Record<string, Json> = {};
	for (const [key, value] of Object.entries(given)) {
		const isText = typeof value === 'string' || typeof value === 'number';
		if (isText && (isSecretKey(key) || looksLikeSecret(String(value)))) secrets[secretFieldOf(key)] = String(value);
		else settings[key] = value;
	}
	return { name, settings, secrets, problems: problemsOf(name, settings) };
}

function problemsOf(name: string, settings: RawSettings): readonly string[] {
	const { problems } = parseProject(stringify({ version: 1, connections: { [name]: settings } }), '.');
	return problems.filter(({ severity }) => severity === 'error').map(({ message }) => message);
}

function unreadable(why: string): FreeholdError {
	return new FreeholdError('configuration', {
		what: 'No connections were imported from that file',
		why,
		next: 'Choose a freehold.yaml, or a list such as [{ name: mls, source: spark }]',
	});
}
