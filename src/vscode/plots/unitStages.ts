/** The way of a unit of Realpad, from free to sold. */
import { unitStatus } from '../../core/sources/realpad/enumerations.ts';
import type { KnownStages } from '../../core/tables/plots/suggestPlots.ts';

/** What is sold is the last stage; higher numbers of the enumeration are no steps on the way. */
const SOLD = 3;

export function unitStages(): KnownStages {
	const statuses = Object.entries(unitStatus).map(([code, name]) => ({ code: Number(code), name }));
	return {
		stages: statuses.filter(({ code }) => code <= SOLD).map(({ name }) => name),
		aside: statuses.filter(({ code }) => code > SOLD).map(({ name }) => name),
	};
}
