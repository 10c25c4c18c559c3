/** What reading a dataset needs: the list, the customers' doors, the worker, the clock. */
import type { Clock, Random } from '../../outside.ts';
import type { Dataset, PageDecoder } from '../source.ts';
import type { ReapitList } from './catalogue/lists.ts';
import type { CustomerDoors, ReapitDoors } from './door.ts';
import { embeddedCalls } from './billing.ts';
import type { Query } from './reapitParameters.ts';
import { ListReader } from './walk/listReader.ts';

export interface ReadParts {
	readonly doors: ReapitDoors;
	readonly decoder: PageDecoder;
	readonly clock: Clock;
	readonly random: Random;
	readonly signal: AbortSignal;
	readonly list: ReapitList;
	/** As jobs hold it: prepared, perhaps. */
	readonly dataset: Dataset;
	/** What the connection narrows a list with. */
	readonly narrowingOf: (list: ReapitList) => Query;
	/** All lists, for parents. */
	readonly lists: ReadonlyMap<string, ReapitList>;
}

/** Reads pages of one customer and counts the calls that their embeds cost. */
export function customerReader({ decoder, clock, random }: ReadParts, customer: CustomerDoors): ListReader {
	return new ListReader({
		decoder,
		clock,
		random,
		onPage: ({ nestedCounts }) => customer.charge(embeddedCalls(nestedCounts)),
	});
}
