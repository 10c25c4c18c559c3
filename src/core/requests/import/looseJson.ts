/** Reads files of other tools, of which nothing is certain. */
import { isJsonObject } from '../../json.ts';

/** A field's text; numbers and flags as text, anything else as none. */
export function textIn(value: unknown, name: string): string {
	const found = isJsonObject(value) ? value[name] : undefined;
	return typeof found === 'string' || typeof found === 'number' || typeof found === 'boolean' ? String(found) : '';
}

export function listIn(value: unknown, name: string): readonly unknown[] {
	const found = isJsonObject(value) ? value[name] : undefined;
	return Array.isArray(found) ? (found as readonly unknown[]) : [];
}
