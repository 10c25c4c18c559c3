/** One connection of a freehold.yaml on its own, whatever is wrong in the rest of the file. */
import { isMap, stringify } from 'yaml';
import type { Document, YAMLMap } from 'yaml';
import { FreeholdError } from '../../errors.ts';
import { parseProject } from '../parseProject.ts';
import type { Connection } from '../project.ts';
import { readTolerantly } from './places.ts';
import { nodeAt } from './shapeAt.ts';

/** @throws FreeholdError `configuration` where the connection itself is not as it should be */
export function loneConnection(text: string, name: string): Connection {
	const document = readTolerantly(text);
	const settings = nodeAt(document, ['connections', name]);
	if (document.errors.length > 0 || !isMap(settings)) throw notUsable(name, 'freehold.yaml is not valid YAML');
	const alone = stringify({ version: 1, connections: { [name]: plain(document, settings, name) } });
	const { project, problems } = parseProject(alone, '');
	const connection = project?.connections.get(name);
	if (connection === undefined) throw notUsable(name, problems.map(({ message }) => message).join('; '));
	return connection;
}

/** An alias of something that is not there is only noticed when it is followed. */
function plain(document: Document.Parsed, settings: YAMLMap, name: string): unknown {
	try {
		return settings.toJS(document);
	} catch (cause) {
		throw notUsable(name, cause instanceof Error ? cause.message : String(cause));
	}
}

function notUsable(name: string, why: string): FreeholdError {
	return new FreeholdError('configuration', {
		what: `The settings of '${name}' could not be read`,
		why,
		next: 'Mend this connection in freehold.yaml and try again',
	});
}
