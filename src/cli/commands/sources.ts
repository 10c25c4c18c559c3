/** `freehold sources`: connections and their datasets. */
import type { Command } from 'commander';
import { openConnection, replicaFile } from '../../core/jobs/openConnection.ts';
import type { JsonObject } from '../../core/json.ts';
import type { Connection } from '../../core/project/project.ts';
import { findConnection } from '../../core/project/targets.ts';
import { openProject } from '../context.ts';
import type { Action, CommandContext } from '../context.ts';
import { EXIT_CODES } from '../exitCodes.ts';
import { count } from '../quantities.ts';
import { readStates } from '../readStates.ts';
import { renderTable } from '../table.ts';
import { tableWidth } from '../tableOutput.ts';
import { withProgress } from '../withProgress.ts';

export function addSources(program: Command, run: (action: Action) => void): void {
	program
		.command('sources')
		.summary('connections and their datasets')
		.description('Lists the connections; with a name, the datasets that the vendor offers for it and what is stored.')
		.argument('[connection]', 'connection of freehold.yaml')
		.action((name: string | undefined) =>
			run((context) => (name === undefined ? listConnections(context) : listDatasets(context, name))),
		);
}

async function listConnections(context: CommandContext): Promise<number> {
	const { output } = context;
	const project = await openProject(context);
	const rows: string[][] = [];
	for (const [name, connection] of project.connections) {
		const states = (await readStates(project, name)).datasets;
		const { source, baseUrl } = connection;
		const told = accountAndSignIn(connection);
		if (output.options.json) {
			await output.line({
				type: 'connection',
				connection: name,
				source,
				...told.fields,
				baseUrl,
				datasets: states.length,
			});
		}
		const where = baseUrl ?? 'vendor';
		rows.push([name, source, told.account, told.signIn, where, String(states.length)]);
	}
	if (output.options.json) return EXIT_CODES.done;
	const titles = ['connection', 'source', 'account', 'signs in by', 'at'].map((title) => ({ title }));
	const table = renderTable([...titles, { title: 'stored datasets', align: 'right' }], rows, tableWidth(output));
	await output.data(`${table.lines.join('\n')}\n`);
	return EXIT_CODES.done;
}

interface AccountAndSignIn {
	readonly account: string;
	readonly signIn: string;
	readonly fields: JsonObject;
}

function accountAndSignIn(connection: Connection): AccountAndSignIn {
	switch (connection.source) {
		case 'realpad': {
			const { multipleInquiries, headers } = connection;
			const account = multipleInquiries ? 'multiple inquiries' : '–';
			return { account, signIn: 'login', fields: { multipleInquiries, headers } };
		}
		case 'reapit': {
			const { customers, auth, apiVersion, readOnly } = connection;
			const account = [customers.join(', '), ...(readOnly ? ['read only'] : [])]
				.filter((part) => part !== '')
				.join(', ');
			return { account: account || '–', signIn: auth, fields: { customers, auth, apiVersion, readOnly } };
		}
		case 'spark': {
			const { keyType, replication, auth } = connection;
			const account = `${keyType}${replication ? ', replication' : ''}`;
			return { account, signIn: auth, fields: { keyType, replication, auth } };
		}
	}
}

async function listDatasets(context: CommandContext, name: string): Promise<number> {
	const { output, signal } = context;
	const project = await openProject(context);
	const connection = findConnection(project, name);
	const stored = new Map((await readStates(project, name)).datasets.map((state) => [state.dataset, state]));
	const datasets = await withProgress(context, {}, async (network) => {
		const open = await openConnection(connection, replicaFile(project.dataFolder, name), network.outsideOf(connection));
		try {
			return await open.source.datasets(signal);
		} finally {
			await open.close();
		}
	});
	if (output.options.json) {
		for (const dataset of datasets) {
			const { id, title, group, key, cursor, canSweep, relations, notes, columns } = dataset;
			await output.line({
				...{ type: 'dataset', connection: name, dataset: id, title, group, key, cursor, canSweep, notes },
				...{ relations: relations.map(({ property }) => property), columns: columns.length },
				rows: stored.get(id)?.rows,
			});
		}
		return EXIT_CODES.done;
	}
	const table = renderTable(
		[
			{ title: 'dataset' },
			{ title: 'group' },
			{ title: 'key' },
			{ title: 'updates by' },
			{ title: 'purge' },
			{ title: 'relations' },
			{ title: 'stored rows', align: 'right' },
		],
		datasets.map((dataset) => [
			dataset.id,
			dataset.group,
			dataset.key.join(', '),
			dataset.cursor ?? 'full read',
			dataset.canSweep ? 'by keys' : dataset.fullReadFindsDeletions ? 'by full read' : '–',
			dataset.relations.map(({ property }) => property).join(', '),
			stored.has(dataset.id) ? count(stored.get(dataset.id)?.rows ?? 0) : '–',
		]),
		tableWidth(output),
	);
	await output.data(`${table.lines.join('\n')}\n`);
	const notes = new Set(datasets.flatMap((dataset) => dataset.notes.map((note) => `${dataset.id}: ${note}`)));
	for (const note of notes) output.say(output.paint('dim', note));
	return EXIT_CODES.done;
}
