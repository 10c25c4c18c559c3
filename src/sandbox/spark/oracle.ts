/** The truth that a replica is compared with: what a client of a role is given, straight from the world. */
import type { Json } from '../json.ts';
import type { RelationName } from './data/relations.ts';
import type { World } from './data/world.ts';
import { entitySet, related } from './reso/entities.ts';
import type { EntitySetName } from './reso/entities.ts';
import type { RecordSet } from './reso/recordSet.ts';
import type { DictionaryVersion, SeenRecord, View } from './reso/view.ts';
import type { Role } from './roles.ts';

/** Through whose eyes. */
export interface Sight {
	readonly role: Role;
	readonly isReplication: boolean;
	readonly version: DictionaryVersion;
}

const usual: Sight = { role: 'private', isReplication: true, version: 2 };

type Plain = Readonly<Record<string, Json>>;

export function* recordsOf(world: World, resource: EntitySetName, sight: Partial<Sight>): Iterable<Plain> {
	const set = entitySet(world, resource, viewOf(sight));
	for (let at = 0; at < set.end; at += 1) {
		const record = set.at(at);
		if (record !== undefined) yield plain(record, set);
	}
}

export function relatedOf(world: World, key: string, relation: RelationName, sight: Partial<Sight>): readonly Plain[] {
	const listing = world.store('Property').ordinalOf(key);
	if (listing === undefined) return [];
	const set = related(world, relation, listing, viewOf(sight));
	return Array.from({ length: set.end }, (_, at) => set.at(at)).flatMap((row) =>
		row === undefined ? [] : [plain(row, set)],
	);
}

function viewOf(sight: Partial<Sight>): View {
	const { role, isReplication, version } = { ...usual, ...sight };
	return { caller: { role, isReplication }, version };
}

function plain(record: SeenRecord, set: RecordSet): Plain {
	const row: Record<string, Json> = {};
	for (const field of set.fields) row[field.name] = record.value(field);
	return row;
}
