/** Which requests are so narrow that Realpad waives the cool-down (domain/realpad.md §1.3). */
import type { Endpoint } from './realpadEndpoints.ts';
import type { Parameters } from './checkParameters.ts';

const narrowDays = 31;
const narrowCharacters = 6;
const dayMs = 86_400_000;

export function isNarrow(endpoint: Endpoint, parameters: Parameters): boolean {
	const takes = (name: string): boolean => endpoint.parameters.some((parameter) => parameter.name === name);
	const { projectids, fulltext, creationdatefrom: from, creationdateto: to } = parameters;
	if (takes('projectids') && projectids !== undefined && /^\d+$/.test(projectids)) return true;
	if (takes('fulltext') && fulltext !== undefined && fulltext.trim().length >= narrowCharacters) return true;
	if (endpoint.isNarrowByDates !== true || from === undefined || to === undefined) return false;
	// Both days count: from the 1st to the 31st are 31 days.
	const days = (Date.parse(to) - Date.parse(from)) / dayMs + 1;
	return days >= 1 && days <= narrowDays;
}
