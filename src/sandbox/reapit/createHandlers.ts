/** Puts the rooms around the records together: identity, limits, writing, metadata, uploads, webhooks. */
import type { JsonObject, ResourceName, StoredRecord } from './contract.ts';
import type { ReapitHandlerParts, ReapitHandlers } from './handlers.ts';
import { ReapitClients } from './identity/clients.ts';
import { Connect } from './identity/connect.ts';
import { Gate } from './identity/gate.ts';
import { TokenSigner } from './identity/jwt.ts';
import { IssuedTokens } from './identity/tokens.ts';
import { ReapitLimits } from './limits/limits.ts';
import { fillMetadata } from './metadata/keptBefore.ts';
import { MetadataApi } from './metadata/metadataApi.ts';
import { MetadataRecords } from './metadata/records.ts';
import { Schemas } from './metadata/schemas.ts';
import { AttachedMetadata } from './metadata/store.ts';
import { ResourceModels } from './reading/models.ts';
import { plainOrder, viewOf } from './reading/view.ts';
import { checkSize } from './requestBody.ts';
import { UploadStore } from './uploads/uploadStore.ts';
import { Webhooks } from './webhooks/webhooks.ts';
import { Writes } from './writes/writes.ts';

/** The handlers, and the rooms that tests and the control endpoint look into. */
export interface ReapitRooms extends ReapitHandlers {
	readonly clients: ReapitClients;
	readonly tokens: IssuedTokens;
	readonly limits: ReapitLimits;
	readonly webhooks: Webhooks;
}

export function createHandlers({ clock, origins, switches, vendorData, records }: ReapitHandlerParts): ReapitRooms {
	const clients = new ReapitClients(vendorData.index.endpoints);
	const signer = new TokenSigner();
	const tokens = new IssuedTokens(clock, signer, switches);
	const connect = new Connect({ clock, clients, tokens, signer, records, switches });
	const { apiVersion } = vendorData.index;
	const gate = new Gate({ clock, clients, tokens, apiVersion, customers: records.customers, switches });
	const limits = new ReapitLimits(clock, switches);
	const documents = new MetadataRecords(clock);
	if (switches.metadata === 'agency') fillMetadata(documents, records, clients.server.id, clock);
	const schemas = new Schemas(clock);
	const metadata = new AttachedMetadata(documents, schemas, switches);
	const metadataApi = new MetadataApi({ metadata: documents, schemas, store: metadata, records, switches });
	const uploads = new UploadStore(clock, origins.files);
	const writes = new Writes({ clock, records, vendorData, metadata, uploads, switches });
	const models = new ResourceModels(vendorData);
	const shown = (code: string, resource: ResourceName, record: StoredRecord): JsonObject => {
		const caller = { clientId: '', customer: code, scopes: new Set<string>() };
		const context = { caller, customer: records.customer(code), metadata, switches, clock };
		const view = viewOf(context, models, resource, record, plainOrder);
		const { _links: _, _embedded: __, metadata: ___, extrasField: ____, ...fields } = view;
		return fields;
	};
	const webhooks = new Webhooks({
		clock,
		vendorData,
		records,
		switches,
		shown,
		fetch: (...about) => fetch(...about),
		later: (run, ms) => void setTimeout(run, ms).unref(),
	});
	return {
		clients,
		tokens,
		limits,
		webhooks,
		metadata,
		identity: (request) => connect.answer(request),
		files: (request) => uploads.answer(request),
		authenticate: (request) => gate.authenticate(request),
		authorize: ({ operation: { endpoint } }, caller) => gate.authorize(endpoint.method, endpoint.path, caller),
		enter: (caller) => limits.enter(caller),
		bill: (caller, embedded) => limits.bill(caller, embedded),
		headers: () => gate.headers(),
		other: (request) => webhooks.signingKey(request),
		read: (match, request, caller) =>
			metadataApi.answer(match, request, caller) ?? webhooks.subscriptions.answer(match, request, caller),
		write: (match, request, caller) => {
			checkSize(request, switches);
			return (
				metadataApi.answer(match, request, caller) ??
				webhooks.subscriptions.answer(match, request, caller) ??
				writes.answer(match, request, caller)
			);
		},
	};
}
