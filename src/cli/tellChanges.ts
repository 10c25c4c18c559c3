/** Says below the lines of runs what they have changed, where that is more than counts: prices, statuses. */
import { figuresOf } from '../core/changes/figuresOf.ts';
import { changedTables, tableChanges } from '../core/changes/tableChanges.ts';
import type { DatasetResult } from '../core/jobs/events.ts';
import { replicaFile } from '../core/jobs/replicaFile.ts';
import type { Project } from '../core/project/project.ts';
import { ReplicaReader } from '../core/replica/reader.ts';
import { tellingSentences } from '../core/wording/changeSentences.ts';
import { englishWording } from '../core/wording/language.ts';
import type { CommandContext } from './context.ts';

/** A fraction of a second at the end of a run; who wants more asks for it. */
const MOST_CHANGES = 20_000;

/** @param say  writes a line that stays */
export function tellChanges(
	{ output, signal }: CommandContext,
	project: Project,
	results: readonly DatasetResult[],
	say: (text: string) => void,
): void {
	if (output.options.json || output.options.quiet) return;
	for (const { connection, dataset, runs } of results) {
		const newestFirst = runs.toSorted((a, b) => b.id - a.id);
		const range = { from: (newestFirst.at(-1)?.id ?? 1) - 1, to: newestFirst[0]?.id ?? 0 };
		const own = changedTables(tableChanges(newestFirst), range).get(dataset);
		// What only came or went is said by its count.
		if (own === undefined || own.updated === 0 || own.inserted + own.updated + own.deleted > MOST_CHANGES) continue;
		using reader = ReplicaReader.openWhereAny(replicaFile(project.dataFolder, connection));
		if (reader === undefined) continue;
		const sentences = tellingSentences(figuresOf(reader, dataset, range, signal), englishWording);
		for (const text of sentences) say(`  ${connection}/${dataset}: ${text}`);
	}
}
