/** The types of JSON that somebody has at hand: an answer of a vendor, saved or just received. */
import { FreeholdError } from '../errors.ts';
import type { NamedShape } from './datasetTypes.ts';
import { ShapeLearner } from './shapeLearner.ts';
import type { ObjectShape } from './shape.ts';

/**
 * @param text  one JSON value, or one a line (NDJSON); of a list, the type is that of its items
 * @param origin  what it was, for the comment above the type
 * @throws FreeholdError `badResponse` where it is no JSON, or holds no object
 */
export function sampleTypes(text: string, name: string, origin: string): NamedShape {
	const learner = new ShapeLearner();
	let count = 0;
	for (const value of valuesIn(text, origin)) {
		for (const item of Array.isArray(value) ? (value as readonly unknown[]) : [value]) {
			learner.add(item);
			count += 1;
		}
	}
	const { shape } = learner.shape();
	const found = shape.kind === 'union' ? shape.of.find(isObject) : shape;
	if (found?.kind !== 'object') throw noObjects(origin);
	return { name, shape: found, description: `${origin}: as ${count.toLocaleString('en')} of its kind show it.` };
}

function isObject(shape: { readonly kind: string }): shape is ObjectShape {
	return shape.kind === 'object';
}

function* valuesIn(text: string, origin: string): Generator {
	const whole = parsed(text);
	if (whole !== undefined) {
		yield whole.value;
		return;
	}
	for (const [nth, line] of text.split('\n').entries()) {
		if (line.trim() === '') continue;
		const one = parsed(line);
		if (one === undefined) throw noJson(origin, nth + 1);
		yield one.value;
	}
}

function parsed(text: string): { readonly value: unknown } | undefined {
	try {
		return { value: JSON.parse(text) as unknown };
	} catch {
		return undefined;
	}
}

function noJson(origin: string, line: number): FreeholdError {
	return new FreeholdError('badResponse', {
		what: `No types were made of ${origin}`,
		why: `line ${line} is no JSON`,
		next: 'Give one JSON value, or one a line',
	});
}

function noObjects(origin: string): FreeholdError {
	return new FreeholdError('badResponse', {
		what: `No types were made of ${origin}`,
		why: 'it holds no object',
		next: 'Give an object, or a list of them',
	});
}
