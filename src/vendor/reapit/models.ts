/** Reapit's models as its npm types describe them: fields, types, enumerations. Plain data, read when asked for. */

export interface FieldType {
	/** Absent: anything. */
	readonly type?: 'string' | 'number' | 'boolean' | 'object' | 'array';
	readonly format?: 'date' | 'date-time';
	readonly enum?: readonly (string | number)[];
	readonly items?: FieldType;
	/** Fields of an object whose fields are known. */
	readonly properties?: Readonly<Record<string, Field>>;
	/** Type of the values of an object with free names (`metadata`, `_links`). */
	readonly additional?: FieldType;
}

export interface Field extends FieldType {
	readonly required?: boolean;
	readonly readonly?: boolean;
	readonly description?: string;
	readonly example?: unknown;
}

export interface Model {
	readonly description?: string;
	readonly properties: Readonly<Record<string, Field>>;
}

export interface ModelIndex {
	readonly source: string;
	readonly models: Readonly<Record<string, Model>>;
}

export async function reapitModels(): Promise<ModelIndex> {
	return (await import('./models.json', { with: { type: 'json' } })).default;
}
