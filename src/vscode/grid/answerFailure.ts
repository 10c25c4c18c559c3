/** What is told where the table has answered, and its answer does not come to where it is wanted. Pure. */
import type { TableQuestion } from '../../core/tables/tableMessages.ts';
import type { GridFailure } from '../../protocol/grid.ts';

export function answerFailure(name: TableQuestion, why: string): GridFailure {
	switch (name) {
		case 'copy':
			return {
				what: 'The cells were not copied',
				why,
				next: 'Try again; allow the clipboard if you were asked for it',
			};
		case 'profile':
			return { what: 'What the columns hold cannot be shown', why, next: 'Hide and show the column profiles again' };
		default:
			return { what: 'The answer of the table cannot be shown', why, next: 'Refresh the grid' };
	}
}
