/** What a column's menu offers. */
import type { GridTexts } from '../../protocol/grid.ts';
import type { MenuGroups } from './menu.ts';

export interface ColumnChoices {
	sort(isDescending: boolean | undefined, isAdding: boolean): void;
	filter(): void;
	/** Absent where no values are known. */
	readonly filterByValue?: (() => void) | undefined;
	hide(): void;
	pin(isPinned: boolean): void;
	/** By so many places. */
	move(by: number): void;
	fit(): void;
	copy(withHeader: boolean): void;
	reset(): void;
	showColumns(): void;
}

/** How the column stands now. */
export interface ColumnStanding {
	readonly isDescending: boolean | undefined;
	/** Whether rows are sorted by another column. */
	readonly hasOtherOrders: boolean;
	readonly isPinned: boolean;
	readonly isFirst: boolean;
	readonly isLast: boolean;
	/** Whether it is the only one that is shown. */
	readonly isOnly: boolean;
}

export function columnMenu(texts: GridTexts, standing: ColumnStanding, choices: ColumnChoices): MenuGroups {
	const { isDescending, hasOtherOrders, isPinned, isFirst, isLast, isOnly } = standing;
	return [
		[
			{ label: texts.sortUp, isChecked: isDescending === false, run: () => choices.sort(false, false) },
			{ label: texts.sortDown, isChecked: isDescending === true, run: () => choices.sort(true, false) },
			...(hasOtherOrders
				? [
						{ label: texts.thenUp, isChecked: isDescending === false, run: () => choices.sort(false, true) },
						{ label: texts.thenDown, isChecked: isDescending === true, run: () => choices.sort(true, true) },
					]
				: []),
			{ label: texts.noSort, isDisabled: isDescending === undefined, run: () => choices.sort(undefined, true) },
		],
		[
			{ label: texts.filterColumn, run: () => choices.filter() },
			...(choices.filterByValue === undefined ? [] : [{ label: texts.filterByValue, run: choices.filterByValue }]),
		],
		[
			{ label: texts.pinColumn, isChecked: isPinned, run: () => choices.pin(!isPinned) },
			{ label: texts.moveLeft, keys: 'Alt+←', isDisabled: isFirst, run: () => choices.move(-1) },
			{ label: texts.moveRight, keys: 'Alt+→', isDisabled: isLast, run: () => choices.move(1) },
			{ label: texts.fitColumn, run: () => choices.fit() },
			{ label: texts.hideColumn, isDisabled: isOnly, run: () => choices.hide() },
		],
		[
			{ label: texts.copyColumn, run: () => choices.copy(false) },
			{ label: texts.copyColumnWithHeader, run: () => choices.copy(true) },
		],
		[
			{ label: texts.columns, run: () => choices.showColumns() },
			{ label: texts.resetColumns, run: () => choices.reset() },
		],
	];
}
