/** `freehold reapit schema`: JSON Schemas that metadata of a custom entity type is checked by. */
import type { Command } from 'commander';
import type { SchemaRecord } from '../../core/sources/reapit/metadata/metadataSchemas.ts';
import { newSchema, replacedSchema } from '../../core/sources/reapit/metadata/metadataRequests.ts';
import { MetadataSchemas, shownSchema } from '../../core/sources/reapit/metadata/metadataSchemas.ts';
import type { Action, CommandContext } from '../context.ts';
import { DATA_OPTION, readDocument } from '../documentArgument.ts';
import { tellDryRun } from '../dryRun.ts';
import { EXIT_CODES } from '../exitCodes.ts';
import { withReapit } from '../openReapit.ts';
import { addCustomer, addWrite } from '../reapitTarget.ts';
import type { GivenCustomer, GivenWrite } from '../reapitTarget.ts';
import { tellCreated } from '../tellCreated.ts';

interface GivenSchema extends GivenWrite {
	readonly data: string;
}

const CONNECTION = ['<connection>', 'a Reapit connection'] as const;
const ID = ['<id>', 'of the schema'] as const;

export function addReapitSchema(reapit: Command, run: (action: Action) => void): void {
	const schema = reapit
		.command('schema')
		.summary('JSON Schemas of your entity types, kept at Reapit')
		.description('Schemas that Reapit, and Freehold before it, checks metadata of a custom entity type by.');
	addCustomer(
		schema
			.command('list')
			.summary('schemas, as JSON lines')
			.argument(...CONNECTION),
	)
		.option('--type <type>', 'entity type')
		.action((name: string, given: GivenCustomer & { readonly type?: string }) =>
			run((context) => list(context, name, given)),
		);
	addCustomer(
		schema
			.command('get')
			.summary('one schema')
			.argument(...CONNECTION)
			.argument(...ID),
	).action((name: string, id: string, given: GivenCustomer) => run((context) => get(context, name, id, given)));
	addWrite(
		schema
			.command('create')
			.summary('a schema for an entity type')
			.argument(...CONNECTION),
	)
		.requiredOption('--type <type>', 'entity type, one of your own')
		.requiredOption(...DATA_OPTION)
		.action((name: string, given: GivenSchema & { readonly type: string }) =>
			run((context) => create(context, name, given)),
		);
	addWrite(
		schema
			.command('put')
			.summary('replace a schema')
			.argument(...CONNECTION)
			.argument(...ID),
	)
		.requiredOption(...DATA_OPTION)
		.action((name: string, id: string, given: GivenSchema) => run((context) => put(context, name, id, given)));
}

async function list(
	context: CommandContext,
	name: string,
	given: GivenCustomer & { readonly type?: string },
): Promise<number> {
	return withReapit(context, name, given.customer, async ({ api }) => {
		for await (const page of new MetadataSchemas(api).list(given.type, context.signal)) {
			for (const schema of page) await tellSchema(context, schema, undefined);
		}
		return EXIT_CODES.done;
	});
}

async function get(context: CommandContext, name: string, id: string, given: GivenCustomer): Promise<number> {
	return withReapit(context, name, given.customer, async ({ api }) => {
		await tellSchema(context, await new MetadataSchemas(api).get(id, context.signal), 2);
		return EXIT_CODES.done;
	});
}

async function tellSchema({ output }: CommandContext, record: SchemaRecord, space: number | undefined): Promise<void> {
	const shown = shownSchema(record);
	if (output.options.json) await output.line({ type: 'schema', ...shown });
	else await output.data(`${JSON.stringify(shown, null, space)}\n`);
}

async function create(
	context: CommandContext,
	name: string,
	given: GivenSchema & { readonly type: string },
): Promise<number> {
	const document = await readDocument(context, given.data);
	return withReapit(context, name, given.customer, async ({ api }) => {
		if (given.dryRun === true) return tellDryRun(context.output, [newSchema(given.type, document.value)]);
		return tellCreated(context.output, await new MetadataSchemas(api).create(given.type, document, context.signal));
	});
}

async function put(context: CommandContext, name: string, id: string, given: GivenSchema): Promise<number> {
	const { output, signal } = context;
	const document = await readDocument(context, given.data);
	return withReapit(context, name, given.customer, async ({ api }) => {
		if (given.dryRun === true) return tellDryRun(output, [replacedSchema(id, document.value)]);
		await new MetadataSchemas(api).put(id, document, signal);
		output.say(`${output.paint('green', '✓')} Schema ${id} is replaced.`);
		if (output.options.json) await output.line({ type: 'replaced', id });
		return EXIT_CODES.done;
	});
}
