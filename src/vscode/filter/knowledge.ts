/** What is known of the data that the filters of a document are meant for, as core asks for it. */
import { setTimeout } from 'node:timers/promises';
import type * as vscode from 'vscode';
import type { FilterDocument } from '../../core/filter/editing/filterDocument.ts';
import type { FilterKnowledge } from '../../core/filter/editing/knowledge.ts';
import type { FieldIndex } from '../../core/filter/fieldIndex.ts';
import type { ReapitList } from '../../core/sources/reapit/catalogue/lists.ts';
import type { Freehold } from '../freehold.ts';
import type { DatasetRef } from '../refs.ts';
import { lastRunTime } from '../sources/rowText.ts';
import { datasetRef } from './datasetRef.ts';
import { filteredDatasets, reapitConnections } from './datasets.ts';
import type { FilterData } from './filterData.ts';

/** Nobody waits longer for fields to be learned; what is known by then has to do. */
const LONGEST_WAIT_MS = 400;

/**
 * @param how  `known`: at once, with what was learned before; `learned`: fields are waited for, though not for long
 */
export async function knowledgeOf(
	freehold: Freehold,
	document: vscode.TextDocument,
	filters: FilterDocument,
	how: 'known' | 'learned',
): Promise<FilterKnowledge> {
	const named = new Set(filters.sets.flatMap(({ dataset }) => dataset?.text ?? []));
	return knowledgeOfDatasets(freehold, document.uri, named, how);
}

/** @param uri  a file of the folder whose connections are meant */
export async function knowledgeOfDatasets(
	freehold: Freehold,
	uri: vscode.Uri | undefined,
	named: ReadonlySet<string>,
	how: 'known' | 'learned',
): Promise<FilterKnowledge> {
	const [projects, data] = await Promise.all([freehold.projects(), freehold.filterData()]);
	const lists = await data.lists();
	const connections = reapitConnections(projects, uri);
	const refs = [...named].flatMap((name): readonly [string, DatasetRef][] => {
		const ref = datasetRef(connections, name);
		return ref === undefined ? [] : [[name, ref]];
	});
	const known = await Promise.all(refs.map(async ([name, ref]) => [name, await factsOf(data, ref, how)] as const));
	const facts = new Map(known);
	return {
		fieldsOf: (dataset) => (dataset === undefined ? undefined : facts.get(dataset)?.fields),
		lastReadOf: (dataset) => (dataset === undefined ? undefined : facts.get(dataset)?.lastRead),
		endpointOf: (dataset) => endpointOf(lists, dataset),
		datasets: filteredDatasets(connections, lists),
		now: Date.now(),
		timeZone: Intl.DateTimeFormat().resolvedOptions().timeZone,
	};
}

interface Facts {
	readonly fields: FieldIndex | undefined;
	readonly lastRead: number | undefined;
}

async function factsOf(data: FilterData, ref: DatasetRef, how: 'known' | 'learned'): Promise<Facts> {
	// What a replica does not tell is in the log; filters are then checked by themselves.
	const learning = data.fields(ref).catch(() => undefined);
	if (how === 'known') return { fields: data.knownFields(ref), lastRead: undefined };
	const fields = (await Promise.race([learning, setTimeout(LONGEST_WAIT_MS)])) ?? data.knownFields(ref);
	return { fields, lastRead: lastRunTime((await data.stateOf(ref))?.lastRun) };
}

function endpointOf(
	lists: ReadonlyMap<string, ReapitList>,
	dataset: string,
): ReturnType<NonNullable<FilterKnowledge['endpointOf']>> {
	const name = dataset.slice(dataset.indexOf('/') + 1);
	const list = lists.get(name);
	return list === undefined ? undefined : { name, parameter: list.dataset.filterParameter };
}
