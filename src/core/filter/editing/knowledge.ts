/** What is known of the data when filters are written: handed in, because this room asks nobody. */
import type { FilterEndpoint } from '../checkEndpoint.ts';
import type { FieldIndex } from '../fieldIndex.ts';

export interface FilterKnowledge {
	/** Fields of a dataset (`agency/properties`); of a filter that names none for `undefined`. */
	fieldsOf(dataset: string | undefined): FieldIndex | undefined;
	/** How the vendor's endpoint of a dataset takes filters. */
	endpointOf?(dataset: string): FilterEndpoint | undefined;
	/** Datasets that filters can be meant for. */
	readonly datasets?: readonly KnownDataset[] | undefined;
	/** When a dataset was last read, in ms. */
	lastReadOf?(dataset: string | undefined): number | undefined;
	/** In ms. */
	readonly now: number;
	/** IANA name of the user's zone. */
	readonly timeZone?: string | undefined;
}

export interface KnownDataset {
	/** `agency/properties` */
	readonly name: string;
	readonly title?: string | undefined;
}
