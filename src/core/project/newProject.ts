/** The text of a new freehold.yaml: connections, and jobs that make sense for them. */
import { settingLine, settingsOf } from './newConnection.ts';
import type { NewConnection, NewRealpadConnection, NewReapitConnection, NewSparkConnection } from './newConnection.ts';

/** Folder of replicas and exports, unless freehold.yaml names another one. */
export const USUAL_DATA_FOLDER = 'data';

/** What git is not to see: data, secrets, recorded traffic, the private environment of request files. */
export const IGNORED_BY_GIT = [`${USUAL_DATA_FOLDER}/`, '*.secrets.yaml', '*.har', 'http-client.private.env.json'];

export function newProjectText(connections: readonly NewConnection[]): string {
	const lines = [
		'# Connections and jobs of Freehold. Secrets never stand here: see docs/cli.md, "Secrets".',
		'version: 1',
		`data: ${USUAL_DATA_FOLDER}`,
		'connections:',
		...connections.flatMap(connectionLines),
		'jobs:',
		...connections.flatMap(jobLines),
	];
	return `${lines.join('\n')}\n`;
}

function connectionLines(connection: NewConnection): readonly string[] {
	const settings = Object.entries(settingsOf(connection));
	return [`  ${connection.name}:`, ...settings.map(([key, value]) => `    ${settingLine(key, value)}`)];
}

function jobLines(connection: NewConnection): readonly string[] {
	switch (connection.source) {
		case 'spark':
			return sparkJobs(connection);
		case 'realpad':
			return realpadJobs(connection);
		case 'reapit':
			return reapitJobs(connection);
	}
}

function sparkJobs({ name, keyType }: NewSparkConnection): readonly string[] {
	return [
		'  listings:',
		`    replicate: [${targets(name, ['Property', 'Member', 'Office'])}]`,
		'    every: 1h',
		'    purge: daily',
		...(keyType === 'private'
			? ['  people:', `    replicate: ${name}/Contacts`, '    every: daily', '    full: weekly']
			: []),
	];
}

/** Not all exports: the history of units alone takes five minutes per project. */
function realpadJobs({ name, multipleInquiries }: NewRealpadConnection): readonly string[] {
	const people = multipleInquiries ? ['customers-contacts', 'inquiries'] : ['customers'];
	return [
		'  sales:',
		`    replicate: [${targets(name, ['projects', 'products', 'business-cases', ...people])}]`,
		'    every: daily',
		'  files:',
		`    backup: ${name}`,
		'    every: daily',
	];
}

/** Without embeds, which are billed; images have a list of their own, which tells what has changed. */
function reapitJobs({ name }: NewReapitConnection): readonly string[] {
	return [
		'  agency:',
		`    replicate: [${targets(name, ['contacts', 'properties', 'propertyImages', 'offices', 'negotiators'])}]`,
		'    every: 1h',
		'    purge: daily',
	];
}

function targets(name: string, datasets: readonly string[]): string {
	return datasets.map((dataset) => `${name}/${dataset}`).join(', ');
}
