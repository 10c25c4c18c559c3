/** Cells on their way to the clipboard. */
import { expect, test } from 'vitest';
import { CopyText, MOST_COPIED_CHARACTERS } from '../../../src/core/tables/copyText.ts';

test('each row is a line, each cell has its place, what would break them stands in quotes', () => {
	const copy = new CopyText();
	copy.add(['a', null, '', 1.5, true]);
	copy.add(['x\ty', 'line\nbreak', 'say "no"']);
	expect(copy.text).toBe('a\t\t\t1.5\ttrue\n"x\ty"\t"line\nbreak"\t"say ""no"""');
});

test('more than a clipboard should hold is refused, with another way', () => {
	const copy = new CopyText();
	const half = 'x'.repeat(MOST_COPIED_CHARACTERS / 2);
	copy.add([half]);
	expect(() => copy.add([half])).toThrow(/more than 20 million characters/);
});
