/** JSON Schemas that metadata of the user's own entity types is checked by. */
import * as vscode from 'vscode';
import type { JsonText } from '../../core/sources/reapit/entities/jsonText.ts';
import { newSchema, replacedSchema } from '../../core/sources/reapit/metadata/metadataRequests.ts';
import { MetadataSchemas, shownSchema } from '../../core/sources/reapit/metadata/metadataSchemas.ts';
import type { SchemaRecord } from '../../core/sources/reapit/metadata/metadataSchemas.ts';
import { dryRunText } from '../../core/wording/dryRunText.ts';
import { whileWaiting } from '../doors/waiting.ts';
import type { Freehold } from '../freehold.ts';
import type { ConnectionRef } from '../refs.ts';
import { askDocument } from './askDocument.ts';
import { askId } from './askPath.ts';
import { askText, askVerb } from './askVerb.ts';
import { carryOut } from './carryOut.ts';
import type { Plan, Undertaking, Written } from './carryOut.ts';
import { confirmInDialog } from './confirmWrite.ts';
import { askingText, openTarget } from './openTarget.ts';
import type { OpenTarget } from './openTarget.ts';
import { showOnce, tabName } from './showOnce.ts';

const COLLECTION = 'metadata/metadataSchema';
/** A schema that allows everything, to begin with. */
const DRAFT = { $schema: 'http://json-schema.org/draft-07/schema#', type: 'object', properties: {} };

export async function manageSchemas(freehold: Freehold, given: ConnectionRef | undefined): Promise<unknown> {
	const target = await openTarget(freehold, given, vscode.l10n.t('Schemas of which connection?'));
	if (target === undefined) return undefined;
	const verb = await askVerb({
		list: vscode.l10n.t('List Schemas'),
		get: vscode.l10n.t('Show a Schema'),
		create: vscode.l10n.t('Create a Schema'),
		put: vscode.l10n.t('Replace a Schema'),
	});
	switch (verb) {
		case undefined:
			return undefined;
		case 'list':
			return list(freehold, target);
		case 'get':
			return get(freehold, target);
		case 'create':
		case 'put': {
			target.api.assertMayWrite(`Schema of ${target.ref.connection}`);
			const name = await askId(COLLECTION, verb === 'create' ? 'entityType' : 'id');
			return name === undefined ? undefined : write(freehold, target, verb, name);
		}
	}
}

async function list(freehold: Freehold, target: OpenTarget): Promise<unknown> {
	const type = await askText(vscode.l10n.t('Schemas'), vscode.l10n.t('Entity type of your own; empty for all'));
	if (type === undefined) return undefined;
	const schemas = await whileWaiting(askingText(target, COLLECTION), async (signal) => {
		const found: SchemaRecord[] = [];
		const pages = new MetadataSchemas(target.api).list(type === '' ? undefined : type, signal);
		for await (const page of pages) found.push(...page);
		return found.map(shownSchema);
	});
	return showOnce(freehold, target, COLLECTION, `schemas ${type}.json`, `${JSON.stringify(schemas, null, '\t')}\n`);
}

async function get(freehold: Freehold, target: OpenTarget): Promise<unknown> {
	const id = await askId(COLLECTION, 'id');
	if (id === undefined) return undefined;
	const about = `${COLLECTION}/${id}`;
	const schema = await whileWaiting(askingText(target, about), (signal) =>
		new MetadataSchemas(target.api).get(id, signal),
	);
	const text = `${JSON.stringify(shownSchema(schema), null, '\t')}\n`;
	return showOnce(freehold, target, about, `${tabName(about)}.json`, text);
}

/** @param name  of the entity type, or id of the schema */
async function write(
	freehold: Freehold,
	target: OpenTarget,
	verb: 'create' | 'put',
	name: string,
): Promise<Written | undefined> {
	const again = (): unknown => write(freehold, target, verb, name);
	const document = await askDocument(freehold, () => DRAFT, again);
	if (document === undefined) return undefined;
	const schemas = new MetadataSchemas(target.api);
	const work = verb === 'create' ? creation(schemas, name, document) : replacement(schemas, name, document);
	return carryOut(freehold, target, work, confirmInDialog(freehold));
}

function creation(schemas: MetadataSchemas, entityType: string, document: JsonText): Undertaking<Plan> {
	return {
		about: COLLECTION,
		plan: () => Promise.resolve({ shown: dryRunText(newSchema(entityType, document.value)) }),
		send: async (_plan, _options, signal) => {
			const { id } = await schemas.create(entityType, document, signal);
			const text = vscode.l10n.t('Created in {0}: {1}', COLLECTION, id ?? '–');
			return { text, path: id === undefined ? undefined : `${COLLECTION}/${id}` };
		},
	};
}

function replacement(schemas: MetadataSchemas, id: string, document: JsonText): Undertaking<Plan> {
	const path = `${COLLECTION}/${id}`;
	return {
		about: path,
		plan: () => Promise.resolve({ shown: dryRunText(replacedSchema(id, document.value)) }),
		send: async (_plan, _options, signal) => {
			await schemas.put(id, document, signal);
			return { text: vscode.l10n.t('{0} is changed.', path), path };
		},
	};
}
