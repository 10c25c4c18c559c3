/** All Excel exports of the Takeout API by endpoint: those of the seed and those that were seen elsewhere since. */
import { buildingExports } from './buildings.ts';
import { careExports } from './care.ts';
import { dealExports } from './deals.ts';
import type { Export } from './export.ts';
import { paymentExports } from './payments.ts';
import { peopleExports } from './people.ts';

export const exportsByEndpoint: ReadonlyMap<string, Export> = new Map(
	[...peopleExports, ...buildingExports, ...dealExports, ...paymentExports, ...careExports].map((each) => [
		each.endpoint,
		each,
	]),
);
