/** `freehold reapit listen`: receives Reapit's events and brings the replica up to date at once. */
import { InvalidArgumentError } from 'commander';
import type { Command } from 'commander';
import { openConnection } from '../../core/jobs/openConnection.ts';
import { replicaFile } from '../../core/jobs/replicaFile.ts';
import { WebhookUpdates } from '../../core/jobs/webhookUpdates.ts';
import type { RecordUpdate } from '../../core/jobs/webhookUpdates.ts';
import { EventVerifier } from '../../core/sources/reapit/webhooks/eventVerifier.ts';
import { isPublicAddress } from '../../core/sources/reapit/webhooks/publicAddress.ts';
import { SigningKeys } from '../../core/sources/reapit/webhooks/signingKeys.ts';
import { WebhookSubscriptions } from '../../core/sources/reapit/webhooks/subscriptions.ts';
import { subjectOf } from '../../core/sources/reapit/webhooks/webhookEvent.ts';
import type { EventSubject, WebhookEvent } from '../../core/sources/reapit/webhooks/webhookEvent.ts';
import { receiveWebhooks } from '../../core/sources/reapit/webhooks/webhookReceiver.ts';
import { oneLine } from '../../core/wording/cellText.ts';
import type { Action, CommandContext } from '../context.ts';
import { EXIT_CODES } from '../exitCodes.ts';
import { wholeArgument } from '../globals.ts';
import type { OpenReapit } from '../openReapit.ts';
import { ANY_CUSTOMER, withReapit } from '../openReapit.ts';
import { counted } from '../../core/wording/quantities.ts';

interface Given {
	readonly port: number;
	readonly url?: string;
}

const USUAL_PORT = 4390;

export function addReapitListen(reapit: Command, run: (action: Action) => void): void {
	reapit
		.command('listen')
		.summary('receive events and update the replica at once')
		.description(
			'Receives events on this machine until Ctrl-C, checks who signed them, reads each record anew and applies it. Reapit ' +
				'has to reach it from the internet: through a tunnel or a proxy, which also ends TLS.',
		)
		.argument('<connection>', 'a Reapit connection')
		.option('--port <number>', 'port of this machine; 0 takes any', wholeArgument(0, 65_535), USUAL_PORT)
		.option(
			'--url <address>',
			'the public address that leads here; its path is the one that is answered',
			addressArgument,
		)
		.action((name: string, given: Given) => run((context) => listen(context, name, given)));
}

async function listen(context: CommandContext, name: string, given: Given): Promise<number> {
	const { output, signal } = context;
	return withReapit(context, name, ANY_CUSTOMER, async (open) => {
		const { outside, api, progress } = open;
		const { clock } = outside;
		const desk = new EventDesk(context, open);
		const receiver = await receiveWebhooks(given.port, {
			verifier: new EventVerifier(new SigningKeys(api, clock)),
			path: given.url === undefined ? '/' : new URL(given.url).pathname,
			...{ clock, signal },
			onEvent: (event) => desk.take(event),
			onRefused: (status, why) => progress.note(`${output.paint('yellow', '!')} Answered ${status}: ${oneLine(why)}`),
		});
		try {
			output.say(`Listening on ${receiver.url} for events of '${name}'. Ctrl-C ends it.`);
			if (output.options.json) await output.line({ type: 'listening', connection: name, url: receiver.url });
			if (given.url !== undefined) await tellWhetherSubscribed(context, open, given.url);
			await aborted(signal);
			return EXIT_CODES.done;
		} finally {
			await receiver.close();
		}
	});
}

/** Decides what an event means for the replica, and tells it. */
class EventDesk {
	readonly #context: CommandContext;
	readonly #open: OpenReapit;
	readonly #updates: WebhookUpdates;

