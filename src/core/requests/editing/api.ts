/** What is known of a vendor's API where requests to it are written: paths, verbs, parameters, bodies. */
import type { Field } from '../../../vendor/reapit/models.ts';
import type { SourceName } from '../../project/project.ts';

export type ValueKind =
	'odata' | 'text' | 'whole' | 'number' | 'boolean' | 'date' | 'instant' | 'filter' | 'field' | 'fields';

export interface ApiParameter {
	readonly name: string;
	readonly kind: ValueKind;
	readonly isRepeatable: boolean;
	readonly isRequired?: boolean | undefined;
	/** All that it may hold, and what some of them mean. */
	readonly values?: readonly ApiValue[] | undefined;
	/** Whether other values are fine too. */
	readonly isOpen?: boolean | undefined;
	readonly about?: string | undefined;
}

export interface ApiValue {
	readonly value: string;
	readonly about?: string | undefined;
}

/** Fields of a JSON body. */
export interface ApiBody {
	/** Of the vendor's model. */
	readonly name: string;
	readonly fields: Readonly<Record<string, Field>>;
	/** Whether what is absent stays as it is. */
	readonly isPartial: boolean;
}

export interface ApiOperation {
	readonly method: string;
	/** `/contacts/{id}`; collections as the vendor writes them. */
	readonly path: string;
	readonly about: string;
	readonly parameters: readonly ApiParameter[];
	readonly body?: ApiBody | undefined;
	/** Where its parameters stand: `form` for Realpad, whose requests have no query. */
	readonly parametersIn: 'query' | 'form';
}

export interface Api {
	readonly source: SourceName;
	/** Before the paths: `/Reso/OData`; empty for most. */
	readonly bases: readonly string[];
	readonly operations: readonly ApiOperation[];
	/** What becomes of a parameter that it does not know. */
	readonly unknownParameters: 'ignored' | 'refused';
}

const byName = new WeakMap<ApiOperation, ReadonlyMap<string, ApiParameter>>();

/** Looks up what an operation takes, whatever the case of the name. */
export function parameterOf(operation: ApiOperation, name: string): ApiParameter | undefined {
	const wanted = name.replace(/\[\d*\]$/, '').toLowerCase();
	const known =
		byName.get(operation) ??
		// Of two that differ in case alone, the first one counts.
		new Map(operation.parameters.toReversed().map((one) => [one.name.toLowerCase(), one]));
	byName.set(operation, known);
	return known.get(wanted);
}
