/** What reading a dataset would cost, by the vendor's own rule of billing: one page is asked for, and kept nowhere. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { FreeholdError } from '../errors.ts';
import { nearest } from '../project/problems.ts';
import type { Connection } from '../project/project.ts';
import type { Dataset, ReadEstimate } from '../sources/source.ts';
import { openConnection } from './openConnection.ts';
import type { ConnectionOutside } from './openConnection.ts';
import { pickDatasets } from './pickDatasets.ts';

/**
 * @param embeds  records to read along
 * @throws FreeholdError `usage` where there is no such dataset, or it cannot embed one of them
 */
export async function estimateRead(
	connection: Connection,
	id: string,
	embeds: readonly string[],
	outside: ConnectionOutside,
	signal: AbortSignal,
): Promise<ReadEstimate> {
	const name = connection.connection;
	// The sample is read as any page, but into no replica of the user's.
	const folder = await mkdtemp(join(tmpdir(), 'freehold-estimate-'));
	try {
		const open = await openConnection(connection, join(folder, 'estimate.sqlite'), outside);
		try {
			const datasets = pickDatasets(await open.source.datasets(signal), [id], name);
			checkEmbeds(datasets, embeds, name);
			const [dataset] = datasets;
			const request = { phase: 'initial', relations: embeds } as const;
			const found = dataset === undefined ? undefined : await open.source.estimate?.(dataset, request, signal);
			if (found === undefined) throw new Error('Reapit bills by calls, and its source tells how many');
			return found;
		} finally {
			await open.close();
		}
	} finally {
		await rm(folder, { recursive: true, force: true });
	}
}

/** @throws FreeholdError `usage` where a name is an embed of none of the datasets */
export function checkEmbeds(datasets: readonly Dataset[], expand: readonly string[], connection: string): void {
	const known = [...new Set(datasets.flatMap(({ relations }) => relations.map(({ property }) => property)))];
	const unknown = expand.find((name) => !known.includes(name));
	if (unknown === undefined) return;
	const meant = nearest(unknown, known);
	const what = datasets.map(({ id }) => `${connection}/${id}`).join(', ');
	throw new FreeholdError('usage', {
		what: `'${unknown}' cannot be read along`,
		why: datasets.length > 5 ? `none of the datasets of ${connection} embeds it` : `${what} cannot embed it`,
		next: meant === undefined ? `Known: ${known.toSorted().join(', ') || 'none'}` : `Did you mean '${meant}'?`,
	});
}
