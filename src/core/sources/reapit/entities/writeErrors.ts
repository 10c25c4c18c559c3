/** What can go wrong with a write, as data beside the message: fields that were refused, fields that two sides changed. */
import { FreeholdError } from '../../../errors.ts';
import type { ErrorDetails, Reason } from '../../../errors.ts';
import type { Json, JsonObject } from '../../../json.ts';
import { reapitProblem } from '../reapitProblem.ts';
import type { BodyProblem } from './checkBody.ts';
import { locateField } from './fieldNames.ts';
import type { JsonPath } from './jsonPath.ts';
import { pathText } from './jsonPath.ts';
import type { Position } from './jsonText.ts';
import type { Collision } from './replay.ts';

/** A document that is to be sent; as text it also knows where its fields stand. */
export interface WrittenDocument {
	readonly value: Json;
	/** What the text is called: a file's name. */
	readonly name?: string | undefined;
	positionOf?(path: JsonPath): Position;
}

export interface RefusedField {
	/** In the user's document, by its own spelling. */
	readonly path: JsonPath;
	readonly message: string;
	/** In the user's text. */
	readonly position: Position | undefined;
}

/** Fields that are not valid: found here before sending, or named by the vendor (422). */
export class InvalidFields extends FreeholdError {
	readonly fields: readonly RefusedField[];

	constructor(details: ErrorDetails, fields: readonly RefusedField[]) {
		super('badRequest', details);
		this.fields = fields;
	}

	override toJSON(): ErrorDetails & { readonly reason: Reason; readonly fields: readonly RefusedField[] } {
		return { ...super.toJSON(), fields: this.fields };
	}
}

/** A record as the vendor has it, with its version where it has one. */
export interface TheirVersion {
	readonly value: JsonObject;
	readonly etag: string | undefined;
}

/** Two sides changed the same fields; nothing was sent. */
export class EntityConflict extends FreeholdError {
	readonly collisions: readonly Collision[];
	/** The record as it is now. */
	readonly theirs: TheirVersion;

	constructor(details: ErrorDetails, collisions: readonly Collision[], theirs: TheirVersion) {
		super('conflict', details);
		this.collisions = collisions;
		this.theirs = theirs;
	}

	override toJSON(): ErrorDetails & { readonly reason: Reason; readonly collisions: readonly Collision[] } {
		return { ...super.toJSON(), collisions: this.collisions };
	}
}

/** @param label  the record: `/contacts/OXF1` */
export function entityConflict(
	label: string,
	collisions: readonly Collision[],
	theirs: TheirVersion,
	requestId: string | undefined,
): EntityConflict {
	const names = collisions.map(({ field }) => field).join(', ');
	return new EntityConflict(
		{
			what: `${label} was not changed`,
			why: `Somebody else has changed ${names} since you read it; nothing was sent`,
			next: 'Compare base, theirs and yours, then make the change again on their version',
			status: 412,
			requestId,
		},
		collisions,
		theirs,
	);
}

/** @throws InvalidFields where there are problems */
export function assertValid(problems: readonly BodyProblem[], document: WrittenDocument, label: string): void {
	if (problems.length === 0) return;
	const fields = problems.map(({ path, message }) => ({ path, message, position: document.positionOf?.(path) }));
	throw new InvalidFields(
		{
			what: `${label} was not sent`,
			why: fields.map((field) => fieldLine(field, document.name)).join('\n'),
			next: 'Correct these fields. Where Reapit is newer than the models that Freehold knows, send it unchecked (--no-check)',
		},
		fields,
	);
}

/** The vendor's 422, each entry at the user's own field; every other error as it is. */
export function atTheirFields(error: unknown, document: WrittenDocument, label: string): unknown {
	const problem = reapitProblem(error);
	if (!FreeholdError.is(error) || problem?.status !== 422 || problem.fields.length === 0) return error;
	const fields = problem.fields.map(({ field, message }) => {
		const path = locateField(field, document.value);
		return { path, message, position: document.positionOf?.(path) };
	});
	const { next, status, requestId } = error;
	return new InvalidFields(
		{
			what: `${label} was refused`,
			why: fields.map((field) => fieldLine(field, document.name)).join('\n'),
			...{ next, status, requestId, cause: error },
		},
		fields,
	);
}

function fieldLine({ path, message, position }: RefusedField, name: string | undefined): string {
	const text = `${pathText(path)}: ${message}`;
	return position === undefined ? text : `${name ?? 'text'}:${position.line}:${position.column} ${text}`;
}
