/** Finds the field of the user's JSON that the vendor means in a 422: it may write `Selling.Price` or `officeIds[0]`. */
import type { Json } from '../../../json.ts';
import { isJsonObject } from '../../../json.ts';
import type { JsonPath } from './jsonPath.ts';

/**
 * @param field  the vendor's name; case differs from endpoint to endpoint, and a name of the model may stand before it
 * @returns the path by the document's own spelling as far as it goes, and by the vendor's from there
 */
export function locateField(field: string, body: Json): JsonPath {
	const parts = splitName(field);
	const whole = follow(parts, body);
	if (whole.found > 0 || parts.length < 2) return whole.path;
	// `$.address.line1`, `body.address.line1`: what stands before the first dot is not in the document.
	const inner = follow(parts.slice(1), body);
	return inner.found > 0 ? inner.path : whole.path;
}

function splitName(field: string): readonly (string | number)[] {
	return [...field.matchAll(/\[(\d+)\]|\["?([^\]"]+)"?\]|\/?([^.[\]/]+)/g)].map(([, index, quoted, name]) =>
		index === undefined ? (quoted ?? name ?? '') : Number(index),
	);
}

function follow(parts: readonly (string | number)[], body: Json): { readonly path: JsonPath; readonly found: number } {
	const path: (string | number)[] = [];
	let found = 0;
	let at: Json | undefined = body;
	for (const part of parts) {
		const step = stepOf(at, part);
		if (step !== undefined) found++;
		path.push(step?.name ?? (typeof part === 'string' ? camelCase(part) : part));
		at = step?.value;
	}
	return { path, found };
}

function stepOf(at: Json | undefined, part: string | number): { name: string | number; value: Json } | undefined {
	if (Array.isArray(at)) {
		const index = Number(part);
		const value = (at as readonly Json[])[index];
		return value === undefined ? undefined : { name: index, value };
	}
	if (!isJsonObject(at)) return undefined;
	const wanted = String(part);
	const name = Object.hasOwn(at, wanted)
		? wanted
		: Object.keys(at).find((known) => known.toLowerCase() === wanted.toLowerCase());
	const value = name === undefined ? undefined : at[name];
	return name === undefined || value === undefined ? undefined : { name, value };
}

/** The vendor's models are in camel case; its validation speaks of the properties behind them. */
function camelCase(name: string): string {
	return name.charAt(0).toLowerCase() + name.slice(1);
}
