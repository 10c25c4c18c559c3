/** Describes datasets: all of a connection in a table, or one with its columns, relations and parameters. */
import type { Dataset, DatasetParameter } from '../core/sources/source.ts';
import { count } from '../core/wording/quantities.ts';
import { renderTable } from '../core/wording/table.ts';
import { tableWidth } from './tableOutput.ts';
import type { Output } from './terminal.ts';

/** For `--json`. */
export function datasetLine(connection: string, dataset: Dataset, rows: number | undefined): unknown {
	const { id, title, group, key, cursor, canSweep, notes, relations, columns } = dataset;
	const { alongWith, leftOut, parameters, filterParameter, sortFields } = dataset;
	return {
		...{ type: 'dataset', connection, dataset: id, title, group, key, cursor, canSweep, notes },
		...{ relations: relations.map(({ property }) => property), columns: columns.length },
		...{ alongWith, leftOut, parameters, filterParameter, sortFields, rows },
	};
}

/** @param stored  rows by dataset */
export async function tellDatasets(
	output: Output,
	datasets: readonly Dataset[],
	stored: ReadonlyMap<string, number>,
): Promise<void> {
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
			updatesBy(dataset),
			purgesBy(dataset),
			dataset.relations.map(({ property }) => property).join(', '),
			rowsText(stored.get(dataset.id)),
		]),
		tableWidth(output),
	);
	await output.data(`${table.lines.join('\n')}\n`);
	const notes = new Map<string, string[]>();
	for (const { id, notes: own } of datasets) for (const note of own) notes.set(note, [...(notes.get(note) ?? []), id]);
	for (const [note, ids] of notes) output.say(output.paint('dim', `${namesText(ids)}: ${note}`));
}

export async function tellDataset(output: Output, dataset: Dataset, rows: number | undefined): Promise<void> {
	const { id, title, group, key, relations, parameters, filterParameter, sortFields, columns, leftOut } = dataset;
	const facts: readonly (readonly [string, string | undefined])[] = [
		['title', `${title} (${group})`],
		['key', key.join(', ')],
		['updates by', updatesBy(dataset)],
		['purge', purgesBy(dataset)],
		['stored rows', rowsText(rows)],
		['relations', listText(relations.map((relation) => `${relation.property} → ${relation.dataset}`))],
		['filter', filterParameter === undefined ? undefined : '--filter with an expression on metadata'],
		['sorted by', listText(sortFields ?? [])],
		['left out', leftOut],
	];
	const told = facts.filter(([, text]) => text !== undefined);
	const lines = [output.paint('bold', id), ...told.map(([name, text]) => `  ${name.padEnd(12)} ${text ?? ''}`)];
	await output.data(`${lines.join('\n')}\n`);
	if (parameters !== undefined && parameters.length > 0) await tellParameters(output, parameters);
	const table = renderTable(
		[{ title: 'column' }, { title: 'type' }, { title: 'label' }],
		columns.map(({ name, type, label }) => [name, type, label ?? '']),
		tableWidth(output),
	);
	await output.data(`\n${table.lines.join('\n')}\n`);
	for (const note of dataset.notes) output.say(output.paint('dim', note));
}

async function tellParameters(output: Output, parameters: readonly DatasetParameter[]): Promise<void> {
	const table = renderTable(
		[{ title: 'parameter' }, { title: 'type' }, { title: 'repeated' }, { title: 'values' }],
		parameters.map(({ name, type, isRepeatable, values }) => [
			name,
			type,
			isRepeatable ? 'yes' : 'no',
			values?.join(', ') ?? '',
		]),
		tableWidth(output),
	);
	await output.data(`\n${table.lines.join('\n')}\n`);
}

function updatesBy({ cursor }: Dataset): string {
	return cursor ?? 'full read';
}

function purgesBy({ canSweep, fullReadFindsDeletions }: Dataset): string {
	return canSweep ? 'by keys' : fullReadFindsDeletions ? 'by full read' : '–';
}

function rowsText(rows: number | undefined): string {
	return rows === undefined ? '–' : count(rows);
}

/** What many datasets share is told once. */
function namesText(ids: readonly string[]): string {
	const shown = ids.length <= 3 ? ids : ids.slice(0, 2);
	const more = ids.length - shown.length;
	return more === 0 ? shown.join(', ') : `${shown.join(', ')} and ${count(more)} more`;
}

function listText(items: readonly string[]): string | undefined {
	return items.length === 0 ? undefined : items.join(', ');
}
