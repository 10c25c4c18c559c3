/** What the rooms of the Reapit simulator share: the records of each customer, and who is asking. */
import type { Json, JsonObject } from '../json.ts';

/** A resource as its path begins: `contacts`, `properties`, `propertyImages`. */
export type ResourceName = string;

/** A record as it is stored: the model's fields without `_links`, `_embedded`, `_eTag` and `metadata`. */
export type StoredRecord = JsonObject & { readonly id: string };

/** The records of all customers. Sub-collections (`properties/{id}/keys`) hold records with the parent's id in a field. */
export interface ReapitRecords {
	readonly customers: readonly string[];
	/** How many records there are that are not deleted; archived ones count. */
	count(customer: string, resource: ResourceName): number;
	get(customer: string, resource: ResourceName, id: string): StoredRecord | undefined;
	/** All records in the order of their creation. */
	all(customer: string, resource: ResourceName): Iterable<StoredRecord>;
	/** The record at a place in the order of creation: the quick way to a page of a list that nothing narrows. */
	at(customer: string, resource: ResourceName, place: number): StoredRecord | undefined;
	/** Stores a new record with a fresh id of the resource's form, `created` and `modified` now. @returns it */
	insert(customer: string, resource: ResourceName, fields: JsonObject): StoredRecord;
	/** Replaces fields; `modified` moves to now, the entity tag with it. */
	patch(customer: string, resource: ResourceName, id: string, fields: JsonObject): StoredRecord;
	/** Soft delete: it is not listed and not found any more. */
	remove(customer: string, resource: ResourceName, id: string): void;
	/** `"` + 40 hex digits + `"`, another for every version of a record. Quotes are part of it. */
	eTag(customer: string, resource: ResourceName, id: string): string;
	/** Told of every change, for webhooks. */
	onChange(listener: (change: RecordChange) => void): void;
}

export interface RecordChange {
	readonly customer: string;
	readonly resource: ResourceName;
	readonly id: string;
	readonly kind: 'created' | 'modified' | 'deleted';
	readonly before: StoredRecord | undefined;
	readonly after: StoredRecord | undefined;
	/** Of `before`; absent where there was none. */
	readonly eTagBefore?: string;
}

/** Who asks, after token, customer header and installation were checked. */
export interface ReapitCaller {
	/** The application, by its client id: limits and metadata are its own. */
	readonly clientId: string;
	readonly customer: string;
	/** `agencyCloud/contacts.read`, `agencyCloud/contacts.write`, … */
	readonly scopes: ReadonlySet<string>;
}

/** Documents attached to entities, and entities of the application's own; by application and customer. */
export interface MetadataStore {
	/** The document attached to an entity of the vendor, as its item and lists show it. */
	attached(caller: ReapitCaller, entityType: string, entityId: string): JsonObject | undefined;
	/** Replaces it. @throws the refusal (422) where the document breaks the schema of its type */
	attach(caller: ReapitCaller, entityType: string, entityId: string, document: JsonObject): void;
	/**
	 * Whether a document satisfies all expressions of a `metadata=` (or `filter=`) parameter.
	 *
	 * @throws the refusal (400) where an expression cannot be read
	 */
	matches(expressions: readonly string[]): (document: JsonObject | undefined) => boolean;
}

export type { Json, JsonObject };
