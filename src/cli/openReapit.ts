/** Opens one customer of a Reapit connection for a command that asks or changes single things. */
import { FreeholdError } from '../core/errors.ts';
import type { ConnectionOutside } from '../core/jobs/openConnection.ts';
import type { Project, ReapitConnection } from '../core/project/project.ts';
import { findConnection } from '../core/project/targets.ts';
import type { ReapitDoors } from '../core/sources/reapit/door.ts';
import { CustomerApi } from '../core/sources/reapit/entities/customerApi.ts';
import { ReapitEntities } from '../core/sources/reapit/entities/entities.ts';
import { openReapitDoors } from '../core/sources/reapit/reapitDoors.ts';
import type { CommandContext } from './context.ts';
import { openProject } from './context.ts';
import type { Progress } from '../core/wording/progress.ts';
import { withProgress } from './withProgress.ts';

export interface OpenReapit {
	readonly project: Project;
	readonly connection: ReapitConnection;
	readonly outside: ConnectionOutside;
	readonly doors: ReapitDoors;
	readonly api: CustomerApi;
	readonly entities: ReapitEntities;
	readonly progress: Progress;
}

/** For what is the application's, not a customer's. */
export const ANY_CUSTOMER = Symbol('any customer');

type WantedCustomer = string | typeof ANY_CUSTOMER | undefined;

/** @param customer  as `--customer` names it; needed only where the connection has several */
export async function withReapit<T>(
	context: CommandContext,
	name: string,
	customer: WantedCustomer,
	work: (open: OpenReapit) => Promise<T>,
): Promise<T> {
	const project = await openProject(context);
	const connection = reapitConnection(project, name);
	return withProgress(context, {}, async (network, progress) => {
		const outside = network.outsideOf(connection);
		const doors = await openReapitDoors(connection, outside);
		const api = customerApi(connection, doors, customer);
		const entities = await ReapitEntities.open(api);
		const result = await work({ project, connection, outside, doors, api, entities, progress });
		for (const notice of doors.takeNotices()) progress.note(`${context.output.paint('yellow', '!')} ${notice}`);
		return result;
	});
}

/** @throws FreeholdError `usage` where there is none of this name, or it is another vendor's */
export function reapitConnection(project: Project, name: string): ReapitConnection {
	const connection = findConnection(project, name);
	if (connection.source === 'reapit') return connection;
	throw new FreeholdError('usage', {
		what: `'${name}' is no Reapit connection`,
		why: `freehold.yaml says source: ${connection.source}`,
		next: 'Name a connection with source: reapit',
	});
}

function customerApi(
	connection: ReapitConnection,
	{ origin, customers }: ReapitDoors,
	wanted: WantedCustomer,
): CustomerApi {
	const [first, ...others] = customers;
	const isNamed = typeof wanted === 'string';
	const found = isNamed ? customers.find(({ customer }) => customer === wanted) : first;
	if (found === undefined || (wanted === undefined && others.length > 0)) {
		const known = customers.map(({ customer }) => customer).join(', ');
		throw new FreeholdError('usage', {
			what: `It is not clear whose data of '${connection.connection}' is meant`,
			why: isNamed ? `it has no customer ${wanted}` : 'the connection has several customers',
			next: `Name one with --customer: ${known}`,
		});
	}
	return new CustomerApi({ settings: connection, origin, doors: found });
}
