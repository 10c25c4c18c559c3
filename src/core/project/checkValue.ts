/** Checks single values (texts, choices, durations, addresses) against their shape, and words what is wrong. */
import { DURATION_EXAMPLES, parseDuration } from './duration.ts';
import { originProblem } from './origins.ts';
import { alternatives, nearest } from './problems.ts';
import type { ProblemList, Range } from './problems.ts';
import { looksLikeSecret } from './secretsInFile.ts';
import type { ScalarShape, Shape, TextShape } from './shape.ts';

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

export interface ValueChecker {
	readonly problems: ProblemList;
	/** Where the secret found under `key` of this place belongs. */
	readonly whereSecretsGo: (path: readonly string[], key: string) => string;
}

export type ValueShape = Exclude<Shape, { kind: 'object' | 'map' | 'variant' | 'list' }>;

export function checkValue(
	checker: ValueChecker,
	value: unknown,
	source: string | undefined,
	range: Range,
	shape: ValueShape,
	path: readonly string[],
): void {
	// Ids that are asked for (`entityId`) may be as long as a secret.
	const isId = shape.kind === 'scalar' && UUID.test(String(value));
	if (typeof value === 'string' && !isId && looksLikeSecret(value)) {
		checker.problems.add(
			range,
			`'${path.join('.')}' looks like a secret, which must not stand in this file. ${checker.whereSecretsGo(path, 'token')}`,
		);
		return;
	}
	switch (shape.kind) {
		case 'text':
			checkText(checker, value, source, range, shape, path);
			return;
		case 'scalar':
			checkScalar(checker, value, source, range, shape, path);
			return;
		case 'choice': {
			if (typeof value === 'string' && shape.values.includes(value)) return;
			const meant = typeof value === 'string' ? nearest(value, shape.values) : undefined;
			const hint = meant === undefined ? '' : `. Did you mean '${meant}'?`;
			wrong(checker, range, path, `must be ${alternatives(shape.values)}${hint}`, meant);
			return;
		}
		case 'version':
			if (value === shape.value) return;
			if (typeof value === 'number' && value > shape.value) {
				wrong(checker, range, path, `is ${value}: this Freehold reads version ${shape.value}; update Freehold`);
			} else wrong(checker, range, path, `must be ${shape.value}`);
			return;
		case 'flag':
			if (typeof value !== 'boolean') wrong(checker, range, path, 'must be true or false');
			return;
		case 'whole':
			if (!Number.isInteger(value) || Number(value) < shape.min || Number(value) > shape.max) {
				wrong(checker, range, path, `must be ${expected(shape)}`);
			}
			return;
		case 'duration':
			if (typeof value !== 'string' || parseDuration(value) === undefined) {
				wrong(checker, range, path, `must be ${expected(shape)}`);
			}
			return;
		case 'origin': {
			const problem = typeof value === 'string' ? originProblem(value) : 'must be an address such as https://host';
			if (problem !== undefined) wrong(checker, range, path, problem);
		}
	}
}

function checkText(
	checker: ValueChecker,
	value: unknown,
	source: string | undefined,
	range: Range,
	shape: TextShape,
	path: readonly string[],
): void {
	const fits = (text: string): boolean => shape.pattern === undefined || new RegExp(shape.pattern).test(text);
	if (typeof value === 'string' && value !== '' && fits(value)) return;
	// YAML reads an unquoted 2.0 as the number 2.
	if (typeof value === 'number' && source !== undefined && fits(source)) askForQuotes(checker, source, range, path);
	else wrong(checker, range, path, `must be ${shape.says}`);
}

function checkScalar(
	checker: ValueChecker,
	value: unknown,
	source: string | undefined,
	range: Range,
	shape: ScalarShape,
	path: readonly string[],
): void {
	// An id such as 0123 would be sent as 123.
	if (typeof value === 'number' && source !== undefined && source !== String(value)) {
		askForQuotes(checker, source, range, path);
	} else if (typeof value !== 'number' && typeof value !== 'boolean' && (typeof value !== 'string' || value === '')) {
		wrong(checker, range, path, `must be ${shape.says}`);
	}
}

function askForQuotes(checker: ValueChecker, source: string, range: Range, path: readonly string[]): void {
	checker.problems.add(range, `'${path.join('.')}' must be in quotes: "${source}"`, {
		fix: { title: 'Put it in quotes', text: `"${source}"` },
	});
}

export function expected(shape: ValueShape): string {
	switch (shape.kind) {
		case 'text':
		case 'scalar':
			return shape.says;
		case 'choice':
			return alternatives(shape.values);
		case 'version':
			return String(shape.value);
		case 'flag':
			return 'true or false';
		case 'whole':
			return `a whole number from ${shape.min} to ${shape.max}`;
		case 'duration':
			return `a duration such as ${DURATION_EXAMPLES}`;
		case 'origin':
			return 'an address such as https://host';
	}
}

export function wrong(
	checker: ValueChecker,
	range: Range,
	path: readonly string[],
	text: string,
	meant?: string,
): void {
	const fix = meant === undefined ? undefined : { fix: { title: `Change to '${meant}'`, text: meant } };
	checker.problems.add(range, `${path.length === 0 ? 'The file' : `'${path.join('.')}'`} ${text}`, fix);
}
