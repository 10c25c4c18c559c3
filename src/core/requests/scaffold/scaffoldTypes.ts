/** The datasets of a scaffolded integration, with the types of their records. */
import { FreeholdError } from '../../errors.ts';
import type { Connection } from '../../project/project.ts';
import type { DatasetState } from '../../replica/contract.ts';
import type { ReplicaReader } from '../../replica/reader.ts';
import { reapitLists } from '../../sources/reapit/catalogue/lists.ts';
import { datasetTypes } from '../../types/datasetTypes.ts';
import { typesText } from '../../types/typesText.ts';
import type { ScaffoldType } from './scaffold.ts';

/** Where nothing is named and nothing is replicated: what every integration with an agency begins with. */
const FIRST_LISTS = ['contacts', 'properties'];
/** Bookkeeping of ours that the vendor's records do not have. */
const TIMESTAMP = 'ModificationTimestamp';

/**
 * @param reader  of the connection's replica; `undefined` where there is none
 * @param wanted  datasets; where none is named, those that are replicated
 * @throws FreeholdError `notFound` where a dataset is not known, or nothing is
 */
export async function scaffoldTypes(
	reader: ReplicaReader | undefined,
	connection: Connection,
	wanted: readonly string[],
): Promise<readonly ScaffoldType[]> {
	const states = new Map((reader?.states() ?? []).map((state) => [state.dataset, state]));
	const lists = connection.source === 'reapit' ? await reapitLists() : undefined;
	const chosen = wanted.length > 0 ? wanted : ownChoice(states, connection, lists);
	const types: ScaffoldType[] = [];
	for (const dataset of chosen) {
		const list = lists?.get(dataset);
		if (lists !== undefined && (list === undefined || list.parent !== undefined)) throw noList(connection, dataset);
		const named = await datasetTypes(reader, { connection: connection.connection, source: connection.source, dataset });
		const state = states.get(dataset);
		types.push({
			...{ dataset, name: named.name, text: await typesText(named, 'ts') },
			key: list?.dataset.key ?? state?.keyColumns ?? [],
			cursor: list === undefined ? timestampOf(state) : list.since?.column,
		});
	}
	return types;
}

function ownChoice(
	states: ReadonlyMap<string, DatasetState>,
	{ connection, source }: Connection,
	lists: Awaited<ReturnType<typeof reapitLists>> | undefined,
): readonly string[] {
	const stored = [...states.values()].filter(({ rows, dataset }) => rows > 0 && !dataset.includes('.'));
	const names = stored.map(({ dataset }) => dataset).filter((name) => lists === undefined || lists.has(name));
	if (names.length > 0) return names;
	if (source === 'reapit') return FIRST_LISTS;
	throw new FreeholdError('notFound', {
		what: `There is nothing to make an integration with ${connection} from`,
		why: 'no dataset of it is replicated, and only its records tell what they look like',
		next: `Replicate what the integration is about: freehold replicate ${connection}`,
	});
}

function timestampOf(state: DatasetState | undefined): string | undefined {
	return state?.columns.some(({ name }) => name === TIMESTAMP) === true ? TIMESTAMP : undefined;
}

function noList({ connection }: Connection, dataset: string): FreeholdError {
	return new FreeholdError('notFound', {
		what: `An integration cannot begin with ${connection}/${dataset}`,
		why: 'it is no list of its own at the vendor',
		next: `Name others; freehold sources ${connection} lists them`,
	});
}
