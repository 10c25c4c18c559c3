/** Paths into a JSON answer, as `@expect` writes them: `$._embedded[0].id`, `$['@odata.count']`, `$.value.length`. */
import { isRawNumber } from '../../exactNumbers.ts';

export type PathStep = string | number;

/** `undefined` where the text is no path. A negative index counts from the end. */
export function parseJsonPath(text: string): readonly PathStep[] | undefined {
	const steps: PathStep[] = [];
	const step = /\.([\w@$-]+)|\[(-?\d+)\]|\['((?:[^'\\]|\\.)*)'\]|\["((?:[^"\\]|\\.)*)"\]/gy;
	if (!text.startsWith('$')) return undefined;
	step.lastIndex = 1;
	while (step.lastIndex < text.length) {
		const found = step.exec(text);
		if (found === null) return undefined;
		const [, name, index, single, double] = found;
		if (index !== undefined) steps.push(Number(index));
		else steps.push(name ?? (single ?? double ?? '').replaceAll(/\\(.)/g, '$1'));
	}
	return steps;
}

/** The value there; `undefined` where there is none. `length` of a list or a text that has no such field is its length. */
export function valueAtPath(document: unknown, path: readonly PathStep[]): unknown {
	let at = document;
	for (const step of path) at = stepInto(at, step);
	return at;
}

function stepInto(at: unknown, step: PathStep): unknown {
	if (typeof at === 'string' || Array.isArray(at)) {
		if (step === 'length') return at.length;
		return Array.isArray(at) && typeof step === 'number' ? (at as readonly unknown[]).at(step) : undefined;
	}
	if (typeof at !== 'object' || at === null || isRawNumber(at)) return undefined;
	return Object.hasOwn(at, step) ? (at as Readonly<Record<PathStep, unknown>>)[step] : undefined;
}