	constructor(context: CommandContext, open: OpenReapit) {
		const { connection, outside, project } = open;
		const name = connection.connection;
		this.#context = context;
		this.#open = open;
		this.#updates = new WebhookUpdates({
			connection: name,
			open: () => openConnection(connection, replicaFile(project.dataFolder, name), outside),
			clock: outside.clock,
			log: outside.log,
			signal: context.signal,
		});
	}

	async take(event: WebhookEvent): Promise<void> {
		const subject = subjectOf(event, this.#open.entities.paths.resources);
		const known = this.#open.doors.customers.map(({ customer }) => customer);
		const update =
			subject.kind === 'record' && known.includes(subject.customer)
				? await this.#updates.update(subject.resource, [subject.customer, subject.id])
				: undefined;
		await this.#tell(event, subject, update, 'customer' in subject && !known.includes(subject.customer));
	}

	async #tell(
		event: WebhookEvent,
		subject: EventSubject,
		update: RecordUpdate | undefined,
		isForeign: boolean,
	): Promise<void> {
		const { output } = this.#context;
		const { eventId, topicId, customerId, entityId, attempt } = event;
		const counts = update?.record?.counts;
		const run = update?.record?.id;
		const outcome = update?.outcome ?? (subject.kind === 'record' ? 'notRead' : subject.kind);
		const text = describe(subject, update, isForeign);
		this.#open.progress.note(`${output.paint('green', '✓')} ${oneLine(`${topicId}: ${text}`)}`);
		if (!output.options.json) return;
		await output.line({ type: 'event', eventId, topicId, customerId, entityId, attempt, outcome, run, counts });
	}
}

function describe(subject: EventSubject, update: RecordUpdate | undefined, isForeign: boolean): string {
	switch (subject.kind) {
		case 'ping':
			return 'Reapit has tried the address; it works';
		case 'install':
			return `${subject.customer} has installed the app${isForeign ? ': add it to `customer` of the connection to read its data' : ''}`;
		case 'uninstall':
			return `${subject.customer} has removed the app: its data can no longer be read. What was stored stays`;
		case 'other':
			return `taken, but there is no dataset for it`;
		case 'record':
			break;
	}
	const record = `${subject.resource} ${subject.id} of ${subject.customer}`;
	if (isForeign) return `${record}: this connection does not read that customer`;
	if (update?.outcome === 'notReplicated') return `${record}: ${subject.resource} is not replicated`;
	const { inserted = 0, updated = 0, deleted = 0 } = update?.record?.counts[subject.resource] ?? {};
	const changes = [
		inserted > 0 ? `${inserted} new` : '',
		updated > 0 ? `${updated} changed` : '',
		deleted > 0 ? `${deleted} gone` : '',
	].filter((part) => part !== '');
	const others = (update?.records ?? 0) - 1;
	// One run for all that came at one moment: what it changed is not told apart by record.
	const together = others > 0 ? `, read with ${counted(others, 'other')}` : '';
	return `${record}${together}: ${changes.length === 0 ? 'as stored' : changes.join(', ')}`;
}

async function tellWhetherSubscribed(context: CommandContext, open: OpenReapit, url: string): Promise<void> {
	const { output, signal } = context;
	const all = await new WebhookSubscriptions(open.entities).list(signal);
	const own = all.filter((webhook) => webhook.url === url && webhook.active === true);
	const topics = own.flatMap(({ topicIds = [] }) => topicIds);
	output.say(
		own.length > 0
			? `Reapit sends ${counted(topics.length, 'topic')} to ${url}.`
			: `Reapit sends nothing to ${url} yet: freehold reapit webhooks create ${open.connection.connection} --url ${url} --topic contacts.modified`,
	);
}

function addressArgument(text: string): string {
	if (isPublicAddress(text)) return text;
	throw new InvalidArgumentError('Use an address such as https://example.com/reapit; Reapit sends to https only.');
}

function aborted(signal: AbortSignal): Promise<void> {
	return new Promise((resolve) => {
		if (signal.aborted) resolve();
		signal.addEventListener('abort', () => resolve(), { once: true });
	});
}
