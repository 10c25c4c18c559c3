/** A record or a metadata document that is edited as a file. */
import type { Json, JsonObject } from '../../../json.ts';
import type { BodyProblem } from '../entities/checkBody.ts';
import { markConflicts } from '../entities/conflictMarkers.ts';
import type { JsonText } from '../entities/jsonText.ts';
import type { EntityConflict, TheirVersion } from '../entities/writeErrors.ts';

export interface Saved {
	/** `unchanged`: there was nothing to be sent. */
	readonly outcome: 'sent' | 'unchanged';
	/** Whether somebody else had changed other fields, and the change was made again on theirs. */
	readonly isReplayed: boolean;
}

export interface Resource {
	/** As messages call it: `contacts/OXF1`. */
	readonly label: string;
	read(signal: AbortSignal): Promise<TheirVersion>;
	/**
	 * Sends what was changed, and nothing else.
	 *
	 * @throws EntityConflict where others have changed the same fields, InvalidFields at the fields of the document
	 */
	save(document: JsonText, base: TheirVersion, signal: AbortSignal): Promise<Saved>;
	delete(signal: AbortSignal): Promise<void>;
	/** Reads what its documents are checked by, where the vendor keeps that: once for all of a kind. */
	learn?(signal: AbortSignal): Promise<void>;
	/** What is wrong with it as far as it was changed, by what is known here; nobody is asked. */
	check(document: JsonText, base: TheirVersion): Promise<readonly BodyProblem[]>;
}

/** A record that is still to be created. */
export interface NewResource {
	readonly label: string;
	/** @returns its id, where the vendor gives one */
	create(document: JsonText, signal: AbortSignal): Promise<string | undefined>;
	/** As `Resource.learn`. */
	learn?(signal: AbortSignal): Promise<void>;
	/** By what is known here; nobody is asked. */
	check(document: JsonText): Promise<readonly BodyProblem[]>;
}

export function documentText(value: Json): string {
	return `${JSON.stringify(value, null, '\t')}\n`;
}

/** Their version with what yours changed in other fields; base, theirs and yours of the rest between markers. */
export function conflictText(
	yours: JsonObject,
	base: TheirVersion,
	{ collisions, theirs }: Pick<EntityConflict, 'collisions' | 'theirs'>,
): string {
	const merged: Record<string, Json> = {};
	for (const name of new Set([...Object.keys(theirs.value), ...Object.keys(yours)])) {
		const [was, mine, other] = [base.value[name], yours[name], theirs.value[name]];
		const isMine = JSON.stringify(was) !== JSON.stringify(mine);
		const value = isMine ? mine : other;
		if (value !== undefined) merged[name] = value;
	}
	return `${markConflicts(JSON.stringify(merged, null, '\t'), collisions)}\n`;
}
