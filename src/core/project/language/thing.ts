/** What the word under the pointer is: a key of the grammar, a connection, a job, a dataset, a parameter. */
import { isMap } from 'yaml';
import type { Range } from '../problems.ts';
import type { KeyShape } from '../shape.ts';
import { outlineOfDocument } from './outline.ts';
import type { OutlinedConnection, OutlinedJob, Outline } from './outline.ts';
import { placeAt, readTolerantly } from './places.ts';
import type { Place } from './places.ts';
import { keyAt, shapeAt } from './shapeAt.ts';

export type Thing = { readonly range: Range } & (
	| { readonly kind: 'key'; readonly name: string; readonly key: KeyShape }
	| { readonly kind: 'connection'; readonly connection: OutlinedConnection }
	| { readonly kind: 'job'; readonly job: OutlinedJob }
	| { readonly kind: 'dataset'; readonly connection: OutlinedConnection; readonly dataset: string }
	| {
			readonly kind: 'parameter';
			readonly connection: OutlinedConnection;
			readonly dataset: string;
			readonly parameter: string;
	  }
);

export function thingAt(text: string, offset: number): Thing | undefined {
	const document = readTolerantly(text);
	const place = placeAt(document, text, offset);
	if (place === undefined) return undefined;
	const outline = outlineOfDocument(document, text);
	const { path, range } = place;
	if (place.role === 'value') {
		const target = targetAt(outline, offset);
		if (target !== undefined) return target;
		// A value is explained by its key.
		const name = path.at(-1);
		const key = name === undefined ? undefined : keyAt(document, path.slice(0, -1), name);
		return key === undefined || name === undefined ? undefined : { kind: 'key', name, key, range };
	}
	const name = text.slice(...range);
	const key = keyAt(document, path, name);
	if (key !== undefined) return { kind: 'key', name, key, range };
	return namedThing(place, name, outline, shapeAt(document, path)?.kind === 'map' && isMap(place.map));
}

function namedThing({ path, range }: Place, name: string, outline: Outline, isName: boolean): Thing | undefined {
	const [where, owner, , dataset] = path;
	if (!isName) return undefined;
	if (where === 'jobs') {
		const job = outline.jobs.find((one) => one.name === name);
		return job === undefined ? undefined : { kind: 'job', job, range };
	}
	const connection = outline.connections.find((one) => one.name === (owner ?? name));
	if (connection === undefined) return undefined;
	if (owner === undefined) return { kind: 'connection', connection, range };
	return dataset === undefined
		? { kind: 'dataset', connection, dataset: name, range }
		: { kind: 'parameter', connection, dataset, parameter: name, range };
}

function targetAt({ jobs, connections }: Outline, offset: number): Thing | undefined {
	const isAt = ([from, to]: Range): boolean => from <= offset && offset <= to;
	for (const target of jobs.flatMap(({ targets }) => targets)) {
		const connection = connections.find(({ name }) => name === target.connection);
		if (connection === undefined) continue;
		if (isAt(target.connectionRange)) return { kind: 'connection', connection, range: target.connectionRange };
		const { dataset, datasetRange } = target;
		if (datasetRange === undefined || !isAt(datasetRange)) continue;
		return dataset === undefined
			? { kind: 'connection', connection, range: datasetRange }
			: { kind: 'dataset', connection, dataset, range: datasetRange };
	}
	return undefined;
}
