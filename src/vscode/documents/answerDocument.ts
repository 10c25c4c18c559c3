/** What a vendor answered to a filter, as JSON. */
import type { FilterAnswer } from '../../core/jobs/askFilter.ts';

export function answerText(address: string, expressions: readonly string[], answers: readonly FilterAnswer[]): string {
	const customers = answers.map(({ customer, matching, records }) => ({
		...{ customer, matching: matching ?? null, shown: records.length, records },
	}));
	return `${JSON.stringify({ filters: expressions, address, customers }, null, '\t')}\n`;
}

/** In a window that was reloaded: nobody is asked because a tab is still open. */
export function pastAnswer(): string {
	return `${JSON.stringify({ note: 'This answer went with its window. Run the filter again to see what there is now.' }, null, '\t')}\n`;
}
