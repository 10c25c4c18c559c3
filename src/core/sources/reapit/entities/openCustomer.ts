/** Opens one customer of a connection, to ask and change single things there. */
import type { NetworkOutside, ReapitDoors } from '../door.ts';
import { openReapitDoors } from '../reapitDoors.ts';
import type { ReapitSettings } from '../reapitSettings.ts';
import { CustomerApi } from './customerApi.ts';
import { ReapitEntities } from './entities.ts';

export interface OpenCustomer {
	readonly doors: ReapitDoors;
	readonly api: CustomerApi;
	readonly entities: ReapitEntities;
}

/** @param choose  one of the connection's customers, which come in the order of the settings */
export async function openCustomer(
	settings: ReapitSettings,
	outside: NetworkOutside,
	choose: (customers: readonly string[]) => string | Promise<string>,
): Promise<OpenCustomer> {
	const doors = await openReapitDoors(settings, outside);
	const { origin, customers } = doors;
	const chosen = await choose(customers.map(({ customer }) => customer));
	const own = customers.find(({ customer }) => customer === chosen);
	if (own === undefined) throw new Error('A customer of the connection was to be chosen');
	const api = new CustomerApi({ settings, origin, doors: own });
	return { doors, api, entities: await ReapitEntities.open(api) };
}
