/** What the demo writes to Reapit between its runs: a contact, a meeting of two writers, metadata, a large file. */
import { MemoryBudget } from '../core/http/memoryBudget.ts';
import type { Json, JsonObject } from '../core/json.ts';
import { isJsonObject } from '../core/json.ts';
import type { Secrets } from '../core/outside.ts';
import type { Project } from '../core/project/project.ts';
import { findConnection } from '../core/project/targets.ts';
import { CustomerApi } from '../core/sources/reapit/entities/customerApi.ts';
import { ReapitEntities } from '../core/sources/reapit/entities/entities.ts';
import { EntityConflict, InvalidFields } from '../core/sources/reapit/entities/writeErrors.ts';
import { ReapitMetadata } from '../core/sources/reapit/metadata/metadataApi.ts';
import { openReapitDoors } from '../core/sources/reapit/reapitDoors.ts';
import { systemClock } from '../core/systemOutside.ts';
import { uploadFiles } from '../core/sources/reapit/uploads/uploads.ts';
import type { UploadFile } from '../core/sources/reapit/uploads/uploadPlan.ts';
import type { CommandContext } from './context.ts';
import { SANDBOX_NAMES } from './sandboxConnections.ts';
import { withProgress } from './withProgress.ts';

/** Above 6 MB, which a request may have, so that it goes to a signed URL. */
const SURVEY_BYTES = 7_000_000;
const ENTITY_TYPE = 'viewingFeedback';
const FILTER = 'metadata.rating $gte 4';

const SCHEMA = {
	$schema: 'http://json-schema.org/draft-07/schema#',
	type: 'object',
	required: ['rating'],
	properties: { rating: { type: 'integer', minimum: 1, maximum: 5 }, note: { type: 'string' } },
} as const;

export interface DemoWrites {
	readonly contactId: string;
	/** How often a change was made again on a colleague's version. */
	readonly replays: number;
	/** Fields that both have changed, so that nothing was sent. */
	readonly collided: readonly string[];
	/** Why a document was refused by its schema before it was sent. */
	readonly refused: string;
	readonly documents: number;
	readonly filter: string;
	readonly found: number;
	readonly file: string;
	readonly fileBytes: number;
	readonly documentId: string;
	readonly requests: number;
}

export function demoWrites(context: CommandContext, project: Project, secrets: Secrets): Promise<DemoWrites> {
	return withProgress(context, { own: { secrets, budget: new MemoryBudget() } }, async (network) => {
		const connection = findConnection(project, SANDBOX_NAMES.reapit);
		if (connection.source !== 'reapit') throw new Error('the demo writes to Reapit');
		const opened = await openReapitDoors(connection, network.outsideOf(connection));
		const [doors] = opened.customers;
		if (doors === undefined) throw new Error('the demo has a customer');
		const api = new CustomerApi({ settings: connection, origin: opened.origin, doors });
		const entities = await ReapitEntities.open(api);
		const { signal } = context;
		const contactId = await createContact(entities, signal);
		const met = await meet(entities, `/contacts/${contactId}`, signal);
		const kept = await keepFeedback(new ReapitMetadata(api), contactId, signal);
		const documentId = await uploadSurvey(entities, contactId, signal);
		const file = { file: survey.name, fileBytes: survey.bytes, documentId };
		return { contactId, ...met, ...kept, ...file, requests: opened.statistics().requests };
	});
}

/** Belongs to the office and the negotiator of a contact that is there. */
async function createContact(entities: ReapitEntities, signal: AbortSignal): Promise<string> {
	const { officeIds = [], negotiatorIds = [] } = await firstOf(entities, '/contacts/', signal);
	const contact = {
		...{ title: 'Ms', forename: 'Ada', surname: 'Lovelace', mobilePhone: '07700 900001' },
		...{ marketingConsent: 'grant', officeIds, negotiatorIds },
	};
	const { id } = await entities.create('/contacts/', { value: contact }, {}, signal);
	if (id === undefined) throw new Error('Reapit names each new contact');
	await entities.patch(`/contacts/${id}`, { value: { mobilePhone: '07700 900123' } }, {}, signal);
	return id;
}

