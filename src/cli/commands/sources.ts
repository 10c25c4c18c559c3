/** `freehold sources`: connections and their datasets. */
import type { Command } from 'commander';
import { openConnection } from '../../core/jobs/openConnection.ts';
import { replicaFile } from '../../core/jobs/replicaFile.ts';
import { pickDatasets } from '../../core/jobs/pickDatasets.ts';
import type { JsonObject } from '../../core/json.ts';
import type { Connection, Project } from '../../core/project/project.ts';
import { findConnection, parseTarget } from '../../core/project/targets.ts';
import type { Dataset } from '../../core/sources/source.ts';
import { datasetLine, tellDataset, tellDatasets } from '../datasetSummary.ts';
import { openProject } from '../context.ts';
import type { Action, CommandContext } from '../context.ts';
import { EXIT_CODES } from '../exitCodes.ts';
import { readStates } from '../readStates.ts';
import { renderTable } from '../../core/wording/table.ts';
import { tableWidth } from '../tableOutput.ts';
import { withProgress } from '../withProgress.ts';

export function addSources(program: Command, run: (action: Action) => void): void {
	program
		.command('sources')
		.summary('connections and their datasets')
		.description(
			'Lists the connections; with a name, the datasets that the vendor offers for it and what is stored; ' +
				'with a dataset, its columns, relations and parameters.',
		)
		.argument('[target]', 'CONNECTION or CONNECTION/DATASET')
		.action((target: string | undefined) =>
			run((context) => (target === undefined ? listConnections(context) : listDatasets(context, target))),
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

async function listDatasets(context: CommandContext, target: string): Promise<number> {
	const { output } = context;
	const project = await openProject(context);
	const { connection: name, dataset: only } = parseTarget(target);
	const connection = findConnection(project, name);
	const stored = new Map((await readStates(project, name)).datasets.map((state) => [state.dataset, state.rows]));
	const all = await knownDatasets(context, project, connection);
	const datasets = only === undefined ? all : pickDatasets(all, [only], name);
	if (output.options.json) {
		for (const dataset of datasets) await output.line(datasetLine(name, dataset, stored.get(dataset.id)));
		return EXIT_CODES.done;
	}
	const [first] = datasets;
	if (only !== undefined && first !== undefined) await tellDataset(output, first, stored.get(first.id));
	else await tellDatasets(output, datasets, stored);
	return EXIT_CODES.done;
}

function knownDatasets(context: CommandContext, project: Project, connection: Connection): Promise<readonly Dataset[]> {
	return withProgress(context, {}, async (network) => {
		const file = replicaFile(project.dataFolder, connection.connection);
		const open = await openConnection(connection, file, network.outsideOf(connection));
		try {
			return await open.source.datasets(context.signal);
		} finally {
			await open.close();
		}
	});
}
