/** What a grid has shown, as its page has kept it over a reload. */
import type { FilteredRows, GridSubject } from '../../protocol/grid.ts';

/** @returns `undefined` for what no page of ours has kept: it is taken for nothing until it was looked at */
export function subjectFrom(value: unknown): GridSubject | undefined {
	if (typeof value !== 'object' || value === null || !('kind' in value)) return undefined;
	const text = (name: string): string => {
		const found = (value as Readonly<Record<string, unknown>>)[name];
		return typeof found === 'string' ? found : '';
	};
	const [folder, connection] = [text('folder'), text('connection')];
	const isOfReplica = folder !== '' && connection !== '';
	if (value.kind === 'file' && text('uri') !== '') return { kind: 'file', uri: text('uri') };
	if (value.kind === 'dataset' && isOfReplica && text('dataset') !== '')
		return { kind: 'dataset', folder, connection, dataset: text('dataset') };
	if (value.kind !== 'query' || !isOfReplica || text('sql') === '') return undefined;
	const filtered = filteredFrom('filtered' in value ? value.filtered : undefined);
	return { kind: 'query', folder, connection, sql: text('sql'), ...(filtered === undefined ? {} : { filtered }) };
}

function filteredFrom(value: unknown): FilteredRows | undefined {
	if (typeof value !== 'object' || value === null || !('dataset' in value) || !('expressions' in value))
		return undefined;
	const { dataset, expressions } = value;
	if (typeof dataset !== 'string' || !Array.isArray(expressions)) return undefined;
	return { dataset, expressions: expressions.filter((one) => typeof one === 'string') };
}
