/** What keys mean, by where they are pressed. */
import { expect, test } from 'vitest';
import { FILTER_ROW, HEADER_ROW } from '../../../src/webview/grid/cursor.ts';
import { keyAction } from '../../../src/webview/grid/gridKeys.ts';

test.each([
	['Enter', HEADER_ROW, 'sort'],
	['Space', HEADER_ROW, 'sort'],
	['Shift+Enter', HEADER_ROW, 'addSort'],
	['Shift+Space', HEADER_ROW, undefined],
	['Shift+ArrowRight', HEADER_ROW, 'resize'],
	['ArrowRight', HEADER_ROW, undefined],
	['Alt+ArrowDown', HEADER_ROW, 'menu'],
	['Alt+ArrowDown', 5, 'menu'],
	['ContextMenu', HEADER_ROW, 'menu'],
	['Shift+F10', HEADER_ROW, 'menu'],
	['Shift+F10', 5, undefined],
	['Enter', FILTER_ROW, 'typeFilter'],
	['x', FILTER_ROW, 'typeFilter'],
	['Ctrl+x', FILTER_ROW, undefined],
	['ArrowDown', FILTER_ROW, undefined],
	['Enter', 5, 'open'],
	['F2', 5, 'open'],
	['Space', 5, 'open'],
	['Ctrl+Space', 5, undefined],
	['Ctrl+Shift+Space', 5, 'toggleMark'],
	['Ctrl+Shift+Space', HEADER_ROW, undefined],
	['Escape', 5, 'leave'],
	['Alt+ArrowLeft', 5, undefined],
	['x', 5, undefined],
])('%s in row %i: %s', (text, row, kind) => {
	const parts = text.split('+');
	const stroke = {
		...{ key: parts.at(-1)!.replace('Space', ' '), isCtrl: parts.includes('Ctrl') },
		...{ isShift: parts.includes('Shift'), isAlt: parts.includes('Alt') },
	};
	expect(keyAction(stroke, row)?.kind).toBe(kind);
});
