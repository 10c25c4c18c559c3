/** `freehold reapit metadata`: documents of an app's own, kept at Reapit. */
import type { Command } from 'commander';
import { FreeholdError } from '../../core/errors.ts';
import type { Query } from '../../core/sources/reapit/entities/checkQuery.ts';
import { makePatch } from '../../core/sources/reapit/metadata/jsonPatch.ts';
import type { MetadataRecord } from '../../core/sources/reapit/metadata/metadataApi.ts';
import { ReapitMetadata } from '../../core/sources/reapit/metadata/metadataApi.ts';
import { newMetadata, patchedMetadata, replacedMetadata } from '../../core/sources/reapit/metadata/metadataRequests.ts';
import { sentFilters } from '../../core/sources/reapit/sentFilters.ts';
import { confirmDeletion } from '../confirmDeletion.ts';
import type { Action, CommandContext } from '../context.ts';
import { DATA_OPTION, readDocument } from '../documentArgument.ts';
import { tellDryRun } from '../dryRun.ts';
import { EXIT_CODES } from '../exitCodes.ts';
import { withReapit } from '../openReapit.ts';
import { addCustomer, addWrite, listArgument } from '../reapitTarget.ts';
import type { GivenCustomer, GivenWrite } from '../reapitTarget.ts';
import { tellCreated } from '../tellCreated.ts';

interface GivenList extends GivenCustomer {
	readonly type?: string;
	readonly id: readonly string[];
	readonly entityId: readonly string[];
	readonly filter: readonly string[];
}

interface GivenDocument extends GivenWrite {
	readonly data: string;
}

interface GivenNew extends GivenDocument {
	readonly type: string;
	readonly entityId?: string;
}

interface GivenPatch extends GivenWrite {
	readonly data?: string;
	readonly to?: string;
}

const CONNECTION = ['<connection>', 'a Reapit connection'] as const;
const ID = ['<id>', 'of the metadata record, such as SBOX_survey_1'] as const;

export function addReapitMetadata(reapit: Command, run: (action: Action) => void): void {
	const metadata = reapit
		.command('metadata')
		.summary('documents of your app, kept at Reapit')
		.description('Metadata records of this app. A document is checked here against the schema of its entity type.');
	addCustomer(
		metadata
			.command('list')
			.summary('records, as JSON lines')
			.argument(...CONNECTION),
	)
		.option('--type <type>', 'entity type: one of Reapit’s, such as contact, or your own')
		.option('--id <id>', 'of a record; may be given several times', listArgument, [])
		.option('--entity-id <id>', 'of the entity it belongs to; may be given several times', listArgument, [])
		.option('--filter <expression>', "such as 'metadata.rating $gt 3'; may be given several times", listArgument, [])
		.action((name: string, given: GivenList) => run((context) => list(context, name, given)));
	addCustomer(
		metadata
			.command('get')
			.summary('one record')
			.argument(...CONNECTION)
			.argument(...ID),
	).action((name: string, id: string, given: GivenCustomer) => run((context) => get(context, name, id, given)));
	addWrite(
		metadata
			.command('create')
			.summary('a new record')
			.argument(...CONNECTION),
	)
		.requiredOption('--type <type>', 'entity type: one of Reapit’s, or your own')
		.option('--entity-id <id>', 'of the entity it belongs to (default: Reapit makes one)')
		.requiredOption(...DATA_OPTION)
		.action((name: string, given: GivenNew) => run((context) => create(context, name, given)));
	addWrite(
		metadata
			.command('put')
			.summary('replace a document')
			.argument(...CONNECTION)
			.argument(...ID),
	)
		.requiredOption(...DATA_OPTION)
		.action((name: string, id: string, given: GivenDocument) => run((context) => put(context, name, id, given)));
	addWrite(
		metadata
			.command('patch')
			.summary('change parts of a document')
			.argument(...CONNECTION)
			.argument(...ID),
	)
		.option('--data <file>', 'JSON Patch (RFC 6902): \'[{"op": "replace", "path": "/rating", "value": 5}]\'')
		.option('--to <file>', 'the document as it is to be; the patch is made from what Reapit has')
		.action((name: string, id: string, given: GivenPatch) => run((context) => patch(context, name, id, given)));
	addCustomer(
		metadata
			.command('delete')
			.summary('delete a record')
			.argument(...CONNECTION)
			.argument(...ID),
	)
		.option('--yes', 'do not ask')
		.action((name: string, id: string, given: GivenCustomer & { readonly yes?: boolean }) =>
			run((context) => remove(context, name, id, given)),
		);
}

