/**
 * Fetches the rest of relations that the vendor paged within a row (`Media@odata.nextLink`): rare, for listings with
 * more photos than fit, and never a call per listing.
 */
import { FreeholdError } from '../../errors.ts';
import type { DecodedPage, RowPlan } from '../source.ts';
import { LinkTrail } from './nextLink.ts';
import type { PageReader } from './pageReader.ts';
import { restPlan } from './resoRequests.ts';

/** Yields the pages of every partial relation; each relation ends with an empty page that says it is complete. */
export async function* relationRest(
	page: DecodedPage,
	plan: RowPlan,
	origin: string,
	reader: PageReader,
	label: string,
): AsyncGenerator<DecodedPage, void, undefined> {
	for (const { parentKey, property, nextLink } of page.partialRelations) {
		const relation = plan.relations.find((one) => one.property === property);
		if (relation === undefined) continue;
		const rest = restPlan(plan, relation, parentKey);
		const what = `${property} of ${plan.dataset} ${parentKey} on ${label}`;
		const trail = new LinkTrail(origin);
		let link: string | undefined = nextLink;
		try {
			while (link !== undefined) {
				trail.check(link, what);
				trail.follow(link);
				const read = await reader.read(link, rest, what);
				yield read.page;
				link = read.next;
			}
		} catch (error) {
			// The listing went meanwhile: what came of it stays until the next update or purge.
			if (FreeholdError.is(error, 'notFound')) continue;
			throw error;
		}
		yield await reader.empty({ ...rest, completesRelation: true });
	}
}
