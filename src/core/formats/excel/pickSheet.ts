/** Chooses the sheet to read. */
import { FreeholdError } from '../../errors.ts';
import type { SheetInfo } from './cell.ts';
import { damaged } from './problems.ts';

/** The sheet of an index; without one the active sheet, else the first that is visible, else the first. */
export function pickSheet<Sheet extends SheetInfo>(sheets: readonly Sheet[], index: number | undefined): Sheet {
	if (sheets.length === 0) throw damaged('it has no sheet of cells');
	const sheet =
		index === undefined
			? (sheets.find(({ isActive }) => isActive) ??
				sheets.find(({ visibility }) => visibility === 'visible') ??
				sheets[0])
			: sheets[index];
	if (sheet !== undefined) return sheet;
	throw new FreeholdError('notFound', {
		what: `Sheet ${index ?? 0} could not be read`,
		why: `the workbook has ${sheets.length} sheets, counted from 0`,
		next: `Choose one of: ${sheets.map(({ name }) => name).join(', ')}`,
	});
}
