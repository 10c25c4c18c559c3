/** Fills in variables: those of the file, of the environment, of the connection, of the process. */
import type { Span } from '../../filter/syntax.ts';
import type { Part, RequestBlock, RequestDocument, VariableLine } from '../document/requestDocument.ts';
import { variableReferences } from '../document/variableReferences.ts';
import type { VariableReference } from '../document/variableReferences.ts';
import { nearest } from '../../project/problems.ts';
import { RequestProblem } from '../requestProblem.ts';
import type { RequestProblemKind } from '../requestProblem.ts';
import type { Environment } from './environments.ts';
import { environmentName } from './environmentName.ts';
import { privateText, withoutPrivate } from './privateAddress.ts';
import { plainText } from './expandedText.ts';
import type { TextPiece } from './expandedText.ts';

/** Where values come from that do not stand in the file. */
export interface VariableSources {
	readonly environment: Environment;
	/** `{{base}}` and others of the request's connection, known where nothing else has that name. */
	readonly connectionVariables: Readonly<Record<string, string>>;
	/**
	 * A variable of the process: `{{$env.TOKEN}}`.
	 *
	 * @throws FreeholdError `unsafe` for one that this request must not have
	 */
	processVariable(name: string): Promise<string | undefined>;
	/**
	 * `kept`: `{{$env.TOKEN}}` stays as it is, for code that reads it itself, and a value of the private environment
	 * becomes one: `{{token}}` → `{{$env.TOKEN}}`.
	 */
	readonly processVariables: 'filled' | 'kept';
}

/** Longer than any header, filter or body that is written by hand: what grows beyond it names itself. */
const MOST_CHARACTERS = 1_000_000;

interface Way {
	/** Variables that are being filled in, outermost first. */
	readonly within: readonly string[];
	/** `place`: private values are filled in even where others are kept; `address`: and are marked there. */
	readonly kind: 'text' | 'place' | 'address';
}

export class Variables {
	readonly #document: RequestDocument;
	readonly #block: RequestBlock;
	readonly #sources: VariableSources;
	readonly #label: string;
	readonly #known = new Map<string, string>();
	readonly #secrets = new Set<string>();

	constructor(document: RequestDocument, block: RequestBlock, label: string, sources: VariableSources) {
		this.#document = document;
		this.#block = block;
		this.#sources = sources;
		this.#label = label;
	}

	/** Values that must not be shown: of the process, and of the private environment. */
	get secrets(): readonly string[] {
		return [...this.#secrets];
	}

	/** @throws RequestProblem with the place of what cannot be filled in */
	expand(part: Part): Promise<readonly TextPiece[]> {
		return this.#expand(part, { within: [], kind: 'text' });
	}

	/** Where something is: a host, a file. Private values are filled in even where others are kept. */
	async expandPlace(part: Part): Promise<string> {
		return plainText(await this.#expand(part, { within: [], kind: 'place' }));
	}

	/** Of private values only what its origin needs is filled in where others are kept. */
	async expandAddress(part: Part): Promise<string> {
		return withoutPrivate(plainText(await this.#expand(part, { within: [], kind: 'address' })));
	}

	async expandText(part: Part): Promise<string> {
		return plainText(await this.expand(part));
	}

	/** A text that does not stand in the file (`<@ file`): problems are told at the place that names it. */
	async expandElsewhere(text: string, place: Span): Promise<string> {
		return plainText(await this.#expandPieces(text, () => place, { within: [], kind: 'text' }));
	}

	#expand(part: Part, way: Way): Promise<readonly TextPiece[]> {
		return this.#expandPieces(
			part.text,
			({ start, end }) => ({ start: part.start + start, end: part.start + end }),
			way,
		);
	}

	async #expandPieces(text: string, placeOf: (span: Span) => Span, way: Way): Promise<readonly TextPiece[]> {
		const pieces: TextPiece[] = [];
		let at = 0;
		for (const reference of variableReferences(text)) {
			if (reference.start > at) pieces.push({ text: text.slice(at, reference.start), isVariable: false });
			pieces.push({ text: await this.#valueOf(reference, placeOf(reference), way), isVariable: true });
			at = reference.end;
		}
		if (at < text.length) pieces.push({ text: text.slice(at), isVariable: false });
		return pieces;
	}

	async #valueOf(reference: VariableReference, place: Span, way: Way): Promise<string> {
		const { kind, name, inner } = reference;
		if (kind === 'environment') return this.#processValue(name.text, place);
		if (kind !== 'variable') {
			// An environment may call a variable whatever it likes.
			if (this.#sources.environment.values.has(inner.text)) return this.#named(inner.text, place, way);
			throw this.#problem(
				'foreignVariable',
				place,
				`{{${inner.text}}} is understood by other tools only`,
				'Use a variable of this file or of the environment',
			);
		}
		return this.#named(name.text, place, way);
	}

	async #named(name: string, place: Span, way: Way): Promise<string> {
		const key = `${way.kind}\n${name}`;
		const known = this.#known.get(key);
		if (known !== undefined) return known;
		const { within } = way;
		if (within.includes(name)) {
			const circle = [...within.slice(within.indexOf(name)), name].map((one) => `{{${one}}}`).join(' → ');
			throw this.#problem(
				'variableCycle',
				place,
				`{{${name}}} asks for itself: ${circle}`,
				'Give one of them a value of its own',
			);
		}
		const value = await this.#define(name, place, { ...way, within: [...within, name] });
		if (value.length > MOST_CHARACTERS) {
			throw this.#problem(
				'variableTooLong',
				place,
				`{{${name}}} has ${value.length} characters`,
				'Send long texts as a file: < body.json',
			);
		}
		this.#known.set(key, value);
		return value;
	}

