/** What a read would cost, in a sentence. */
import { count, counted } from './quantities.ts';

export interface EstimatedRead {
	readonly records: number;
	readonly billableCalls: number;
	readonly usedToday: number;
	readonly requestsPerDay: number;
}

export function estimateText(
	target: string,
	relations: readonly string[],
	{ records, billableCalls, usedToday, requestsPerDay }: EstimatedRead,
): string {
	const left = Math.max(0, requestsPerDay - usedToday);
	return [
		`${target}${relations.length === 0 ? '' : ` with ${relations.join(', ')}`}: about ${counted(billableCalls, 'billable call')}`,
		` for ${counted(records, 'record')}; ${count(usedToday)} of ${count(requestsPerDay)} are used today`,
		billableCalls > left ? ', so it cannot end today' : '',
	].join('');
}
