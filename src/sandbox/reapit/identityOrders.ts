/** Orders to the rooms around the records: tokens, installations, limits, webhooks. */
import type { ReapitSandbox } from './reapitSandbox.ts';

type Order = Readonly<Record<string, unknown>>;

export const identityOrders: Readonly<Record<string, (reapit: ReapitSandbox, order: Order) => unknown>> = {
	/** Access tokens end, refresh tokens go on. */
	expireTokens: (reapit) => reapit.handlers.tokens.expireAccess(),
	/** Everything issued ends: users must sign in again. */
	revokeTokens: (reapit) => reapit.handlers.tokens.revokeAll(),
	install: (reapit, order) => reapit.install(text(order, 'client'), text(order, 'customer')),
	uninstall: (reapit, order) => reapit.uninstall(text(order, 'client'), text(order, 'customer')),
	traffic: (reapit) => reapit.handlers.limits.seen,
	resetTraffic: (reapit) => reapit.handlers.limits.reset(),
	webhooks: (reapit) => ({
		webhooks: reapit.handlers.webhooks.subscriptions.all,
		delivered: reapit.handlers.webhooks.delivered,
		waiting: reapit.handlers.webhooks.waiting,
	}),
	/** Looks for events that are due now; what they came to is told by `webhooks`. */
	deliverDue: (reapit) => void reapit.handlers.webhooks.deliverDue(),
	ping: (reapit, order) =>
		reapit.handlers.webhooks.ping(text(order, 'webhook'), order.topic === undefined ? undefined : text(order, 'topic')),
};

/** @throws TypeError */
function text(order: Order, name: string): string {
	const value = order[name];
	if (typeof value !== 'string') throw new TypeError(`"${name}" must be a text`);
	return value;
}
