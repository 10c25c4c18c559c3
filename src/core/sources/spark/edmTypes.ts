/** How OData's primitive types lie in a table. */
import type { ColumnType } from '../source.ts';

const types: Readonly<Record<string, ColumnType>> = {
	'Edm.Boolean': 'boolean',
	'Edm.Byte': 'integer',
	'Edm.SByte': 'integer',
	'Edm.Int16': 'integer',
	'Edm.Int32': 'integer',
	'Edm.Int64': 'integer',
	'Edm.Decimal': 'decimal',
	'Edm.Double': 'decimal',
	'Edm.Single': 'decimal',
	'Edm.Date': 'date',
	'Edm.TimeOfDay': 'time',
	'Edm.DateTimeOffset': 'instant',
};

/** Decimal digits that a double always gives back unchanged. */
const doubleDigits = 15;

export function columnTypeOf(edmType: string): ColumnType {
	if (edmType.startsWith('Edm.Geo')) return 'json';
	// Guid, Duration, Binary, and names that $metadata uses without declaring them arrive as JSON strings.
	return types[edmType] ?? 'text';
}

/** Whether a double may be too small for a type's values; a decimal of unknown precision counts as too large for it. */
export function needsExactness(edmType: string, precision: string | undefined): boolean {
	if (edmType === 'Edm.Int64') return true;
	if (edmType !== 'Edm.Decimal') return false;
	const digits = Number(precision ?? Number.NaN);
	return !(digits <= doubleDigits);
}

/** A key's value as it stands in a URL: text in quotes, numbers bare. */
export function keyLiteral(value: string, type: ColumnType | undefined): string {
	return type === 'integer' || type === 'decimal' ? value : `'${value.replaceAll("'", "''")}'`;
}
