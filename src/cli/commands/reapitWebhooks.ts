/** `freehold reapit webhooks`: which events Reapit sends where. */
import type { Command } from 'commander';
import { webhookBody, WebhookSubscriptions } from '../../core/sources/reapit/webhooks/subscriptions.ts';
import type { Webhook, WebhookFields } from '../../core/sources/reapit/webhooks/subscriptions.ts';
import { confirmDeletion } from '../confirmDeletion.ts';
import type { Action, CommandContext } from '../context.ts';
import { tellDryRun } from '../dryRun.ts';
import { EXIT_CODES } from '../exitCodes.ts';
import { withReapit } from '../openReapit.ts';
import { addCustomer, listArgument } from '../reapitTarget.ts';
import type { GivenCustomer } from '../reapitTarget.ts';
import { renderTable } from '../../core/wording/table.ts';
import { tableWidth } from '../tableOutput.ts';
import { tellCreated } from '../tellCreated.ts';

interface GivenFields extends GivenCustomer {
	readonly url: string;
	readonly topic: readonly string[];
	readonly description?: string;
	readonly active: boolean;
	readonly etagOnly?: boolean;
	readonly dryRun?: boolean;
}

const CONNECTION = ['<connection>', 'a Reapit connection'] as const;
const ID = ['<id>', 'of the webhook'] as const;

export function addReapitWebhooks(reapit: Command, run: (action: Action) => void): void {
	const webhooks = reapit
		.command('webhooks')
		.summary('which events Reapit sends where')
		.description('Webhooks of this app. What they send is received by: freehold reapit listen');
	addCustomer(
		webhooks
			.command('list')
			.summary('all of them')
			.argument(...CONNECTION),
	).action((name: string, given: GivenCustomer) => run((context) => list(context, name, given)));
	addFields(
		webhooks
			.command('create')
			.summary('a new one')
			.argument(...CONNECTION),
	).action((name: string, given: GivenFields) => run((context) => create(context, name, given)));
	addFields(
		webhooks
			.command('put')
			.summary('replace one')
			.argument(...CONNECTION)
			.argument(...ID),
	).action((name: string, id: string, given: GivenFields) => run((context) => put(context, name, id, given)));
	addCustomer(
		webhooks
			.command('delete')
			.summary('delete one')
			.argument(...CONNECTION)
			.argument(...ID),
	)
		.option('--yes', 'do not ask')
		.action((name: string, id: string, given: GivenCustomer & { readonly yes?: boolean }) =>
			run((context) => remove(context, name, id, given)),
		);
}

function addFields(command: Command): Command {
	return addCustomer(command)
		.requiredOption('--url <address>', 'where events are sent, reachable from the internet')
		.requiredOption('--topic <topic>', 'such as contacts.modified; may be given several times', listArgument, [])
		.option('--description <text>', 'a name for it')
		.option('--no-active', 'keep it, but send nothing')
		.option('--etag-only', 'also send events in which nothing but version and time changed')
		.option('--dry-run', 'show what would be sent, and send nothing');
}

function fieldsOf({ url, topic, description, active, etagOnly }: GivenFields): WebhookFields {
	return { url, description, topicIds: topic, active, ignoreEtagOnlyChanges: etagOnly !== true };
}

async function list(context: CommandContext, name: string, given: GivenCustomer): Promise<number> {
	const { output, signal } = context;
	return withReapit(context, name, given.customer, async ({ entities }) => {
		const all = await new WebhookSubscriptions(entities).list(signal);
		if (output.options.json) {
			for (const webhook of all) await output.line({ type: 'webhook', connection: name, ...webhook });
			return EXIT_CODES.done;
		}
		const titles = ['id', 'url', 'topics', 'active', 'description'].map((title) => ({ title }));
		await output.data(`${renderTable(titles, all.map(cells), tableWidth(output)).lines.join('\n')}\n`);
		return EXIT_CODES.done;
	});
}

function cells({ id, url = '', topicIds = [], active, description = '' }: Webhook): readonly string[] {
	return [id, url, topicIds.join(', '), active === true ? 'yes' : 'no', description];
}

async function create(context: CommandContext, name: string, given: GivenFields): Promise<number> {
	const fields = fieldsOf(given);
	return withReapit(context, name, given.customer, async ({ entities }) => {
		if (given.dryRun === true)
			return tellDryRun(context.output, [{ method: 'POST', path: '/resthooks/', body: webhookBody(fields) }]);
		return tellCreated(context.output, await new WebhookSubscriptions(entities).create(fields, context.signal));
	});
}

async function put(context: CommandContext, name: string, id: string, given: GivenFields): Promise<number> {
	const { output, signal } = context;
	const fields = fieldsOf(given);
	return withReapit(context, name, given.customer, async ({ entities }) => {
		if (given.dryRun === true)
			return tellDryRun(output, [{ method: 'PUT', path: `/resthooks/${id}`, body: webhookBody(fields) }]);
		await new WebhookSubscriptions(entities).put(id, fields, signal);
		output.say(`${output.paint('green', '✓')} Webhook ${id} is replaced.`);
		if (output.options.json) await output.line({ type: 'replaced', id });
		return EXIT_CODES.done;
	});
}

async function remove(
	context: CommandContext,
	name: string,
	id: string,
	given: GivenCustomer & { readonly yes?: boolean },
): Promise<number> {
	const { output, signal } = context;
	return withReapit(context, name, given.customer, async ({ entities, api }) => {
		api.assertMayWrite(`Deletion of webhook ${id}`);
		if (given.yes !== true) await confirmDeletion(context, `webhook ${id}`);
		await new WebhookSubscriptions(entities).delete(id, signal);
		output.say(`${output.paint('green', '✓')} Webhook ${id} is deleted.`);
		if (output.options.json) await output.line({ type: 'deleted', id });
		return EXIT_CODES.done;
	});
}
