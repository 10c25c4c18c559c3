/** Faults by rule: which requests are hit, and what happens to them. Read from code or from a JSON file. */
import type { SandboxRequest } from '../answer.ts';
import { isJsonObject } from '../json.ts';
import type { ChangeOrder } from '../spark/control.ts';

export interface FaultMatch {
	readonly host?: SandboxRequest['host'];
	readonly method?: string;
	/** Part of the path, or an expression (in JSON: text between slashes). */
	readonly path?: string | RegExp;
	/** Value of a parameter, an expression, or `true` for "is present". */
	readonly query?: Readonly<Record<string, string | RegExp | boolean>>;
	/** Which of the matching requests, counted from 1. */
	readonly nth?: number | readonly number[];
	/** Every so many matching requests. */
	readonly every?: number;
	/** How often at most. */
	readonly times?: number;
}

export type FaultAction =
	| {
			readonly kind: 'status';
			readonly status: number;
			/** Spark's code, in the shape of the surface. */
			readonly code?: number;
			readonly message?: string;
			/** Sent as it is instead of an error of the surface. */
			readonly body?: string;
			readonly headers?: Readonly<Record<string, string>>;
	  }
	| { readonly kind: 'delay'; readonly ms: number }
	| { readonly kind: 'reset' }
	| {
			readonly kind: 'truncate';
			/**
			 * `shortBody`: the document is cut, all else is in order. `shortStream`: the (compressed) bytes are cut and their
			 * length announced. `wrongLength`: more is announced than sent. `brokenChunks`: a chunked answer that ends early.
			 */
			readonly how: 'shortBody' | 'shortStream' | 'wrongLength' | 'brokenChunks';
			/** Bytes to keep; half of them when absent. */
			readonly keep?: number;
	  }
	/** Headers and the first bytes, then nothing. */
	| { readonly kind: 'stall'; readonly keep?: number }
	/** One byte in the middle of the body is another. */
	| { readonly kind: 'corrupt' }
	| { readonly kind: 'wrongJson' }
	| { readonly kind: 'wrongContentType' }
	| { readonly kind: 'duplicateRecord' }
	| { readonly kind: 'poisonRecord'; readonly key: string; readonly status?: number }
	| { readonly kind: 'emptyPageWithNextLink' }
	| { readonly kind: 'sameNextLink' }
	| { readonly kind: 'foreignNextLink'; readonly origin?: string }
	| { readonly kind: 'expiredSkiptoken'; readonly status?: 400 | 410 }
	| { readonly kind: 'changeDuringWalk'; readonly change: ChangeOrder | (() => void) }
	| { readonly kind: 'clockSkew'; readonly ms: number }
	| { readonly kind: 'successFalse'; readonly code?: number; readonly message?: string }
	| { readonly kind: 'dEnvelopeError'; readonly code: number; readonly status?: number; readonly message?: string };

export interface FaultRule {
	readonly match?: FaultMatch;
	readonly do: FaultAction;
}

type Check = (value: unknown) => boolean;
const isNumber: Check = (value) => typeof value === 'number' && Number.isFinite(value);
const isCount: Check = (value) => Number.isInteger(value) && Number(value) >= 0;
const isText: Check = (value) => typeof value === 'string';
const isTexts: Check = (value) => isJsonObject(value) && Object.values(value).every(isText);
const isStatus: Check = (value) => isCount(value) && Number(value) >= 200 && Number(value) <= 599;
const oneOf =
	(...choices: readonly unknown[]): Check =>
	(value) =>
		choices.includes(value);
const isExpression: Check = (value) => value instanceof RegExp || (isText(value) && isReadable(String(value)));

interface Shape {
	readonly needs: Readonly<Record<string, Check>>;
	readonly may: Readonly<Record<string, Check>>;
}
const shape = (needs: Shape['needs'] = {}, may: Shape['may'] = {}): Shape => ({ needs, may });

