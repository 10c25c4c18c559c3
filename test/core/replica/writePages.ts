/**
 * A child process for the tests: writes pages of rows until it is killed or done, and goes on where it stopped. Prints
 * `page N` after each commit, or the reason of a failure.
 *
 *     node writePages.ts FILE PAGES ROWS
 */
import { FreeholdError } from '../../../src/core/errors.ts';
import { openReplica } from '../../../src/core/replica/replica.ts';
import type { Dataset, RowPlan } from '../../../src/core/sources/source.ts';

const [file = '', pages = '0', rowsPerPage = '0'] = process.argv.slice(2);
const traffic = { requests: 0, charged: 0, retries: 0, throttles: 0, bytes: 0, waitedMs: 0 };
const dataset: Dataset = {
	id: 'Property',
	title: 'Listings',
	group: 'test',
	key: ['Key'],
	canSweep: true,
	fullReadFindsDeletions: false,
	columns: [],
	relations: [],
	notes: [],
};
const plan: RowPlan = { dataset: 'Property', key: ['Key'], rowsAt: ['value'], columns: [], relations: [] };

try {
	const workerUrl = new URL('../../../src/core/replica/storeWorker.ts', import.meta.url);
	const replica = await openReplica({ file, workerUrl });
	const state = (await replica.states()).find((one) => one.dataset === 'Property');
	const first = (state?.resume?.checkpoint as number | undefined) ?? 0;
	const run = await replica.begin(dataset, 'initial', [], first > 0, Date.now());
	for (let page = first; page < Number(pages); page++) {
		const value = Array.from({ length: Number(rowsPerPage) }, (_, row) => ({
			Key: `p${page}r${row}`,
			Page: page,
			Text: `${page} `.repeat(100),
		}));
		const decoded = await replica.decode(new TextEncoder().encode(JSON.stringify({ value })), plan);
		await replica.apply({ run, page: decoded, checkpoint: page + 1, traffic });
		process.stdout.write(`page ${page + 1}\n`);
	}
	await replica.finish({ run, outcome: 'done', watermark: 1, traffic, clearResume: true }, Date.now());
	await replica.close();
} catch (error) {
	if (!FreeholdError.is(error)) throw error;
	process.stdout.write(`${error.reason}\n`);
	process.exit(7);
}