	async #define(name: string, place: Span, way: Way): Promise<string> {
		const line = variableOf(this.#document, this.#block, name);
		if (line !== undefined) return plainText(await this.#expand(line.value, way));
		const value = this.#sources.environment.values.get(name);
		if (value !== undefined) {
			const isKept = value.isPrivate && this.#sources.processVariables === 'kept';
			if (isKept && way.kind === 'text') return `{{$env.${environmentName(name)}}}`;
			const isMarked = isKept && way.kind === 'address';
			// What a private value is made of is private with it.
			const inner: Way = isMarked ? { ...way, kind: 'place' } : way;
			const text = plainText(await this.#expandPieces(value.text, () => place, inner));
			if (value.isPrivate) this.#secrets.add(text);
			return isMarked ? privateText(name, text) : text;
		}
		const { connectionVariables } = this.#sources;
		if (Object.hasOwn(connectionVariables, name)) return connectionVariables[name] ?? '';
		const near = nearest(name, this.#names());
		throw this.#problem(
			'unknownVariable',
			place,
			`{{${name}}} has no value`,
			near === undefined ? `Write @${name} = … above the request, or into an environment` : `Did you mean {{${near}}}?`,
		);
	}

	async #processValue(name: string, place: Span): Promise<string> {
		if (this.#sources.processVariables === 'kept') return `{{$env.${name}}}`;
		const value = await this.#sources.processVariable(name);
		if (value === undefined) {
			throw this.#problem('unknownVariable', place, `the environment variable ${name} is not set`, `Set ${name}`);
		}
		this.#secrets.add(value);
		return value;
	}

	#names(): readonly string[] {
		const { environment, connectionVariables } = this.#sources;
		const lines = this.#document.blocks.flatMap(({ variables }) => variables.map(({ name }) => name.text));
		return [...new Set([...lines, ...environment.values.keys(), ...Object.keys(connectionVariables)])];
	}

	#problem(kind: RequestProblemKind, place: Span, why: string, next: string): RequestProblem {
		return new RequestProblem(kind, place, this.#document.text, { what: `${this.#label} was not sent`, why, next });
	}
}

/**
 * The line that gives a variable its value for a block: the last one up to its end, as a run from top to bottom would
 * have it; below it, the first one, because REST Client takes those as well.
 */
export function variableOf(document: RequestDocument, block: RequestBlock, name: string): VariableLine | undefined {
	const lines = variableLines(document).get(name) ?? [];
	return lines.findLast(({ start }) => start < block.end) ?? lines[0];
}

const known = new WeakMap<RequestDocument, ReadonlyMap<string, readonly VariableLine[]>>();

/** By name, in the order of the file; gathered once, because files of thousands of requests ask thousands of times. */
function variableLines(document: RequestDocument): ReadonlyMap<string, readonly VariableLine[]> {
	const before = known.get(document);
	if (before !== undefined) return before;
	const lines = Map.groupBy(
		document.blocks.flatMap(({ variables }) => variables),
		({ name }) => name.text,
	);
	known.set(document, lines);
	return lines;
}
