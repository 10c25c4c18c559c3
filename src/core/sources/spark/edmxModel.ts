/** What `$metadata` declares, as far as a replica needs it. */
import type { ColumnType } from '../source.ts';

export interface EdmProperty {
	readonly name: string;
	readonly type: ColumnType;
	/** The declared type, for key literals and messages: `Edm.Int64`. */
	readonly edmType: string;
	readonly isCollection: boolean;
	/** Whether a double may not hold every value of the declared type. */
	readonly isExact: boolean;
	readonly label: string | undefined;
	readonly enumeration: EdmEnumeration | undefined;
}

export interface EdmEnumeration {
	readonly members: readonly { readonly name: string; readonly label: string | undefined }[];
}

export interface EdmNavigation {
	readonly name: string;
	/** Name of the entity type it leads to, without its namespace. */
	readonly target: string;
	readonly isCollection: boolean;
}

export interface EdmEntityType {
	readonly name: string;
	readonly key: readonly string[];
	readonly properties: readonly EdmProperty[];
	readonly navigations: readonly EdmNavigation[];
}

export interface EdmModel {
	readonly entityTypes: ReadonlyMap<string, EdmEntityType>;
	readonly entitySets: readonly { readonly name: string; readonly type: string }[];
}
