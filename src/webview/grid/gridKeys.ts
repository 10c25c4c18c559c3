/** What a key means in the grid, where it is pressed. Pure. */
import { FILTER_ROW, HEADER_ROW } from './cursor.ts';
import type { Keystroke } from './cursor.ts';

export type KeyAction =
	| { readonly kind: 'leave' | 'open' | 'sort' | 'addSort' | 'menu' | 'toggleMark' }
	/** The filter below is typed into; a key that writes goes on into it. */
	| { readonly kind: 'typeFilter'; readonly isWriting: boolean }
	/** By so many pixels. */
	| { readonly kind: 'resize'; readonly by: number };

const RESIZE_STEP = 16;

/** @returns `undefined` for keys that move, and for those that mean nothing */
export function keyAction(stroke: Keystroke & { readonly isAlt: boolean }, row: number): KeyAction | undefined {
	const { key, isCtrl, isShift, isAlt } = stroke;
	if (key === 'ContextMenu' || (key === 'F10' && isShift) || (key === 'ArrowDown' && isAlt)) {
		return row < 0 || key === 'ArrowDown' ? { kind: 'menu' } : undefined;
	}
	if (isAlt) return undefined;
	if (key === 'Escape') return { kind: 'leave' };
	if (key === ' ' && isCtrl && isShift) return row < 0 ? undefined : { kind: 'toggleMark' };
	if (row === HEADER_ROW) return onName(key, isCtrl, isShift);
	const isConfirming = key === 'Enter' || key === 'F2' || (key === ' ' && !isCtrl && !isShift);
	if (row === FILTER_ROW && !isCtrl && (isConfirming || key.length === 1)) {
		return { kind: 'typeFilter', isWriting: !isConfirming };
	}
	return isConfirming ? { kind: 'open' } : undefined;
}

function onName(key: string, isCtrl: boolean, isShift: boolean): KeyAction | undefined {
	if (key === 'Enter' || (key === ' ' && !isCtrl && !isShift)) return { kind: isShift ? 'addSort' : 'sort' };
	// Nothing is selected up here: Shift and an arrow are free.
	if (!isShift || isCtrl) return undefined;
	if (key === 'ArrowRight') return { kind: 'resize', by: RESIZE_STEP };
	return key === 'ArrowLeft' ? { kind: 'resize', by: -RESIZE_STEP } : undefined;
}