/** Two people change the same record: other fields meet in peace, the same field stops the second of them. */
async function meet(
	entities: ReapitEntities,
	path: string,
	signal: AbortSignal,
): Promise<Pick<DemoWrites, 'replays' | 'collided'>> {
	const base = await entities.get(path, [], signal);
	await entities.patch(path, { value: { email: 'ada@example.com' } }, {}, signal);
	const { replays } = await entities.patch(path, { value: { workPhone: '01865 496000' } }, { base }, signal);
	try {
		await entities.patch(path, { value: { email: 'lovelace@example.com' } }, { base }, signal);
		return { replays, collided: [] };
	} catch (error) {
		if (!(error instanceof EntityConflict)) throw error;
		return { replays, collided: error.collisions.map(({ field }) => field) };
	}
}

async function keepFeedback(
	metadata: ReapitMetadata,
	contactId: string,
	signal: AbortSignal,
): Promise<Pick<DemoWrites, 'refused' | 'documents' | 'filter' | 'found'>> {
	await metadata.schemas.create(ENTITY_TYPE, { value: SCHEMA }, signal);
	const ratings = [5, 2, 4, 3];
	for (const [nth, rating] of ratings.entries()) {
		const document = { value: { rating, note: `Viewing ${nth + 1}` } };
		await metadata.create({ entityType: ENTITY_TYPE, entityId: `${contactId}-${nth}`, document }, {}, signal);
	}
	const refused = await refusal(() =>
		metadata.create({ entityType: ENTITY_TYPE, document: { value: { rating: 9 } } }, {}, signal),
	);
	let found = 0;
	const query = [['entityType', ENTITY_TYPE] as const, ['filter', FILTER] as const];
	for await (const records of metadata.list(query, signal)) found += records.length;
	return { refused, documents: ratings.length, filter: FILTER, found };
}

async function refusal(work: () => Promise<unknown>): Promise<string> {
	try {
		await work();
	} catch (error) {
		if (error instanceof InvalidFields)
			return error.fields.map(({ path, message }) => `${path.join('.')} ${message}`).join(', ');
		throw error;
	}
	throw new Error('the schema refuses a rating of 9');
}

const survey: UploadFile = {
	name: 'Survey.pdf',
	mediaType: 'application/pdf',
	bytes: SURVEY_BYTES,
	// eslint-disable-next-line @typescript-eslint/require-await -- made here, where a file would be read
	open: async function* () {
		const head = Buffer.from('%PDF-1.4\n');
		yield head;
		const block = Buffer.alloc(100_000, '% survey\n');
		for (let left = SURVEY_BYTES - head.length; left > 0; left -= block.length) yield block.subarray(0, left);
	},
};

async function uploadSurvey(entities: ReapitEntities, contactId: string, signal: AbortSignal): Promise<string> {
	const { id: typeId = null } = await firstOf(entities, '/configuration/documentTypes', signal);
	const fields = { associatedType: 'contact', associatedId: contactId, typeId };
	const request = { kind: 'documents', fields, files: [survey] } as const;
	for await (const { id } of uploadFiles(request, { entities, clock: systemClock() }, signal))
		if (id !== undefined) return id;
	throw new Error('Reapit names each new document');
}

/** The first record of a list, paged or not. */
async function firstOf(entities: ReapitEntities, path: string, signal: AbortSignal): Promise<JsonObject> {
	const { json } = await entities.read(path, [], signal);
	const rows: Json | undefined = isJsonObject(json) ? json._embedded : json;
	const [first] = Array.isArray(rows) ? (rows as readonly Json[]) : [];
	if (isJsonObject(first)) return first;
	throw new Error(`the sandbox has records in ${path}`);
}
