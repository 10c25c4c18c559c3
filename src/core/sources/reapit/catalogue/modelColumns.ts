/** Columns of a dataset, from the vendor's own model of its records. */
import type { Field, FieldType, Model } from '../../../../vendor/reapit/models.ts';
import type { Column, ColumnType } from '../../source.ts';

/** Holds embedded records, whose rows go to tables of their own. */
export const embeddedProperty = '_embedded';

/** @param leading  columns that the record itself does not hold: the customer's, and those of the parents in the path */
export function modelColumns(model: Model, leading: readonly string[]): readonly Column[] {
	const own = Object.entries(model.properties)
		.filter(([name]) => name !== embeddedProperty && !leading.includes(name))
		.map(([name, field]) => columnOf(name, field));
	return [...leading.map((name) => ({ name, type: 'text' as const })), ...own];
}

function columnOf(name: string, field: Field): Column {
	const type = columnType(field);
	const values = type === 'text' ? field.enum?.map(String) : undefined;
	return values === undefined ? { name, type } : { name, type, values };
}

function columnType({ type, format }: FieldType): ColumnType {
	switch (type) {
		case 'string':
			return format === 'date' ? 'date' : format === 'date-time' ? 'instant' : 'text';
		case 'number':
			return 'decimal';
		case 'boolean':
			return 'boolean';
		default:
			return 'json';
	}
}