async function list(context: CommandContext, name: string, given: GivenList): Promise<number> {
	return withReapit(context, name, given.customer, async ({ api }) => {
		const query: Query = [
			...(given.type === undefined ? [] : [['entityType', given.type] as const]),
			...given.id.map((id) => ['id', id] as const),
			...given.entityId.map((id) => ['entityId', id] as const),
			...sentFilters(given.filter, notSent).map((expression) => ['filter', expression] as const),
		];
		for await (const page of new ReapitMetadata(api).list(query, context.signal)) {
			for (const record of page) await tellRecord(context, record, 'line');
		}
		return EXIT_CODES.done;
	});
}

function notSent(filter: string, why: string, next: string): FreeholdError {
	return new FreeholdError('usage', { what: `--filter "${filter}" was not sent`, why, next });
}

async function get(context: CommandContext, name: string, id: string, given: GivenCustomer): Promise<number> {
	return withReapit(context, name, given.customer, async ({ api }) => {
		await tellRecord(context, await new ReapitMetadata(api).get(id, context.signal), 'pretty');
		return EXIT_CODES.done;
	});
}

async function tellRecord({ output }: CommandContext, record: MetadataRecord, form: 'line' | 'pretty'): Promise<void> {
	if (output.options.json) await output.line({ type: 'metadata', ...record });
	else await output.data(`${JSON.stringify(record, null, form === 'line' ? undefined : 2)}\n`);
}

async function create(context: CommandContext, name: string, given: GivenNew): Promise<number> {
	const document = await readDocument(context, given.data);
	return withReapit(context, name, given.customer, async ({ api }) => {
		const { type: entityType, entityId } = given;
		if (given.dryRun === true) {
			return tellDryRun(context.output, [newMetadata(entityType, entityId, document.value)]);
		}
		const options = { isUnchecked: !given.check };
		const created = await new ReapitMetadata(api).create({ entityType, entityId, document }, options, context.signal);
		return tellCreated(context.output, created);
	});
}

async function put(context: CommandContext, name: string, id: string, given: GivenDocument): Promise<number> {
	const document = await readDocument(context, given.data);
	return withReapit(context, name, given.customer, async ({ api }) => {
		if (given.dryRun === true) return tellDryRun(context.output, [replacedMetadata(id, document.value)]);
		await new ReapitMetadata(api).put(id, document, { isUnchecked: !given.check }, context.signal);
		return tellWritten(context, 'replaced', id);
	});
}

async function patch(context: CommandContext, name: string, id: string, given: GivenPatch): Promise<number> {
	const { output, signal } = context;
	if ((given.data === undefined) === (given.to === undefined)) {
		throw new FreeholdError('usage', {
			what: `Metadata ${id} was not changed`,
			why: 'the change is given as a JSON Patch (--data) or as the document that is to be (--to), one of them',
			next: 'Add --data FILE or --to FILE',
		});
	}
	const document = await readDocument(context, given.data ?? given.to ?? '');
	return withReapit(context, name, given.customer, async ({ api }) => {
		const metadata = new ReapitMetadata(api);
		const operations =
			given.to === undefined
				? document
				: { value: await makePatch((await metadata.get(id, signal)).metadata, document.value) };
		if (given.dryRun === true) return tellDryRun(output, [patchedMetadata(id, operations.value)]);
		if (Array.isArray(operations.value) && operations.value.length === 0) {
			output.say(`Metadata ${id} already is so.`);
			if (output.options.json) await output.line({ type: 'patched', id, isAlreadySo: true });
			return EXIT_CODES.done;
		}
		await metadata.patch(id, operations, { isUnchecked: !given.check }, signal);
		return tellWritten(context, 'patched', id);
	});
}

async function remove(
	context: CommandContext,
	name: string,
	id: string,
	given: GivenCustomer & { readonly yes?: boolean },
): Promise<number> {
	return withReapit(context, name, given.customer, async ({ api }) => {
		api.assertMayWrite(`Deletion of metadata ${id}`);
		if (given.yes !== true) await confirmDeletion(context, `metadata ${id} of ${api.customer}`);
		await new ReapitMetadata(api).delete(id, context.signal);
		return tellWritten(context, 'deleted', id);
	});
}

async function tellWritten(
	{ output }: CommandContext,
	type: 'replaced' | 'patched' | 'deleted',
	id: string,
): Promise<number> {
	const done = { replaced: 'replaced', patched: 'changed', deleted: 'deleted' }[type];
	output.say(`${output.paint('green', '✓')} Metadata ${id} is ${done}.`);
	if (output.options.json) await output.line({ type, id });
	return EXIT_CODES.done;
}
