/** What a grid has shown, as its page has kept it over a reload. */
import type { AttachedReplica, FilteredRows, GridSubject } from '../../protocol/grid.ts';

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
	if (isOfReplica && text('dataset') !== '') {
		const ref = { folder, connection, dataset: text('dataset') };
		if (value.kind === 'dataset') return { kind: 'dataset', ...ref };
		const [at, from, to] = [run(value, 'at'), run(value, 'from'), run(value, 'to')];
		if (value.kind === 'past' && at !== undefined) return { kind: 'past', ...ref, at };
		if (value.kind === 'changes' && from !== undefined)
			return { kind: 'changes', ...ref, from, ...(to === undefined ? {} : { to }) };
	}
	if (value.kind !== 'query' || !isOfReplica || text('sql') === '') return undefined;
	const filtered = filteredFrom('filtered' in value ? value.filtered : undefined);
	const [name, origin] = [text('name'), text('origin')];
	return {
		...{ kind: 'query', folder, connection, sql: text('sql') },
		...(filtered === undefined ? {} : { filtered }),
		...(name === '' ? {} : { name }),
		...(origin === '' ? {} : { origin }),
		...('attached' in value ? { attached: attachedFrom(value.attached) } : {}),
		...('params' in value ? { params: paramsFrom(value.params) } : {}),
	};
}

function attachedFrom(value: unknown): readonly AttachedReplica[] {
	if (!Array.isArray(value)) return [];
	return value.flatMap((one: unknown): AttachedReplica[] => {
		if (typeof one !== 'object' || one === null || !('connection' in one) || !('schema' in one)) return [];
		const { connection, schema } = one;
		return typeof connection === 'string' && typeof schema === 'string' ? [{ connection, schema }] : [];
	});
}

function paramsFrom(value: unknown): Readonly<Record<string, string | number | null>> {
	if (typeof value !== 'object' || value === null) return {};
	const isValue = (one: unknown): one is string | number | null =>
		one === null || typeof one === 'string' || typeof one === 'number';
	return Object.fromEntries(
		Object.entries(value).filter((entry): entry is [string, string | number | null] => isValue(entry[1])),
	);
}

function run(value: object, name: string): number | undefined {
	const found = (value as Readonly<Record<string, unknown>>)[name];
	return typeof found === 'number' && Number.isSafeInteger(found) && found >= 0 ? found : undefined;
}

function filteredFrom(value: unknown): FilteredRows | undefined {
	if (typeof value !== 'object' || value === null || !('dataset' in value) || !('expressions' in value))
		return undefined;
	const { dataset, expressions } = value;
	if (typeof dataset !== 'string' || !Array.isArray(expressions)) return undefined;
	return { dataset, expressions: expressions.filter((one) => typeof one === 'string') };
}