const actions: ReadonlyMap<string, Shape> = new Map(
	Object.entries<Shape>({
		status: shape({ status: isStatus }, { code: isCount, message: isText, body: isText, headers: isTexts }),
		delay: shape({ ms: isCount }),
		reset: shape(),
		truncate: shape({ how: oneOf('shortBody', 'shortStream', 'wrongLength', 'brokenChunks') }, { keep: isCount }),
		stall: shape({}, { keep: isCount }),
		corrupt: shape(),
		wrongJson: shape(),
		wrongContentType: shape(),
		duplicateRecord: shape(),
		poisonRecord: shape({ key: isText }, { status: isStatus }),
		emptyPageWithNextLink: shape(),
		sameNextLink: shape(),
		foreignNextLink: shape({}, { origin: isText }),
		expiredSkiptoken: shape({}, { status: oneOf(400, 410) }),
		changeDuringWalk: shape({ change: (value) => typeof value === 'function' || isJsonObject(value) }),
		clockSkew: shape({ ms: isNumber }),
		successFalse: shape({}, { code: isCount, message: isText }),
		dEnvelopeError: shape({ code: isCount }, { status: isStatus, message: isText }),
	}),
);

const matchShape = shape(
	{},
	{
		host: oneOf('api', 'replication', 'realpad', 'reapit', 'reapitConnect', 'reapitFiles'),
		method: isText,
		path: isExpression,
		query: (value) => isJsonObject(value) && Object.values(value).every((each) => each === true || isExpression(each)),
		nth: (value) => (Array.isArray(value) ? value : [value]).every((each) => isCount(each) && Number(each) > 0),
		every: (value) => isCount(value) && Number(value) > 0,
		times: isCount,
	},
);

/** @returns what is wrong with the rule; empty when it can be used */
export function faultProblems(rule: unknown): readonly string[] {
	if (!isJsonObject(rule)) return ['A fault is an object with "match" and "do"'];
	const unknown = Object.keys(rule).filter((name) => name !== 'match' && name !== 'do');
	const { match = {}, do: action } = rule;
	const problems = unknown.map((name) => `"${name}" is not part of a fault; it has "match" and "do"`);
	if (!isJsonObject(match)) problems.push('"match" must be an object');
	else problems.push(...shapeProblems('match', match, matchShape));
	if (!isJsonObject(action)) return [...problems, '"do" must be an object'];
	const known = actions.get(String(action.kind));
	if (known === undefined)
		return [...problems, `"do.kind" is ${JSON.stringify(action.kind)}; known are ${[...actions.keys()].join(', ')}`];
	const { kind: _, ...rest } = action;
	return [...problems, ...shapeProblems('do', rest, known)];
}

function shapeProblems(place: string, value: Readonly<Record<string, unknown>>, expected: Shape): readonly string[] {
	const problems: string[] = [];
	for (const [name, check] of Object.entries(expected.needs)) {
		if (!(name in value)) problems.push(`"${place}.${name}" is missing`);
		else if (!check(value[name])) problems.push(`"${place}.${name}" has a value that does not fit`);
	}
	for (const [name, given] of Object.entries(value)) {
		if (Object.hasOwn(expected.needs, name) || given === undefined) continue;
		const check = Object.hasOwn(expected.may, name) ? expected.may[name] : undefined;
		if (check === undefined) problems.push(`"${place}.${name}" is unknown`);
		else if (!check(given)) problems.push(`"${place}.${name}" has a value that does not fit`);
	}
	return problems;
}

/** Rules as a file holds them: an array, or `{ "faults": […] }`. Each problem says which rule it is about. */
export function readFaultRules(json: unknown): {
	readonly rules: readonly FaultRule[];
	readonly problems: readonly string[];
} {
	const list: unknown = isJsonObject(json) ? json.faults : json;
	if (!Array.isArray(list)) return { rules: [], problems: ['Faults are an array, or an object with "faults"'] };
	const problems = list.flatMap((rule: unknown, i) =>
		faultProblems(rule).map((problem) => `Fault ${i + 1}: ${problem}`),
	);
	return { rules: problems.length === 0 ? (list as readonly FaultRule[]) : [], problems };
}

/** Text between slashes is an expression, any other text itself. */
export function expression(text: string | RegExp): string | RegExp {
	if (text instanceof RegExp) return text;
	const match = /^\/(.+)\/([a-z]*)$/s.exec(text);
	return match === null || !/[\\^$.*+?()[\]{}|]/.test(match[1] ?? '') ? text : new RegExp(match[1] ?? '', match[2]);
}

function isReadable(text: string): boolean {
	try {
		expression(text);
		return true;
	} catch {
		return false;
	}
}
