/** How far the walk over one list has come: a part of a batch's checkpoint. */
import type { Json, JsonObject } from '../../../json.ts';
import { isJsonObject } from '../../../json.ts';

export interface ListState {
	/** From 1: a pass that may have missed records is followed by another. */
	readonly pass: number;
	/** Page to be read next; 0 when the walk is over. */
	readonly page: number;
	/** Where the vendor pages by tokens: that of the page to be read next. */
	readonly token: string | null;
	/** The vendor's total at the first and at the latest page of this pass. */
	readonly before: number | null;
	readonly latest: number | null;
	/** Whether the total has changed within this pass. */
	readonly isMoving: boolean;
	/** Whether it has changed within any. */
	readonly hasMoved: boolean;
	/** Server time of this pass's first response, ms; 0 before it. */
	readonly begun: number;
	/** Different records of this pass so far; those that cannot be had are counted as gaps. */
	readonly counted: number;
	readonly gaps: number;
	/** Records that say exactly what another on their page says, in lists without ids: they are one row. */
	readonly twins: number;
	/** Whether `counted` may count a record twice: it was counted before a resume and came again after it. */
	readonly isDoubtful: boolean;
}

export const startState: ListState = {
	pass: 1,
	page: 1,
	token: null,
	before: null,
	latest: null,
	isMoving: false,
	hasMoved: false,
	begun: 0,
	counted: 0,
	gaps: 0,
	twins: 0,
	isDoubtful: false,
};

/** The beginning of another pass over the same list. */
export function nextPass({ pass, hasMoved }: ListState): ListState {
	return { ...startState, pass: pass + 1, hasMoved };
}

/** The beginning of the same pass. */
export function passAnew({ pass, hasMoved }: ListState): ListState {
	return { ...startState, pass, hasMoved };
}

export function stateToJson(state: ListState): JsonObject {
	return { ...state };
}

/** @returns undefined for a state of another make: the walk then begins anew */
export function stateFromJson(json: Json | undefined): ListState | undefined {
	if (!isJsonObject(json)) return undefined;
	const whole = (name: keyof ListState): number | undefined => {
		const value = json[name];
		return typeof value === 'number' && Number.isSafeInteger(value) && value >= 0 ? value : undefined;
	};
	const [pass, page, begun, counted, gaps] = [
		whole('pass'),
		whole('page'),
		whole('begun'),
		whole('counted'),
		whole('gaps'),
	];
	if (pass === undefined || page === undefined || begun === undefined) return undefined;
	if (counted === undefined || gaps === undefined) return undefined;
	return {
		pass,
		page,
		token: typeof json.token === 'string' ? json.token : null,
		before: whole('before') ?? null,
		latest: whole('latest') ?? null,
		isMoving: json.isMoving === true,
		hasMoved: json.hasMoved === true,
		begun,
		counted,
		gaps,
		twins: whole('twins') ?? 0,
		isDoubtful: json.isDoubtful === true,
	};
}
