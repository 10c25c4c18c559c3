/** Opens one customer of a Reapit connection for a command that asks or changes single things. */
import { FreeholdError } from '../core/errors.ts';
import type { ConnectionOutside } from '../core/jobs/openConnection.ts';
import type { Project, ReapitConnection } from '../core/project/project.ts';
import { findReapitConnection } from '../core/project/targets.ts';
import { openCustomer } from '../core/sources/reapit/entities/openCustomer.ts';
import type { OpenCustomer } from '../core/sources/reapit/entities/openCustomer.ts';
import type { CommandContext } from './context.ts';
import { openProject } from './context.ts';
import type { Progress } from '../core/wording/progress.ts';
import { withProgress } from './withProgress.ts';

export interface OpenReapit extends OpenCustomer {
	readonly project: Project;
	readonly connection: ReapitConnection;
	readonly outside: ConnectionOutside;
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
	const connection = findReapitConnection(project, name);
	return withProgress(context, {}, async (network, progress) => {
		const outside = network.outsideOf(connection);
		const open = await openCustomer(connection, outside, (known) => theCustomer(name, known, customer));
		const result = await work({ project, connection, outside, progress, ...open });
		for (const notice of open.doors.takeNotices()) progress.note(`${context.output.paint('yellow', '!')} ${notice}`);
		return result;
	});
}

function theCustomer(connection: string, customers: readonly string[], wanted: WantedCustomer): string {
	const [first, ...others] = customers;
	const isNamed = typeof wanted === 'string';
	const found = isNamed ? customers.find((customer) => customer === wanted) : first;
	if (found !== undefined && (wanted !== undefined || others.length === 0)) return found;
	throw new FreeholdError('usage', {
		what: `It is not clear whose data of '${connection}' is meant`,
		why: isNamed ? `it has no customer ${wanted}` : 'the connection has several customers',
		next: `Name one with --customer: ${customers.join(', ')}`,
	});
}
