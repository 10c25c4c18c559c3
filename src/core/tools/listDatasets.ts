/** `list_datasets`: connections, what is stored of them, and the jobs. */
import { FreeholdError } from '../errors.ts';
import { replicaFile } from '../jobs/replicaFile.ts';
import type { Connection } from '../project/project.ts';
import { projectOfConnection, projectsOf } from './pickProject.ts';
import type { StoredDataset } from './questions.ts';
import type { ToolHost, ToolProject } from './toolHost.ts';
import type { ToolInput } from './toolInput.ts';
import { ENVELOPE_BYTES, MOST_BYTES, jsonBytes } from './toolResult.ts';

/** A dataset as it is told; columns are what is left out first. */
type ListedDataset = Omit<StoredDataset, 'columns'> & {
	readonly columnCount: number;
	readonly columns?: StoredDataset['columns'];
};

interface ListedConnection {
	readonly folder?: string;
	readonly connection: string;
	readonly source: Connection['source'];
	readonly datasets: readonly ListedDataset[];
	/** Why there are none. */
	readonly note?: string;
}

interface Asked {
	readonly at: ToolProject;
	readonly connection: Connection;
}

export async function listDatasets(host: ToolHost, input: ToolInput, signal: AbortSignal): Promise<unknown> {
	const [name, dataset] = [input.optionalText('connection'), input.optionalText('dataset')];
	const folder = input.optionalText('folder');
	const projects =
		name === undefined ? await projectsOf(host, folder) : [await projectOfConnection(host, name, folder)];
	const showsFolders = (await host.projects()).length > 1;
	const asked = projects.flatMap((at): readonly Asked[] => {
		const all = [...at.project.connections.values()];
		return all.filter((one) => name === undefined || one.connection === name).map((connection) => ({ at, connection }));
	});
	const answers = await host.replicas.askAll(asked.map(questionOf), signal);
	const connections = asked.map((one, nth) => listed(one, answers[nth], { dataset, showsFolders }));
	if (dataset !== undefined && connections.every(({ datasets }) => datasets.length === 0))
		throw unknownDataset(dataset);
	const jobs = projects.flatMap(({ folder: at, project }) =>
		[...project.jobs.values()].map(({ name: job, kind, targets }) => ({
			...{ ...(showsFolders ? { folder: at } : {}), job, kind, targets },
		})),
	);
	return fitted(connections, jobs);
}

function questionOf({ at, connection }: Asked): { file: string; name: 'datasets'; args: [] } {
	return { file: replicaFile(at.project.dataFolder, connection.connection), name: 'datasets', args: [] };
}

/** Of a connection only its name and vendor: what else stands in freehold.yaml is not needed to read data. */
function listed(
	{ at, connection: { connection, source } }: Asked,
	answer: readonly StoredDataset[] | FreeholdError | undefined,
	how: { readonly dataset: string | undefined; readonly showsFolders: boolean },
): ListedConnection {
	const head = { ...(how.showsFolders ? { folder: at.folder } : {}), connection, source };
	if (answer === undefined) return { ...head, datasets: [], note: 'Nothing was replicated yet.' };
	if (FreeholdError.is(answer)) return { ...head, datasets: [], note: `${answer.what}: ${answer.why}. ${answer.next}` };
	const datasets = answer
		.filter((one) => how.dataset === undefined || one.dataset === how.dataset)
		.map((one) => ({ ...one, columnCount: Object.keys(one.columns).length }));
	return { ...head, datasets };
}

/** Everything where it fits; else without columns, in the end without the last datasets, and it is said. */
function fitted(connections: readonly ListedConnection[], jobs: readonly unknown[]): unknown {
	const whole = { connections, jobs };
	if (fits(whole)) return whole;
	const plain = connections.map((one) => ({ ...one, datasets: one.datasets.map(withoutColumns) }));
	const note = 'Columns are left out, because there are too many: name a connection and a dataset to see them.';
	const short = { connections: plain, jobs, note };
	if (fits(short)) return short;
	const all = plain.flatMap(({ datasets, ...head }) => datasets.map((one) => ({ ...head, datasets: [one] })));
	let left = MOST_BYTES - ENVELOPE_BYTES;
	const shown = all.filter((one) => (left -= jsonBytes(one) + 1) >= 0);
	const more = `${note} Only ${shown.length} of ${all.length} datasets are shown: name a connection to see its own.`;
	return { connections: shown, note: more };
}

function fits(value: unknown): boolean {
	return jsonBytes(value) <= MOST_BYTES - ENVELOPE_BYTES;
}

function withoutColumns({ columns: _columns, ...dataset }: ListedDataset): ListedDataset {
	return dataset;
}

function unknownDataset(dataset: string): FreeholdError {
	return new FreeholdError('notFound', {
		what: `The dataset '${dataset}' was not found`,
		why: 'no replica that was looked at holds it',
		next: 'Call list_datasets without a dataset to see what is stored',
	});
}
